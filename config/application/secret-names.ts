import type { Application } from './schema';
import { podSecrets } from './secrets';

/** A Secret of Kubernetes that is made of an AWS secret for the pods of an application. */
export interface PodSecret {
  readonly name: string;
  /** Name of the AWS secret. */
  readonly secret: string;
  /** Properties of it by key; undefined for its whole value. */
  readonly data: Readonly<Record<string, string | undefined>>;
  /** Whether it holds every key of the secret. */
  readonly extract: boolean;
}

/** The key under which a Secret holds the whole value of an AWS secret. */
export const wholeKey = 'value';

/** Name of the Secret that is made of an AWS secret: `orders/db` becomes `orders-db`. */
export function podSecretName(secret: string): string {
  return secret
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '');
}

/** Name of the Secret with every key of an AWS secret, beside one with single ones. */
export function allKeysName(secret: string): string {
  return `${podSecretName(secret)}-keys`;
}

/** Key of a Secret for a property of an AWS secret: what a key cannot have becomes `_`. */
export function propertyKey(property: string): string {
  return property.replace(/[^-._a-zA-Z0-9]/g, '_');
}

/** The Secrets that the pods of an application use, by name, in the order of the AWS secrets' names. */
export function podSecretsOf(application: Application): readonly PodSecret[] {
  const uses = podSecrets(application);
  const names = [...new Set(uses.map(({ secret }) => secret))].sort();
  return names.flatMap((secret): PodSecret[] => {
    const own = uses.filter((use) => use.secret === secret);
    const single = own.filter(({ property }) => property !== '*');
    const data = single.map(({ property }) =>
      property === undefined
        ? ([wholeKey, undefined] as const)
        : ([propertyKey(property), property] as const),
    );
    return [
      ...(single.length === 0
        ? []
        : [{ name: podSecretName(secret), secret, data: Object.fromEntries(data), extract: false }]),
      ...(single.length === own.length
        ? []
        : [{ name: allKeysName(secret), secret, data: {}, extract: true }]),
    ];
  });
}
