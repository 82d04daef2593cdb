import { settingsJsonSchema } from '../../commands/settings/json-schema';
import { applicationJsonSchema } from '../../config/application/json-schema';
import { clusterJsonSchema } from '../../config/json-schema';
import { referencePage } from '../../config/reference-page';

const clusterIntroduction = `
# The cluster file

One YAML file in \`clusters/\` is one EKS cluster; its name without the ending is the cluster's. It is YAML 1.2: \`yes\`, \`on\`
and \`012\` are text, text and 12, so write \`true\`, and put versions and account numbers in quotes. Its first line names the
schema, so that editors complete and check it while you type:

    # yaml-language-server: $schema=schema.json

\`npm run synth\` checks more than the schema can say (regions that have to agree, names that have to differ, what a mode
needs), tells all mistakes of all files at once with their line and column, and writes nothing while there is one.

What several clusters share stands in a base, a file of the same folder whose name begins with \`_\` and which is no cluster:
\`extends: [_base, _prod]\`. The bases come first, from left to right, then the file itself; maps are merged key by key (RFC
7396), any other value replaces what a base gave, \`null\` removes it, and \`given\` and \`patches\` add up. Under
\`helm.*.values\`, \`null\` stays, for Helm removes by it too. An error names the file and line that a value came from;
\`npm run synth -- --explain CLUSTER [path]\` shows the merged file with the origin of each line.
`;

const applicationIntroduction = `
# The application file

One YAML file in \`applications/\` is one application; its name without the ending is the application's. A cluster runs it by
naming it under \`applications:\`, and says there what differs: any field of the file, merged by RFC 7396, so that \`null\`
removes what the file has. What has a name is a map keyed by it, and a list is replaced as a whole.

At a service, the words are Kubernetes' and mean what they mean there; \`pod:\` and \`container:\` take every other field of
PodSpec and Container, and Kubernetes' own schema judges them at their place in the file. Matches are Gateway API's, durations
Go's (\`15s\`), and \`{secret, property}\` is a value of AWS Secrets Manager: the ExternalSecret, its store and the role that
may read just this follow. \`defaults:\` is what every service has that says nothing else; whatever a service says holds for
each of its versions, and each may say otherwise.

In any text, \`\${name}\` stands for a value of the cluster file (\`values:\`), and \`\${cluster}\`, \`\${aws.region}\`,
\`\${aws.account}\` and \`\${aws.partition}\` for what is known of the cluster; \`$\${\` is the text itself.

A call within an application is allowed by being named under \`calls\`. A call from another application (\`calls:
[payments/ledger]\`) needs its caller under \`callers\` of the callee.
`;

const settingsIntroduction = `
# meshwright.yaml

How the tool works in a repository: where the files are, what is loaded, how \`check\` judges. What clusters are stands in cluster
files alone. The file is optional; without it the working folder is the root, with \`clusters/\`, \`applications/\` and \`dist/\`.
With it, its folder is the root, and every command works in any folder below. Paths and patterns start at the root: \`*\` stands for
anything but \`/\`, \`**\` for any folders. So each team can keep its application where CODEOWNERS gives it to them:

    # yaml-language-server: $schema=node_modules/meshwright/meshwright.schema.json
    applications: [applications/*.yaml, teams/*/application.yaml]
    extensions: [./platform.ts]
    check:
      severities:
        - {rule: kong/unused-plugin, severity: "off", path: "dist/sandbox/**", reason: plugins are tried there}

A path on the command line is one of the working folder, and wins. \`check\` reads the settings that are next above the path that it is
given, so that a repository is judged by its own; nothing that those name is run.
`;

/** Parts whose fields are Kubernetes' own, or stand on the page already. */
function isKubernetes(path: string): boolean {
  return (
    path === 'defaults' ||
    /^services\.<name>\.versions\.<name>$/.test(path) ||
    /\.(resources|livenessProbe|readinessProbe|startupProbe|lifecycle|securityContext|tolerations(\[\])?|affinity|topologySpreadConstraints(\[\])?|pod|container|containers|initContainers|volumes|volumeClaimTemplates|autoscaling|disruptionBudget|strategy|updateStrategy|job)$/.test(
      path,
    )
  );
}

/** The files made from the schemas of cluster files, application files and settings, by their path in the repository. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return {
    'clusters/schema.json': `${JSON.stringify(clusterJsonSchema(), undefined, 2)}\n`,
    'docs/cluster-file.md': referencePage(
      clusterIntroduction,
      clusterJsonSchema(),
      (path) => path === 'applications.<name>',
    ),
    'applications/schema.json': `${JSON.stringify(applicationJsonSchema(), undefined, 1)}\n`,
    'meshwright.schema.json': `${JSON.stringify(settingsJsonSchema(), undefined, 2)}\n`,
    'docs/meshwright-yaml.md': referencePage(settingsIntroduction, settingsJsonSchema()),
    'docs/application-file.md': referencePage(applicationIntroduction, applicationJsonSchema(), isKubernetes),
  };
}
