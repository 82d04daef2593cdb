import type { Manifest } from '../references/manifest';
import type { Plan } from './plan';
import type { Stage } from './stage';

/** An object and the chart that it comes from. */
export interface ChartObject {
  /** Name of the chart: the file's name without its ending. */
  readonly chart: string;
  readonly manifest: Manifest;
}

/** One file of a cluster's output. */
export interface PlannedFile {
  readonly stage: Stage;
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
      .map(([chart, list]) => ({ stage, path: `${stage}/${chart}.yaml`, objects: list }));
  });
}
