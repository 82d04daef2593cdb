import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { sharedObjects } from '../references/shared-objects';
import { argoCdDelivery } from './argo-cd';
import { isSyncedApplication } from './argo-cd-applications';
import { healthConfiguration } from './argo-cd-health';
import { delivered } from './delivered';
import { chartsFolder, type Delivery, type Engine, placementOf } from './delivery';
import { fluxDelivery } from './flux';
import type { Plan } from './plan';
import { healthyLater } from './waiting';

/** An object and the chart that it comes from. */
export interface ChartObject {
  /** Name of the chart: the file's name without its ending. */
  readonly chart: string;
  readonly manifest: Manifest;
}

/** One file of a cluster's output. */
export interface PlannedFile {
  /** Path below the cluster's folder, such as `30-mesh/app-mesh.yaml`. */
  readonly path: string;
  readonly objects: readonly Manifest[];
}

/**
 * The file of each object: its stage's folder, named after its chart. Inside a file objects keep the plan's order: by
 * reference, then kind, then name.
 *
 * @throws an Error when an object of the plan comes from no chart: a mistake of the program, not of its user.
 */
export function filesOf(plan: Plan, charts: readonly ChartObject[]): readonly PlannedFile[] {
  const chartOf = new Map(charts.map(({ chart, manifest }) => [manifest, chart]));
  return plan.stages.flatMap(({ stage, objects }) => {
    const files = new Map<string, Manifest[]>();
    for (const object of objects) {
      const chart = chartOf.get(object);
      if (chart === undefined)
        throw new Error(`no chart is known for ${object.kind} ${object.metadata.name}`);
      const list = files.get(chart) ?? [];
      files.set(chart, list);
      list.push(object);
    }
    return [...files]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([chart, list]) => ({ path: `${stage}/${chart}.yaml`, objects: list }));
  });
}

/**
 * Every YAML file of a cluster: its objects by stage and chart, as the engine needs them, and the delivery objects.
 *
 * @throws as `filesOf` does.
 */
export function plannedFiles(
  index: ReferenceIndex,
  plan: Plan,
  charts: readonly ChartObject[],
  engine: Engine,
  delivery: Delivery,
): readonly PlannedFile[] {
  const late = healthyLater(index, plan);
  const files = filesOf(plan, charts).map(({ path, objects }) => ({
    path,
    objects: objects.map((object) => delivered(object, engine, late.has(object))),
  }));
  if (engine === 'flux') {
    return [...files, { path: 'delivery/flux.yaml', objects: fluxDelivery(index, plan, delivery) }];
  }
  const { namespace } = placementOf(delivery);
  const { bootstrap, stages } = argoCdDelivery(index, plan, delivery);
  return [
    ...files.flatMap((file) => applicationsApart(file, namespace)),
    { path: 'delivery/argo-cd.yaml', objects: bootstrap },
    // Every cluster has the same one, and its scripts are a fifth of all text of a cluster.
    { path: 'delivery/argo-cd-health.yaml', objects: sharedObjects([healthConfiguration(namespace)]) },
    { path: 'delivery/stages/argo-cd.yaml', objects: stages },
  ];
}

/** A file of a stage, and beside it one of the Applications in it: another Application of the stage syncs them. */
function applicationsApart({ path, objects }: PlannedFile, namespace: string): readonly PlannedFile[] {
  const isApart = (object: Manifest) => isSyncedApplication(object, namespace);
  const apart = path.replace('/', `/${chartsFolder}/`);
  return [
    { path, objects: objects.filter((object) => !isApart(object)) },
    { path: apart, objects: objects.filter(isApart) },
  ].filter((file) => file.objects.length > 0);
}
