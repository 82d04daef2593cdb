import { groupOf, type Manifest } from '../../references/manifest';
import type { ClusterOutput, Stage } from './dist';

/** A stage, and the delivery object that keeps it. */
export interface DeliveredStage {
  readonly owner: string;
  readonly stage: Stage;
}

interface FluxSpec {
  readonly path?: string;
  readonly dependsOn?: readonly { readonly name: string }[];
}

interface ArgoSpec {
  readonly source?: { readonly path?: string };
}

/**
 * The stages in the order that the delivery objects give: Flux Kustomizations by `dependsOn`, Argo CD Applications by
 * sync wave. A stage that no delivery object names, or a path that is no stage, is a miss.
 *
 * @returns the order, and what is wrong with it
 */
export function deliveryOrder(cluster: ClusterOutput): { order: DeliveredStage[]; misses: string[] } {
  // One delivery object keeps the delivery objects themselves: it is no stage.
  const keepers = cluster.delivery
    .flatMap((object) => keeperOf(object))
    .filter(({ path }) => !path.includes(`${cluster.name}/delivery`));
  const misses: string[] = [];
  if (keepers.length === 0) {
    // Said once; the rest of the lane still has something to show in the order of the stages' names.
    misses.push(`${cluster.name}: no delivery object keeps any stage`);
    return { order: cluster.stages.map((stage) => ({ owner: stage.name, stage })), misses };
  }
  const sorted = sortKeepers(keepers, misses);
  const order = sorted.flatMap(({ owner, path }) => {
    const stage = cluster.stages.find(({ name }) => path.endsWith(`/${name}`));
    if (stage === undefined)
      misses.push(`${cluster.name}: ${owner} keeps ${path}, which is no stage in dist/`);
    return stage === undefined ? [] : [{ owner, stage }];
  });
  for (const { name } of cluster.stages) {
    const keepersOfStage = order.filter(({ stage }) => stage.name === name).length;
    if (keepersOfStage !== 1)
      misses.push(`${cluster.name}: ${name} is kept by ${keepersOfStage} delivery objects`);
  }
  return { order, misses };
}

interface Keeper {
  readonly owner: string;
  readonly path: string;
  readonly after: readonly string[];
  readonly wave: number;
}

function keeperOf(object: Manifest): Keeper[] {
  const owner = object.metadata.name;
  const group = groupOf(object.apiVersion);
  if (object.kind === 'Kustomization' && group === 'kustomize.toolkit.fluxcd.io') {
    const { path = '', dependsOn = [] } = object.spec as FluxSpec;
    return [{ owner, path, after: dependsOn.map(({ name }) => name), wave: 0 }];
  }
  if (object.kind === 'Application' && group === 'argoproj.io') {
    const { source } = object.spec as ArgoSpec;
    const wave = Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
    return source?.path === undefined ? [] : [{ owner, path: source.path, after: [], wave }];
  }
  return [];
}

function sortKeepers(keepers: readonly Keeper[], misses: string[]): Keeper[] {
  const left = [...keepers].sort((a, b) => a.wave - b.wave);
  const sorted: Keeper[] = [];
  while (left.length > 0) {
    const ready = left.findIndex(({ after }) =>
      after.every((name) => sorted.some(({ owner }) => owner === name)),
    );
    const [next] = left.splice(Math.max(ready, 0), 1);
    if (next === undefined) break;
    if (ready < 0)
      misses.push(`${next.owner} waits for ${next.after.join(', ')}, which is not there or waits for it`);
    sorted.push(next);
  }
  return sorted;
}
