import { clusterJsonSchema } from '../../config/json-schema';
import { referencePage } from '../../config/reference-page';

const introduction = `
# The cluster file

One YAML file in \`clusters/\` is one EKS cluster; its name without the ending is the cluster's. It is YAML 1.2: \`yes\`, \`on\`
and \`012\` are text, text and 12, so write \`true\`, and put versions and account numbers in quotes. Its first line names the
schema, so that editors complete and check it while you type:

    # yaml-language-server: $schema=schema.json

\`npm run synth\` checks more than the schema can say (regions that have to agree, names that have to differ, what a mode
needs), tells all mistakes of all files at once with their line and column, and writes nothing while there is one.
`;

/** The files made from the cluster file's schema, by their path in the repository. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return {
    'clusters/schema.json': `${JSON.stringify(clusterJsonSchema(), undefined, 2)}\n`,
    'docs/cluster-file.md': referencePage(introduction),
  };
}
