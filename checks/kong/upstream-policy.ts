import { isHeaderName, isPath } from '../../kong-plugins/forms';
import { isServerName } from '../../kong-plugins/host-names';
import { dig, pointer, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** A value of a KongUpstreamPolicy that the API server takes and the gateway does not. */
export interface PolicyFault {
  readonly path: string;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
}

type Path = readonly (string | number)[];

/** Bounds of numbers, by the name of the field (kong/db/schema/entities/upstreams.lua). */
const bounds: Readonly<Record<string, readonly [least: number, most: number]>> = {
  interval: [0, 65_535],
  timeout: [0, 65_535],
  successes: [0, 255],
  tcpFailures: [0, 255],
  timeouts: [0, 255],
  httpFailures: [0, 255],
  concurrency: [1, 2_147_483_648],
  threshold: [0, 100],
};

/** Every value of a KongUpstreamPolicy that the gateway would refuse. */
export function policyFaults(object: Manifest): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  const wrong = (path: Path, message: string, found: unknown, expected: string): void => {
    faults.push({ path: pointer(...path), message, found: String(found), expected });
  };
  const check = (path: Path, test: (value: string) => boolean, what: string): void => {
    const value = text(dig(object, ...path));
    if (value !== undefined && !test(value))
      wrong(path, `the gateway does not take ${path.at(-1)}`, value, what);
  };
  for (const hash of ['hashOn', 'hashOnFallback']) {
    const at = ['spec', hash];
    check([...at, 'cookiePath'], isPath, 'a path that starts with /, without query and blanks');
    check([...at, 'header'], isHeaderName, 'a header name of letters, digits, - and _');
    check([...at, 'cookie'], isToken, 'a cookie name without blanks and separators');
  }
  for (const by of ['header', 'queryArg', 'uriCapture', 'input']) {
    const [first, second] = ['hashOn', 'hashOnFallback'].map((hash) => text(dig(object, 'spec', hash, by)));
    if (first === undefined || first !== second) continue;
    wrong(['spec', 'hashOnFallback', by], `the fallback is the ${by} that failed`, second, `another ${by}`);
  }
  if (dig(object, 'spec', 'hashOnFallback') !== undefined && dig(object, 'spec', 'hashOn') === undefined) {
    wrong(['spec', 'hashOnFallback'], 'a fallback of nothing', 'no hashOn', 'hashOn beside hashOnFallback');
  }
  const active = ['spec', 'healthchecks', 'active'];
  check([...active, 'httpPath'], isPath, 'a path that starts with /, without query and blanks');
  check([...active, 'httpsSni'], isServerName, 'a host name, not an IP address');
  const headers = dig(object, ...active, 'headers');
  for (const name of typeof headers === 'object' && headers !== null ? Object.keys(headers) : []) {
    if (isHeaderName(name)) continue;
    wrong([...active, 'headers', name], 'no name of a header', name, 'letters, digits, - and _');
  }
  const healthchecks = ['spec', 'healthchecks'];
  for (const path of [healthchecks, ...parts(healthchecks)]) {
    for (const [field, [least, most]] of Object.entries(bounds)) {
      const value = dig(object, ...path, field);
      if (typeof value !== 'number' || (value >= least && value <= most)) continue;
      wrong([...path, field], `the gateway does not take ${field}`, value, `${least} to ${most}`);
    }
    const statuses = dig(object, ...path, 'httpStatuses');
    for (const [index, status] of (Array.isArray(statuses) ? statuses : []).entries()) {
      if (typeof status !== 'number' || (status >= 100 && status <= 999)) continue;
      wrong([...path, 'httpStatuses', index], 'no HTTP status', status, '100 to 999');
    }
  }
  return faults;
}

function parts(healthchecks: Path): readonly Path[] {
  return ['active', 'passive'].flatMap((kind) => [
    [...healthchecks, kind],
    [...healthchecks, kind, 'healthy'],
    [...healthchecks, kind, 'unhealthy'],
  ]);
}

/** A token of HTTP, which the name of a cookie is. */
function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);
}
