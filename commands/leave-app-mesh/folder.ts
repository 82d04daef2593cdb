import { unknownFields } from '../../migrate/application/cluster';
import type { Applications } from '../../migrate/application/shapes';
import type { InputDocument } from '../../migrate/document';
import { finishScript } from '../../migrate/finish-script';
import { helmValues, ownerOf } from '../../migrate/owners';
import { reportPage } from '../../migrate/report-page';
import { reportSchema } from '../../migrate/report-schema';
import type { LeaveResult, Patch } from '../../migrate/result';
import { runbook } from '../../migrate/runbook';
import { objectsToYaml, objectToYaml, toYaml } from '../../output/yaml';
import { dig, fields, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** The files of the output, by their path below its folder. */
export function filesOf(
  result: LeaveResult,
  documents: readonly InputDocument[],
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const { report, objects, patches, plan, applications } = result;
  files.set('report.json', `${JSON.stringify({ $schema: './report.schema.json', ...report }, null, 2)}\n`);
  files.set('report.schema.json', `${JSON.stringify(reportSchema, null, 2)}\n`);
  files.set('report.md', reportPage(report));
  files.set('runbook.md', runbook(result, { toYaml: objectsToYaml, patchFile }));
  files.set('plan.json', `${JSON.stringify(plan, null, 2)}\n`);
  files.set('finish.sh', finishScript(result));
  for (const { stage, manifest } of objects)
    files.set(
      `${stage}/${fileName(manifest.kind, manifest.metadata.namespace, manifest.metadata.name)}`,
      objectToYaml(manifest),
    );
  if (applications !== undefined)
    for (const [file, text] of applicationFiles(applications)) files.set(file, text);
  for (const patch of patches)
    files.set(
      patchFile(
        patch.manifest.kind,
        patch.manifest.metadata.namespace,
        patch.manifest.metadata.name,
        patch.part,
      ),
      `${comments(patch, documents)}${objectToYaml(patch.manifest)}`,
    );
  if (patches.length > 0) files.set('patches/kustomization.yaml', kustomization(patches));
  return files;
}

/** Files for a repository of Meshwright, with the schema for editors where its package has it. */
function applicationFiles({ applications, cluster }: Applications): ReadonlyMap<string, string> {
  const head = (kind: string, more: readonly string[]) =>
    [
      `# yaml-language-server: $schema=../node_modules/meshwright/${kind}/schema.json`,
      ...more.map((line) => `# ${line}`),
      '',
    ].join('\n');
  return new Map([
    ...Object.entries(applications).map(
      ([name, file]) =>
        [
          `applications/${name}.yaml`,
          `${head('applications', ['What App Mesh said of the workloads that are there already.'])}${toYaml(file)}`,
        ] as const,
    ),
    [
      `clusters/${cluster.name}.yaml`,
      `${head('clusters', [`Examples, to be set: ${unknownFields(cluster.file).join(', ')}.`])}${toYaml(cluster.file)}`,
    ],
  ]);
}

/** The file of a patch, below the output folder. */
function patchFile(kind: string, namespace: string | undefined, name: string, part?: 'without-mesh'): string {
  return `patches/${fileName(kind, namespace, part === undefined ? name : `${name}.${part}`)}`;
}

function fileName(kind: string, namespace: string | undefined, name: string): string {
  return `${[kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), name].join('.')}.yaml`;
}

/** Why, who owns the object, and what is to be done where its owner is a chart. */
function comments(patch: Patch, documents: readonly InputDocument[]): string {
  const owner = ownerOf(documents, patch);
  const values = owner?.helm === undefined ? undefined : helmValues(patch.manifest);
  const doubled = [...twice(patch.manifest, documents)].map(String);
  const lines = [
    ...patch.why,
    ...doubled.map(
      (port) =>
        `Port ${port} is there twice: write the protocol of both in your own file. Of one without it kustomize takes no patch, and with any patch of the Service it drops the port that stands before it.`,
    ),
    ...(owner?.helm === undefined
      ? []
      : [
          `Helm release ${owner.helm}${owner.chart === undefined ? '' : ` (chart ${owner.chart})`} owns it: its next upgrade keeps only what its values say.`,
          ...(values === undefined
            ? ['No value is common to charts for it: see the chart, or its post-renderer.']
            : [
                'As values, where the chart names them as most do:',
                ...toYaml(values)
                  .trimEnd()
                  .split('\n')
                  .map((line) => `  ${line}`),
              ]),
        ]),
    ...(owner?.gitOps === undefined ? [] : [owner.gitOps]),
  ];
  return lines.map((line) => `# ${line}\n`).join('');
}

/** The numbers that more than one port of the Service of a patch has. */
function twice({ kind, metadata }: Manifest, documents: readonly InputDocument[]): ReadonlySet<unknown> {
  if (kind !== 'Service') return new Set();
  const own = documents.find(
    ({ manifest }) =>
      manifest.kind === kind &&
      manifest.metadata.name === metadata.name &&
      manifest.metadata.namespace === metadata.namespace,
  );
  const numbers = items(dig(own?.manifest.spec, 'ports')).map((port) => dig(port, 'port'));
  return new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index));
}

/**
 * A component that a kustomization of the user's own takes in: it patches the resources that are there. Kustomize finds a port by its
 * number and its protocol as they are written, and leaves out in silence what it does not find (kyaml/yaml/walk/associative_sequence.go):
 * what is said of ports is said once more without the protocol, for Services that write none.
 */
function kustomization(patches: readonly Patch[]): string {
  return `# Take it into your own kustomization, beside the objects that it patches: components: [<this folder>]\n${toYaml(
    {
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      patches: patches.flatMap(({ manifest, part }) => {
        const { kind, metadata } = manifest;
        const path = patchFile(kind, metadata.namespace, metadata.name, part).slice('patches/'.length);
        const again = withoutProtocols(manifest);
        return again === undefined ? [{ path }] : [{ path }, { patch: objectToYaml(again) }];
      }),
    },
  )}`;
}

/** What a patch says of a Service's ports, without their protocols; undefined where it says nothing of them. */
function withoutProtocols({ apiVersion, kind, metadata, spec }: Manifest): Manifest | undefined {
  const ports = items(dig(spec, 'ports'));
  if (kind !== 'Service' || ports.length === 0) return undefined;
  const { name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: {
      ports: ports.map((port) => {
        const { protocol: _, ...rest } = fields(port);
        return rest;
      }),
    },
  };
}
