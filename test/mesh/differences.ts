import type { ServiceGraph } from '../../config/graph/service-graph';
import type { Manifest } from '../../references/manifest';
import { readAppMesh } from '../../routing/app-mesh/read';
import { readKongMesh } from '../../routing/kong-mesh/read';
import type { Answer } from '../../routing/request';
import { gatewayCaller } from './clusters';
import { type Examples, sampleCalls } from './samples';

/** The objects of one graph on both meshes. */
export interface Pair {
  readonly appMesh: readonly Manifest[];
  readonly kongMesh: readonly Manifest[];
  readonly graph: ServiceGraph;
}

/** Every call that tells conditions of the graph apart, from every caller: how many, and which the meshes answer differently. */
export function differences(
  { appMesh, kongMesh, graph }: Pair,
  examples: Examples = {},
): { readonly asked: number; readonly found: readonly string[] } {
  const [one, other] = [readAppMesh(appMesh), readKongMesh(kongMesh)];
  const calls = sampleCalls(graph, examples);
  const callers = [gatewayCaller, ...one.callers];
  const found = callers.flatMap((caller) =>
    calls.flatMap((call) => {
      const [left, right] = [text(one.answer(caller, call)), text(other.answer(caller, call))];
      return left === right ? [] : [`${caller.name} ${JSON.stringify(call)}: ${left} and ${right}`];
    }),
  );
  return { asked: callers.length * calls.length, found };
}

function text({ shares }: Answer): string {
  return Object.entries(shares)
    .map(([name, share]) => `${name} ${share.toFixed(6)}`)
    .sort()
    .join(', ');
}
