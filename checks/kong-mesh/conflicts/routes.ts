import { dig, items, text } from '../../../references/fields';
import { present } from '../../one-of';
import { places } from '../setting-places';
import { topKind } from '../target-references';
import { type Conflicts, type Path, without } from './conflict';

export const gatewayHosts: Conflicts = (policy) =>
  topKind(policy) === 'MeshGateway'
    ? []
    : without(
        policy,
        nonEmpty(places(policy, 'spec.to[]'), 'hostnames'),
        ['hostnames'],
        'but for a MeshGateway',
      );

function* nonEmpty(
  found: Iterable<{ readonly at: Path; readonly value: unknown }>,
  list: string,
): Generator<{ readonly at: Path; readonly value: unknown }> {
  for (const place of found) if (items(dig(place.value, list)).length > 0) yield place;
}

/** Calls of a built-in gateway that no backend takes; a redirect needs none. */
export const gatewayBackends: Conflicts = function* (policy) {
  if (topKind(policy) !== 'MeshGateway') return;
  for (const { at, value } of places(policy, 'spec.to[].rules[]')) {
    const redirected = items(dig(value, 'default', 'filters')).some(
      (filter) => dig(filter, 'type') === 'RequestRedirect',
    );
    if (redirected || items(dig(value, 'default', 'backendRefs')).length > 0) continue;
    yield {
      at,
      message: 'a rule for a built-in gateway has no backend',
      found: 'no backendRefs',
      expected: 'backendRefs, or a filter of type RequestRedirect',
      mend: 'add backendRefs',
    };
  }
};

export const tcpBackends: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'spec.to[].rules[]')) {
    if (items(dig(value, 'default', 'backendRefs')).length > 0) continue;
    yield {
      at,
      message: 'a rule has no backend',
      found: 'no backendRefs',
      expected: 'backendRefs',
      mend: 'add backendRefs',
    };
  }
};

/** A service of several zones has no port of its own: the route has to name one. */
export const backendPort: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'spec.to[].rules[].default.backendRefs[]')) {
    if (dig(value, 'kind') !== 'MeshMultiZoneService' || present(value, ['port']).length > 0) continue;
    yield {
      at,
      message: 'a MeshMultiZoneService as backend has no port',
      found: 'no port',
      expected: 'port',
      mend: 'add the port',
    };
  }
};

export const rewrittenHost: Conflicts = function* (policy) {
  for (const { at, value } of places(
    policy,
    'spec.to[].rules[].default.filters[type=URLRewrite].urlRewrite',
  )) {
    if (dig(value, 'hostToBackendHostname') !== true || dig(value, 'hostname') === undefined) continue;
    yield {
      at: [...at, 'hostToBackendHostname'],
      message: 'hostname and hostToBackendHostname are both set',
      found: 'both',
      expected: 'one of the two',
      mend: 'keep one of the two',
    };
  }
};

/** One modifier changes each header once, whether it sets, adds or removes it. */
export const repeatedHeaders: Conflicts = function* (policy) {
  for (const type of ['RequestHeaderModifier', 'ResponseHeaderModifier']) {
    const block = type.charAt(0).toLowerCase() + type.slice(1);
    const pattern = `spec.to[].rules[].default.filters[type=${type}].${block}`;
    for (const { at, value } of places(policy, pattern)) {
      const seen = new Set<string>();
      for (const verb of ['set', 'add', 'remove']) {
        for (const [i, item] of items(dig(value, verb)).entries()) {
          const name = text(verb === 'remove' ? item : dig(item, 'name')) ?? '';
          if (!seen.has(name)) {
            seen.add(name);
            continue;
          }
          yield {
            at: [...at, verb, i],
            message: `the header ${name} is changed twice by one filter`,
            found: name,
            expected: 'each header once in set, add and remove',
            mend: 'remove the second one',
          };
        }
      }
    }
  }
};
