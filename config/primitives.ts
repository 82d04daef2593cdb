import { z } from 'zod';

/** Text of a form. The one sentence says what is expected, whichever part of the form is not met. */
export function text(expected: string, pattern: RegExp, maximum?: number) {
  const form = z.string(expected).regex(pattern, { error: expected, abort: true });
  return maximum === undefined ? form : form.max(maximum, expected);
}

/** A whole number between two limits, both included. */
export function wholeNumber(minimum: number, maximum: number) {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  return z.number(expected).int(expected).min(minimum, expected).max(maximum, expected);
}

/** DNS label of RFC 1123: what Kubernetes asks of a namespace or a Service's name. At most 63 characters. */
export const dnsLabel = text(
  'a DNS label (RFC 1123): a-z, 0-9 and -, at most 63 characters',
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  63,
);

/** DNS label of RFC 1035: as `dnsLabel`, and the first character is a letter. Kuma asks it of zones and meshes. */
export const rfc1035Label = text(
  'a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters',
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  63,
);

/** A host name without scheme, port or path. */
export const hostName = text(
  'a host name alone, without scheme, port or path, such as us.tp.konghq.com',
  /^(?=.*[a-z])([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  253,
);

/** An identifier as Konnect gives it: a UUID in lower case. */
export const uuid = text(
  'a UUID, such as 8c9b1e9e-4d6a-4c5c-9e3c-1f2a3b4c5d6e',
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
);

/** The name of a secret in AWS Secrets Manager (1 to 512 characters), not its ARN and not its value. */
export const awsSecretName = text(
  'the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-',
  /^[A-Za-z0-9/_+=.@-]+$/,
  512,
);

/** An ARN of any partition. */
export const arn = text(
  'an ARN, such as arn:aws:acm:eu-west-1:123456789012:certificate/...',
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/,
);

/** A container image with its tag or digest. */
export const image = text(
  'a container image with a tag or digest, such as registry.example.com/app:v1.0',
  /^[a-z0-9][a-z0-9._:/-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
);

/** A share of traffic in whole percent, 0 to 100. */
export const percent = wholeNumber(0, 100);

/** Any value that YAML and JSON share. One schema, so that the JSON Schema defines it once. */
export const json = z.json().meta({ id: 'json', description: 'Any value.' });
