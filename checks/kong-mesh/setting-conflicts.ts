import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { present } from '../one-of';
import { goRegex } from './go-regex';
import { places } from './setting-places';
import { topKind } from './target-references';

type Path = readonly (string | number)[];

/** A setting that may not be where it is. */
interface Conflict {
  readonly at: Path;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
}

type Conflicts = (policy: Manifest) => Iterable<Conflict>;

/** Settings at places of a policy that it may not have, and the reason. */
function* without(
  policy: Manifest,
  places_: Iterable<{ readonly at: Path; readonly value: unknown }>,
  settings: readonly string[],
  reason: string,
): Generator<Conflict> {
  for (const { at, value } of places_) {
    for (const setting of settings) {
      const path = setting.split('.');
      if ((dig(value, ...path) ?? undefined) === undefined) continue;
      yield {
        at: [...at, ...path],
        message: `${setting} of a ${policy.kind} may not be set ${reason}`,
        found: setting,
        expected: `no ${setting} ${reason}`,
        mend: `remove ${setting}`,
      };
    }
  }
}

/** A place that needs exactly one of two settings. */
function oneOfTwo(pattern: string, one: string, other: string): Conflicts {
  return function* (policy) {
    for (const { at, value } of places(policy, pattern)) {
      // An address that is empty counts as none.
      const set = present(value, [one, other]).filter(
        (name) => name !== 'endpoint' || dig(value, name) !== '',
      );
      if (set.length === 1) continue;
      yield {
        at,
        message: set.length === 0 ? `neither ${one} nor ${other} is set` : `${one} and ${other} are set`,
        found: set.length === 0 ? 'neither' : 'both',
        expected: `exactly one of ${one} and ${other}`,
        mend: set.length === 0 ? `add ${one} or ${other}` : `keep one of ${one} and ${other}`,
      };
    }
  };
}

/** A backend that is referred to is found by its labels. */
function backendLabels(pattern: string): Conflicts {
  return function* (policy) {
    for (const { at, value } of places(policy, `${pattern}.backendRef`)) {
      if (Object.keys(fields(dig(value, 'labels'))).length > 0) continue;
      yield {
        at,
        message: 'a reference to a MeshOpenTelemetryBackend has no labels',
        found: 'no labels',
        expected: 'labels of the backend',
        mend: 'add labels, such as kuma.io/display-name',
      };
    }
  };
}

/** Lines of a log in JSON: Kuma puts key and value between quotes, and parses what that gives. */
const jsonFields: Conflicts = function* (policy) {
  for (const backend of ['[type=File].file', '[type=Tcp].tcp']) {
    for (const { at, value } of places(policy, `items.default.backends${backend}.format.json`)) {
      if (items(value).length === 0) {
        yield {
          at,
          message: 'the format has no field',
          found: '[]',
          expected: 'fields',
          mend: 'add a field',
        };
      }
      for (const [i, field] of items(value).entries()) {
        const line = `{"${String(dig(field, 'key') ?? '')}": "${String(dig(field, 'value') ?? '')}"}`;
        if (isJson(line)) continue;
        yield {
          at: [...at, i],
          message: 'key and value between quotes are no JSON',
          found: line,
          expected: 'texts without quotes, backslashes and control characters',
          mend: 'escape what JSON has to escape',
        };
      }
    }
  }
};

function isJson(text_: string): boolean {
  try {
    JSON.parse(text_);
    return true;
  } catch {
    return false;
  }
}

/** An item of a permission that permits, warns and denies nothing. */
const emptyPermission: Conflicts = function* (policy) {
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

/** Profiles of metrics whose regular expression Go cannot compile. */
const profilePatterns: Conflicts = function* (policy) {
  for (const list of ['include', 'exclude']) {
    for (const { at, value } of places(policy, `spec.default.sidecar.profiles.${list}[]`)) {
      const pattern = text(dig(value, 'match')) ?? '';
      if (dig(value, 'type') !== 'Regex' || goRegex(pattern)) continue;
      yield {
        at: [...at, 'match'],
        message: 'Go cannot compile this regular expression',
        found: pattern,
        expected: 'a regular expression of Go',
        mend: 'correct the expression',
      };
    }
  }
};

/** Items of `rules` that match callers by who they are: what holds for a connection cannot depend on it. */
function byIdentity(settings: readonly string[]): Conflicts {
  return function* (policy) {
    for (const { at, value } of places(policy, 'spec.rules[]')) {
      const matched = items(dig(value, 'matches')).some((match) => dig(match, 'spiffeID') !== undefined);
      if (!matched) continue;
      const settingsAt = [{ at: [...at, 'default'], value: dig(value, 'default') }];
      yield* without(policy, settingsAt, settings, 'where calls are matched by spiffeID');
    }
  };
}

/** Settings that a MeshTimeout for a route does not have: they hold for a connection, not for a request. */
const routeTimeouts: Conflicts = (policy) =>
  topKind(policy) === 'MeshHTTPRoute'
    ? without(
        policy,
        places(policy, 'items.default'),
        ['connectionTimeout', 'idleTimeout', 'http.maxStreamDuration', 'http.maxConnectionDuration'],
        'for a MeshHTTPRoute',
      )
    : [];

const wholeMeshOnly: Conflicts = (policy) =>
  topKind(policy) === 'Mesh'
    ? []
    : without(policy, places(policy, 'items.default'), ['tlsVersion', 'tlsCiphers'], 'but for kind Mesh');

const tlsVersions = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];

