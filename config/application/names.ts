import { text } from '../primitives';

/** The charts of the generator itself: an application of such a name would write into their files. */
export const chartNames = [
  'app-mesh',
  'cert-manager',
  'external-secrets',
  'kong',
  'kong-beside',
  'kong-mesh',
  'kong-operator',
  'observability',
  'argo-cd',
  'flux',
] as const;

/** Name of a service, a version or the like, which becomes a part of object names. */
export const partName = text(
  'a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters',
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  63,
);

/** Name of an object of Kubernetes that others make: a DNS subdomain. */
export const objectName = text(
  'the name of an object: a-z, 0-9, - and ., at most 253 characters',
  /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
  253,
);

/** Name of a port: what Kubernetes asks of it (IANA_SVC_NAME). */
export const portName = text(
  'the name of a port: a-z, 0-9 and -, with a letter in it, at most 15 characters',
  /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  15,
);

/** Key of a Secret or ConfigMap. */
export const dataKey = text("a key: letters, digits, '-', '_' and '.'", /^[-._a-zA-Z0-9]+$/, 253);

/** Name of an environment variable. */
export const variableName = text(
  'the name of an environment variable: letters, digits, _, - and ., not a digit first',
  /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
);

/** A path inside a container. */
export const absolutePath = text(
  'a path that starts with /, without .. and :',
  /^\/(?!.*(^|\/)\.\.(\/|$))[^:\0]*$/,
);
