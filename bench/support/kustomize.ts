import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { objectsToYaml } from '../../output/yaml';
import { groupOf, type Manifest } from '../../references/manifest';
import { eachCluster } from './each-cluster';
import type { Candidate } from './measure';
import type { Template } from './template';

/**
 * Kustomize: a base for each template, which is our finished YAML of its first cluster, and an overlay for each cluster whose
 * JSON patches put in what differs.
 *
 * @param build what builds the folder that is put after it: `kubectl kustomize`, `kustomize build`
 */
export function kustomizeCandidate(
  name: string,
  build: readonly string[],
  folder: string,
  templates: readonly Template[],
): Candidate {
  const commands = new Map<string, readonly string[]>();
  for (const [number, { paths, first, places, values }] of templates.entries()) {
    const base = join(folder, `base-${number}`);
    const resources = [...new Set(paths)];
    for (const path of resources) {
      const file = join(base, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, objectsToYaml(first.filter((_, at) => paths[at] === path)));
    }
    kustomization(base, { resources });
    for (const [cluster, own] of values) {
      const patches = first.flatMap((object, at) => {
        const changes = places
          .filter((place) => place.object === at)
          .map(({ pointer, parameter }) => ({ op: 'replace', path: pointer, value: own[parameter] }));
        if (changes.length === 0) return [];
        return [
          { target: targetOf(object), patch: JSON.stringify(changes), options: { allowNameChange: true } },
        ];
      });
      kustomization(join(folder, cluster), { resources: [`../base-${number}`], patches });
      commands.set(cluster, [...build, cluster]);
    }
  }
  return eachCluster(`${name}, a process for each cluster`, folder, commands);
}

function kustomization(folder: string, content: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(content));
}

function targetOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest) {
  return {
    group: groupOf(apiVersion),
    version: apiVersion.split('/').at(-1),
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}
