import type { Context } from './context';
import type { Converted } from './converted';
import type { Node } from './nodes';
import type { Backends } from './permissions';
import type { RequestChange } from './result';
import type { VirtualService } from './virtual-service';
import { keyOf } from './world';

/** Who calls what, and what became of it. */
export interface Calls {
  readonly backends: Backends;
  readonly services: ReadonlyMap<string, VirtualService>;
  readonly converted: ReadonlyMap<string, Converted>;
}

/** The workloads of virtual nodes, as `namespace/name`. */
export function names(nodes: Iterable<Node>): readonly string[] {
  return [...nodes].flatMap(({ workloads }) =>
    workloads.map(({ namespace, name }) => keyOf(namespace, name)),
  );
}

/** Tells of requests of some callers; nothing where there are none. */
export function add(
  { requests }: Context,
  caller: readonly string[],
  change: Omit<RequestChange, 'caller'>,
): void {
  if (caller.length > 0) requests.push({ caller: [...new Set(caller)].toSorted(), ...change });
}
