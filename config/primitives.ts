import { z } from 'zod';

/** DNS label of RFC 1123: what Kubernetes asks of a namespace or a Service's name. At most 63 characters. */
export const dnsLabel = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'a DNS label (RFC 1123): a-z, 0-9 and -, at most 63 characters');

/** DNS label of RFC 1035: as `dnsLabel`, and the first character is a letter. Kuma asks it of zones and meshes. */
export const rfc1035Label = z
  .string()
  .max(63)
  .regex(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    'a DNS label (RFC 1035): a-z first, then a-z, 0-9 and -, at most 63 characters',
  );

/** A host name without scheme, port or path. */
export const hostName = z
  .string()
  .max(253)
  .regex(
    /^(?=.*[a-z])([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'a host name alone, without scheme, port or path, such as us.tp.konghq.com',
  );

/** An identifier as Konnect gives it: a UUID in lower case. */
export const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'a UUID, such as 8c9b1e9e-4d6a-4c5c-9e3c-1f2a3b4c5d6e',
  );

/** The name of a secret in AWS Secrets Manager (1 to 512 characters), not its ARN and not its value. */
export const awsSecretName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[A-Za-z0-9/_+=.@-]+$/, 'the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-');

/** An ARN of any partition. */
export const arn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/,
    'an ARN, such as arn:aws:acm:eu-west-1:123456789012:certificate/...',
  );

/** A container image with its tag or digest. */
export const image = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._:/-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
    'a container image with a tag or digest, such as registry.example.com/app:v1.0',
  );

/** A share of traffic in whole percent, 0 to 100. */
export const percent = z.number().int().min(0).max(100);
