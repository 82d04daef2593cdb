import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { backendKinds, policyTargets } from './policies';

/** A target reference of a policy, and what it may name there. */
export interface TargetReference {
  readonly position: 'top' | 'to' | 'from' | 'backend';
  /** Where it is, as the parts of a JSON pointer. */
  readonly at: readonly (string | number)[];
  readonly value: unknown;
  readonly allowed: readonly string[];
}

/** Every target reference that a policy makes. */
export function* targetReferences(policy: Manifest): Generator<TargetReference> {
  const kinds = policyTargets[policy.kind];
  if (kinds === undefined) return;
  const top = dig(policy, 'spec', 'targetRef');
  if (top !== undefined) yield { position: 'top', at: ['spec', 'targetRef'], value: top, allowed: kinds.top };
  for (const position of ['to', 'from'] as const) {
    for (const [i, item] of items(dig(policy, 'spec', position)).entries()) {
      const at = ['spec', position, i];
      // Built-in gateways are told where to go by their routes, so calls of theirs are all alike.
      const gateway = position === 'to' && dig(top, 'kind') === 'MeshGateway' ? ['Mesh'] : [];
      const allowed = [...gateway, ...(kinds[position] ?? [])];
      yield { position, at: [...at, 'targetRef'], value: dig(item, 'targetRef'), allowed };
      yield* backends(item, at);
    }
  }
}

function* backends(item: unknown, at: readonly (string | number)[]): Generator<TargetReference> {
  for (const [i, rule] of items(dig(item, 'rules')).entries()) {
    const under = [...at, 'rules', i, 'default'];
    for (const [j, value] of items(dig(rule, 'default', 'backendRefs')).entries()) {
      yield { position: 'backend', at: [...under, 'backendRefs', j], value, allowed: backendKinds };
    }
    for (const [j, filter] of items(dig(rule, 'default', 'filters')).entries()) {
      const value = dig(filter, 'requestMirror', 'backendRef');
      if (value === undefined) continue;
      const place = [...under, 'filters', j, 'requestMirror', 'backendRef'];
      yield { position: 'backend', at: place, value, allowed: backendKinds };
    }
  }
}
