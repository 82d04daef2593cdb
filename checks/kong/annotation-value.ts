/** What the value of an annotation has to be. */
export interface AnnotationValue {
  /** In words, after "wants". */
  readonly expected: string;
  readonly accepts: (value: string) => boolean;
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

function integer(least: number, most: number, unit = ''): AnnotationValue {
  return {
    expected: `a whole number${unit} from ${least} to ${most}`,
    accepts: (value) => /^\d{1,12}$/.test(value) && Number(value) >= least && Number(value) <= most,
  };
}

const host = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(\.\*)?$/i;

/** Protocols of a Kong route or service (Kong/kubernetes-ingress-controller internal/dataplane/util). */
export const protocols = [
  'grpc',
  'grpcs',
  'http',
  'https',
  'tcp',
  'tls',
  'tls_passthrough',
  'udp',
  'ws',
  'wss',
];

/** The controller reads these two words in any letter case, and ignores any other. */
export const trueOrFalse: AnnotationValue = {
  ...oneOf('true', 'false'),
  accepts: (value) => /^(true|false)$/i.test(value),
};
export const onlyTrue: AnnotationValue = { ...trueOrFalse, expected: '"true", or no annotation' };
export const protocol = oneOf(...protocols);
export const protocolList = each(protocols.join(', '), (entry) => protocols.includes(entry), protocols);
export const redirectCode = oneOf('301', '302', '307', '308', '426');
/** Kong's own bounds (kong/db/schema/entities/services.lua). */
export const milliseconds = integer(1, 2147483646, ' of milliseconds');
export const retries = integer(0, 32767);
export const verifyDepth = integer(0, 64);
export const priority = integer(0, 2147483647);
export const methodList = each('HTTP methods', (entry) => /^[a-z]+$/i.test(entry));
export const hostList = each('host names', (entry) => host.test(entry));
export const pathHandling = oneOf('v0', 'v1');
export const absolutePath: AnnotationValue = {
  expected: 'a path that starts with /',
  accepts: (value) => value.startsWith('/'),
};
export const hostHeader: AnnotationValue = {
  expected: 'a host name, and maybe a port, without scheme or path',
  accepts: (value) => host.test(value.replace(/:\d{1,5}$/, '')),
};
/** A name of an object; whether it is there is another rule's matter. */
export const nameList = each('names', (entry) =>
  /^([-a-z0-9.]+:)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(entry),
);
export const anything: AnnotationValue = { expected: 'anything', accepts: () => true };
