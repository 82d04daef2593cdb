import { version } from '../version';
import { type Choices, placeholders } from './choices';

/**
 * The files of a new repository by their paths, but for the workflows.
 *
 * @param name what the repository is called
 */
export function initialFiles(choices: Choices, name: string): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', packageFile(name, choices.cdk8s)],
    ['meshwright.yaml', settings],
    [`clusters/${choices.cluster}.yaml`, clusterFile(choices)],
    [`applications/${choices.application}.yaml`, applicationFile(choices)],
    ['.gitignore', `${ignored.join('\n')}\n`],
    ['README.md', readme(choices, name)],
    ...(choices.cdk8s ? [['cdk8s.yaml', cdk8sFile] as const] : []),
  ]);
}

/** What Git leaves out. */
export const ignored = ['node_modules/', '.cache/', '.meshwright/', 'comment.md'];

const modules = '../node_modules/meshwright';

function packageFile(name: string, cdk8s: boolean): string {
  const tools = { meshwright: `^${version}`, ...(cdk8s ? { 'cdk8s-cli': '^2.207.0' } : {}) };
  return `${JSON.stringify(
    {
      name,
      private: true,
      scripts: { synth: 'meshwright synth', check: 'meshwright check dist', diff: 'meshwright diff' },
      devDependencies: tools,
    },
    undefined,
    2,
  )}\n`;
}

const settings = `# yaml-language-server: $schema=node_modules/meshwright/meshwright.schema.json
# How Meshwright works in this repository. Teams may keep their applications in folders of their own.
applications: [applications/*.yaml, teams/*/application.yaml]
`;

function clusterFile({
  region,
  account,
  eksCluster,
  oidcIssuer,
  engine,
  repository,
  application,
}: Choices): string {
  return `# yaml-language-server: $schema=${modules}/clusters/schema.json
aws:
  region: ${region}
  account: "${account}"
  eksCluster: ${eksCluster}
  oidcIssuer: ${oidcIssuer}
delivery:
  engine: ${engine}
  repository: ${repository}
mesh:
  backend: kong-mesh
  # A secret of AWS Secrets Manager; without a licence the control plane serves five data plane proxies.
  license: { secret: kong-mesh/license }
gateway:
  mode: kic
  # The last version that needs no licence.
  version: "3.9"
# What the cluster has already.
given: [aws-load-balancer-controller]
applications:
  ${application}: {}
`;
}

function applicationFile({ application }: Choices): string {
  return `# yaml-language-server: $schema=${modules}/applications/schema.json
namespace: ${application}
image: registry.k8s.io/e2e-test-images/agnhost:2.53
services:
  web:
    ports:
      http: { port: 8080, protocol: http }
    # The next version is one more line here; its weight moves it from 0 % to 100 % of the calls.
    versions:
      v1: {}
    replicas: 2
    args: [netexec, --http-port=8080]
    resources:
      requests: { cpu: 50m, memory: 32Mi }
      limits: { memory: 64Mi }
    readinessProbe:
      httpGet: { path: /healthz, port: 8080 }
    livenessProbe:
      httpGet: { path: /healthz, port: 8080 }
    securityContext:
      allowPrivilegeEscalation: false
      capabilities: { drop: [ALL] }
    pod:
      securityContext:
        seccompProfile: { type: RuntimeDefault }
publish:
  routes:
    ${application}:
      paths:
        /${application}: web
      plugins: [limit]
  plugins:
    limit:
      plugin: rate-limiting
      config: { minute: 60, policy: local }
`;
}

const cdk8sFile = `language: typescript
# \`cdk8s synth\` empties its output folder before the app starts, so the folder named here is a cache: the app
# publishes dist/ itself and then makes this a link to it.
app: npx meshwright synth
output: .cache/cdk8s-output
`;

function readme(choices: Choices, name: string): string {
  const { cluster, application, engine } = choices;
  const missing = placeholders(choices);
  const delivery = engine === 'flux' ? 'flux' : 'argo-cd';
  return `# ${name}

The service mesh and API gateway of our clusters, as short YAML files and the Kubernetes YAML that
[Meshwright](node_modules/meshwright/README.md) makes of them. The output is committed, reviewed, and synced by ${
    engine === 'flux' ? 'Flux' : 'Argo CD'
  }.

\`\`\`sh
npm ci
npx meshwright synth
npx meshwright check dist
npx meshwright diff
\`\`\`

| Folder | What is in it |
| --- | --- |
| \`clusters/\` | one file for each cluster: \`${cluster}.yaml\` |
| \`applications/\`, \`teams/*/\` | one file for each application: \`${application}.yaml\` |
| \`dist/\` | the output; never edited by hand |
| \`meshwright.yaml\` | where the files are, and how \`check\` judges |

${missing.length === 0 ? '' : `Before the first sync, set ${missing.map((path) => `\`${path}\``).join(', ')} in \`clusters/${cluster}.yaml\`.\n\n`}\`kubectl apply -f dist/${cluster}/delivery/${delivery}.yaml\` starts the sync, once. \`npx meshwright --help\` lists the commands;
editors complete the files by the schema that their first line names.
`;
}
