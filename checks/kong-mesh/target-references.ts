import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { backendKinds, mirrorKinds, policyTargets } from './policies';

/** A target reference of a policy, and what it may name there. */
export interface TargetReference {
  readonly position: 'top' | 'to' | 'from' | 'backend';
  /** Where it is, as the parts of a JSON pointer. */
  readonly at: readonly (string | number)[];
  readonly value: unknown;
  readonly allowed: readonly string[];
  /** Kinds that it may name only where the policy is in the namespace of the control plane. */
  readonly systemOnly: readonly string[];
}

/** The kind of proxies that a policy is for; Mesh where it does not say. */
export function topKind(policy: Manifest): string {
  return text(dig(policy, 'spec', 'targetRef', 'kind')) ?? 'Mesh';
}

/** Every target reference that a policy makes. */
export function* targetReferences(policy: Manifest): Generator<TargetReference> {
  const kinds = policyTargets[policy.kind];
  if (kinds === undefined) return;
  const top = dig(policy, 'spec', 'targetRef');
  const { systemTop: systemOnly = [] } = kinds;
  if (top !== undefined)
    yield { position: 'top', at: ['spec', 'targetRef'], value: top, allowed: kinds.top, systemOnly };
  for (const position of ['to', 'from'] as const) {
    for (const [i, item] of items(dig(policy, 'spec', position)).entries()) {
      const at = ['spec', position, i];
      const under = position === 'to' ? kinds.toUnder?.[topKind(policy)] : undefined;
      const allowed = under ?? kinds[position] ?? [];
      yield { position, at: [...at, 'targetRef'], value: dig(item, 'targetRef'), allowed, systemOnly: [] };
      yield* backends(item, at);
    }
  }
}

function* backends(item: unknown, at: readonly (string | number)[]): Generator<TargetReference> {
  const position = 'backend';
  for (const [i, rule] of items(dig(item, 'rules')).entries()) {
    const under = [...at, 'rules', i, 'default'];
    for (const [j, value] of items(dig(rule, 'default', 'backendRefs')).entries()) {
      yield { position, at: [...under, 'backendRefs', j], value, allowed: backendKinds, systemOnly: [] };
    }
    for (const [j, filter] of items(dig(rule, 'default', 'filters')).entries()) {
      const value = dig(filter, 'requestMirror', 'backendRef');
      // The webhook looks at the settings of the filter's own type alone.
      if (value === undefined || dig(filter, 'type') !== 'RequestMirror') continue;
      const place = [...under, 'filters', j, 'requestMirror', 'backendRef'];
      yield { position, at: place, value, allowed: mirrorKinds, systemOnly: [] };
    }
  }
}
