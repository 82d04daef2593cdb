import { stringify } from 'yaml';
import type { ClusterObjects } from '../charts/cluster';
import { objectToYaml } from '../output/yaml';
import type { PlannedFile } from '../plan/files';
import { ofShared } from '../references/shared-objects';
import { type ClusterFacts, factsFile, factsText } from './cluster-facts';

/** Clusters of a fleet share most of their objects. */
const textOf = ofShared(objectToYaml);

/** The text of every file of a cluster's folder, by its path in that folder. */
export function clusterFiles(
  { name, ...facts }: ClusterFacts & { readonly name: string },
  planned: readonly PlannedFile[],
  { roles, global, existing }: ClusterObjects,
  topology: string,
): ReadonlyMap<string, string> {
  return new Map([
    ['TOPOLOGY.md', topology],
    [factsFile, factsText(facts)],
    ...planned.map(({ path, objects }): [string, string] => [path, objects.map(textOf).join('---\n')]),
    ...roles.flatMap(({ name: role, trust, permissions }): [string, string][] => [
      [`iam/${role}.permissions.json`, json(permissions)],
      [`iam/${role}.trust.json`, json(trust)],
    ]),
    ...[...existing].map(([application, component]): [string, string] => [
      `existing/${application}/kustomization.yaml`,
      `${existingHeader(application)}${stringify(component, { lineWidth: 0 })}`,
    ]),
    ...[...global].map(([file, object]): [string, string] => [
      `global/${file}`,
      `${globalHeader(name)}${objectToYaml(object)}`,
    ]),
  ]);
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** These are patches of what others deploy, so the file says what becomes of it. */
function existingHeader(application: string): string {
  return [
    `# What the workloads of ${application} that are there already have to carry. It is applied by nobody: add it to the`,
    '# kustomization that deploys them, under components.',
    '',
  ].join('\n');
}

/** A zone's own API server refuses these objects, so each says where it goes. */
function globalHeader(cluster: string): string {
  return [
    "# For Konnect's global control plane, not for this cluster. Without it calls are in plain text and no permission holds.",
    `# Apply it with: meshwright konnect mesh apply --cluster ${cluster}`,
    '',
  ].join('\n');
}