/** The lowest version of TLS may not be above the highest; a version that is not said sets no bound. */
const tlsRange: Conflicts = function* (policy) {
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

const balancing: Conflicts = function* (policy) {
  for (const { at, value } of places(policy, 'spec.to[]')) {
    const settings = [{ at: [...at, 'default'], value: dig(value, 'default') }];
    const kind = dig(value, 'targetRef', 'kind');
    if (kind === 'MeshHTTPRoute') {
      yield* without(
        policy,
        settings,
        ['loadBalancer', 'localityAwareness'],
        'for a MeshHTTPRoute, where hashPolicies alone are read',
      );
      continue;
    }
    if (topKind(policy) === 'MeshGateway' && kind !== 'Mesh') {
      yield* without(policy, settings, ['loadBalancer'], `for one ${String(kind)} of a built-in gateway`);
    }
    if (present(dig(value, 'default'), ['hashPolicies']).length > 0) {
      yield* without(
        policy,
        settings,
        ['loadBalancer.ringHash.hashPolicies', 'loadBalancer.maglev.hashPolicies'],
        'beside hashPolicies of the item',
      );
    }
    const local =
      text(dig(value, 'targetRef', 'sectionName')) !== undefined ||
      Object.keys(fields(dig(value, 'targetRef', 'labels'))).length > 0;
    if (kind === 'MeshService' && local) {
      const reason = 'for a MeshService, whose calls stay in the zone';
      yield* without(policy, settings, ['localityAwareness.crossZone'], reason);
    }
  }
};

/** Where calls go in other zones: a list of zones for the two types that need one. */
const failover: Conflicts = function* (policy) {
  const pattern = 'spec.to[].default.localityAwareness.crossZone.failover[]';
  for (const { at, value } of places(policy, pattern)) {
    const type = text(dig(value, 'to', 'type'));
    const zones = items(dig(value, 'to', 'zones')).length;
    const needs = type === 'AnyExcept' || type === 'Only';
    if (type !== undefined && needs !== zones > 0) {
      yield {
        at: [...at, 'to'],
        message: needs ? `type ${type} needs zones` : `type ${type} has no zones`,
        found: `${zones} zones`,
        expected: needs ? 'zones' : 'no zones',
        mend: needs ? 'add zones' : 'remove zones',
      };
    }
    if (present(value, ['from']).length > 0 && items(dig(value, 'from', 'zones')).length === 0) {
      yield {
        at: [...at, 'from'],
        message: 'from has no zones',
        found: 'no zones',
        expected: 'zones',
        mend: 'add zones, or remove from',
      };
    }
  }
  for (const { at, value } of places(policy, 'spec.to[].default.localityAwareness.localZone.affinityTags')) {
    const weighted = items(value).filter((tag) => present(tag, ['weight']).length > 0).length;
    if (weighted === 0 || weighted === items(value).length) continue;
    yield {
      at,
      message: 'some tags have a weight, others none',
      found: `${weighted} of ${items(value).length} with a weight`,
      expected: 'a weight on all tags, or on none',
      mend: 'add the missing weights, or remove all',
    };
  }
};

const gatewayHosts: Conflicts = (policy) =>
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
const gatewayBackends: Conflicts = function* (policy) {
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

const tcpBackends: Conflicts = function* (policy) {
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
const backendPort: Conflicts = function* (policy) {
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

const rewrittenHost: Conflicts = function* (policy) {
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

const oneTraceBackend: Conflicts = function* (policy) {
  const found = items(dig(policy, 'spec', 'default', 'backends')).length;
  if (found < 2) return;
  yield {
    at: ['spec', 'default', 'backends'],
    message: 'a MeshTrace has one backend at most',
    found: `${found} backends`,
    expected: 'one backend, or none',
    mend: 'keep one, and let the collector send spans on',
  };
};

const onceSelected: Conflicts = function* (policy) {
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

/** What may not stand together, by kind, as the validators of Kuma 2.14 have it. */
export const settingConflicts: Readonly<Record<string, readonly Conflicts[]>> = {
  MeshAccessLog: [
    oneOfTwo('items.default.backends[type=OpenTelemetry].openTelemetry', 'endpoint', 'backendRef'),
    backendLabels('items.default.backends[type=OpenTelemetry].openTelemetry'),
    jsonFields,
  ],
  MeshHTTPRoute: [gatewayHosts, gatewayBackends, backendPort, rewrittenHost],
  MeshLoadBalancingStrategy: [balancing, failover],
  MeshMetric: [
    oneOfTwo('spec.default.backends[type=OpenTelemetry].openTelemetry', 'endpoint', 'backendRef'),
    backendLabels('spec.default.backends[type=OpenTelemetry].openTelemetry'),
    profilePatterns,
  ],
  MeshRateLimit: [byIdentity(['local.tcp'])],
  MeshRetry: [onceSelected],
  MeshTCPRoute: [tcpBackends, backendPort],
  MeshTimeout: [
    routeTimeouts,
    byIdentity([
      'connectionTimeout',
      'idleTimeout',
      'http.requestHeadersTimeout',
      'http.maxStreamDuration',
      'http.maxConnectionDuration',
    ]),
  ],
  MeshTLS: [wholeMeshOnly, tlsRange],
  MeshTrace: [
    oneTraceBackend,
    oneOfTwo('spec.default.tags[]', 'header', 'literal'),
    oneOfTwo('spec.default.backends[type=OpenTelemetry].openTelemetry', 'endpoint', 'backendRef'),
    backendLabels('spec.default.backends[type=OpenTelemetry].openTelemetry'),
  ],
  MeshTrafficPermission: [emptyPermission],
};
