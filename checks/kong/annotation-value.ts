import { isPath } from '../../kong-plugins/forms';
import { parseHost } from '../../kong-plugins/host-names';

/** What the value of an annotation has to be. */
export interface AnnotationValue {
  /** In words, after "wants". */
  readonly expected: string;
  readonly accepts: (value: string) => boolean;
  /** True for a value that the controller hands on and the gateway refuses, and the whole configuration with it. */
  readonly stops?: (value: string) => boolean;
  /** The values, where they can be listed. */
  readonly known?: readonly string[];
}

function oneOf(...values: readonly string[]): AnnotationValue {
  return {
    expected: `one of ${values.join(', ')}`,
    accepts: (value) => values.includes(value),
    known: values,
  };
}

function each(what: string, accepts: (entry: string) => boolean, known?: readonly string[]): AnnotationValue {
  return {
    expected: `a comma-separated list of ${what}`,
    accepts: (value) => entriesOf(value).length > 0 && entriesOf(value).every(accepts),
    ...(known === undefined ? {} : { known }),
  };
}

/** The entries of a comma-separated list, spaces trimmed. */
export function entriesOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The controller reads whole numbers and ignores all else; the gateway knows the bounds. */
function integer(least: number, most: number, unit = ''): AnnotationValue {
  const whole = (value: string) => /^[+-]?\d{1,18}$/.test(value);
  const inside = (value: string) => Number(value) >= least && Number(value) <= most;
  return {
    expected: `a whole number${unit} from ${least} to ${most}`,
    accepts: (value) => whole(value) && inside(value),
    stops: (value) => whole(value) && !inside(value),
  };
}

const host = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(\.\*)?$/i;

/** Protocols that the controller reads; `udp` is none of them (Kong/kubernetes-ingress-controller v3.5.13 internal/util/protocol.go). */
export const protocols = ['grpc', 'grpcs', 'http', 'https', 'tcp', 'tls', 'tls_passthrough', 'ws', 'wss'];

/** The controller reads these two words in any letter case, and ignores any other. */
export const trueOrFalse: AnnotationValue = {
  ...oneOf('true', 'false'),
  accepts: (value) => /^(true|false)$/i.test(value),
};
/** The controller compares with "true", letter by letter. */
export const onlyTrue: AnnotationValue = {
  ...oneOf('true', 'false'),
  expected: '"true" in small letters, or no annotation',
  accepts: (value) => value === 'true' || /^false$/i.test(value),
};
/** As Go reads truth values, in any letter case. */
export const buffering: AnnotationValue = {
  ...trueOrFalse,
  accepts: (value) => /^(true|false|[tf01])$/i.test(value),
};
/** As Go reads truth values. */
export const truth: AnnotationValue = {
  ...trueOrFalse,
  accepts: (value) => /^([tTfF01]|true|TRUE|True|false|FALSE|False)$/.test(value),
};
export const protocol = oneOf(...protocols);
export const protocolList = each(protocols.join(', '), (entry) => protocols.includes(entry), protocols);
export const redirectCode = oneOf('301', '302', '307', '308', '426');
/** Kong's own bounds (kong/db/schema/entities/services.lua). */
export const milliseconds = integer(1, 2147483646, ' of milliseconds');
export const retries = integer(0, 32767);
export const verifyDepth = integer(0, 64);
export const priority: AnnotationValue = {
  expected: 'a whole number',
  accepts: (value) => /^[+-]?\d{1,18}$/.test(value),
};
export const methodList = each('HTTP methods', (entry) => /^[a-z]+$/i.test(entry));
export const hostList = each('host names', (entry) => host.test(entry));
/** The controller ignores all of them where one is no plain host name; the gateway wants no addresses. */
export const serverNameList = each(
  'host names without wildcards',
  (entry) => host.test(entry) && !entry.includes('*') && parseHost(entry)?.type === 'name',
);
/** Tags of Kong's entities (kong/db/schema/typedefs.lua, tag). */
export const tagList = each('tags without /', (entry) => /^[ !-+\-.0-~\u0080-\u{10ffff}]+$/u.test(entry));
export const pathHandling = oneOf('v0', 'v1');
export const absolutePath: AnnotationValue = {
  expected: 'a path that starts with /',
  accepts: (value) => value.startsWith('/'),
};
/** A path of a Kong service; one that does not start with / is ignored. */
export const servicePath: AnnotationValue = {
  expected: 'a path that starts with /, without query, empty segments, blanks and letters beyond ASCII',
  accepts: isPath,
  stops: (value) => value.startsWith('/') && !isPath(value),
};
/** As a Kong upstream takes it (kong/db/schema/entities/upstreams.lua, host_header): names, addresses, maybe a port. */
export const hostHeader: AnnotationValue = {
  expected: 'a host name or an address, and maybe a port, without scheme, path and wildcard',
  accepts: (value) => isHostHeader(value),
  stops: (value) => value !== '' && !isHostHeader(value),
};

function isHostHeader(value: string): boolean {
  const parsed = parseHost(value);
  return parsed !== undefined && parsed.port !== false;
}

/** A name of an object; whether it is there is another rule's matter. */
export const nameList = each('names', (entry) =>
  /^([-a-z0-9.]+:)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(entry),
);
export const anything: AnnotationValue = { expected: 'anything', accepts: () => true };
