import { dig, items, text } from '../../../references/fields';
import { places } from '../setting-places';
import { topKind } from '../target-references';
import { type Conflicts, without } from './conflict';

/** Settings that a MeshTimeout for a route does not have: they hold for a connection, not for a request. */
export const routeTimeouts: Conflicts = (policy) =>
  topKind(policy) === 'MeshHTTPRoute'
    ? without(
        policy,
        places(policy, 'items.default'),
        ['connectionTimeout', 'idleTimeout', 'http.maxStreamDuration', 'http.maxConnectionDuration'],
        'for a MeshHTTPRoute',
      )
    : [];

export const wholeMeshOnly: Conflicts = (policy) =>
  topKind(policy) === 'Mesh'
    ? []
    : without(policy, places(policy, 'items.default'), ['tlsVersion', 'tlsCiphers'], 'but for kind Mesh');

const tlsVersions = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];

/** The lowest version of TLS may not be above the highest; a version that is not said sets no bound. */
export const tlsRange: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'items.default.tlsVersion')) {
    const [min, max] = ['min', 'max'].map((bound) => tlsVersions.indexOf(text(dig(value, bound)) ?? ''));
    if (min === undefined || max === undefined || min < 0 || max < 0 || min <= max) continue;
    yield {
      at: [...at, 'min'],
      message: 'the lowest version of TLS is above the highest',
      found: `${tlsVersions[min]} to ${tlsVersions[max]}`,
      expected: 'a lowest version that is not above the highest',
      mend: `write min: ${tlsVersions[max]}, or raise max`,
    };
  }
};

export const onceSelected: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'spec.to[].default.http.hostSelection')) {
    const twice = items(value).findIndex(
      (one, i) =>
        dig(one, 'predicate') === 'OmitPreviousPriorities' &&
        items(value).findIndex((other) => dig(other, 'predicate') === 'OmitPreviousPriorities') < i,
    );
    if (twice < 0) continue;
    yield {
      at: [...at, twice, 'predicate'],
      message: 'OmitPreviousPriorities is there twice',
      found: 'OmitPreviousPriorities',
      expected: 'once',
      mend: 'remove one',
    };
  }
};

/** An item of a permission that permits, warns and denies nothing. */
export const emptyPermission: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'spec.rules[]')) {
    const lists = ['allow', 'allowWithShadowDeny', 'deny'];
    if (lists.some((list) => items(dig(value, 'default', list)).length > 0)) continue;
    yield {
      at,
      message: 'the item neither allows nor denies',
      found: `none of ${lists.join(', ')}`,
      expected: `at least one of ${lists.join(', ')}, with an item`,
      mend: 'name the callers in allow',
    };
  }
};
