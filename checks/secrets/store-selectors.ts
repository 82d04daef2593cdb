import { dig, fields, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** A Secret's key or a ServiceAccount that a store names. */
export interface StoreSelector {
  readonly at: readonly string[];
  readonly what: 'Secret' | 'ServiceAccount';
  /** As it is written; undefined for none. */
  readonly namespace: string | undefined;
  /** Whether a ClusterSecretStore has to write it. */
  readonly required: boolean;
}

/** Providers whose `ValidateStore` looks at the namespace of everything that the store logs in with. */
const judged = words(
  'akeyless aws azurekv barbican beyondtrust chef conjur delinea doppler dvls fortanix gcpsm gitlab ibm infisical keepersecurity onboardbase onepassword onepasswordSDK openBao oracle pulumi scaleway secretserver vault volcengine',
);

/** Of those, the ones that want a namespace in a ClusterSecretStore. Others read what has none where the reader is. */
const wanting = words(
  'akeyless barbican chef doppler dvls gitlab ibm keepersecurity onboardbase onepassword onepasswordSDK oracle',
);

/** What a store of one judged provider logs in with, besides a certificate authority, which is not looked at. */
export function selectorsOf(object: Manifest): readonly StoreSelector[] {
  return Object.entries(fields(dig(object, 'spec', 'provider'))).flatMap(([provider, settings]) => {
    const at = ['spec', 'provider', provider];
    if (connections.has(provider)) return ofConnection(settings, at);
    return judged.has(provider) ? below(settings, at, wanting.has(provider)) : [];
  });
}

/** Providers that reach an API server, whose `auth` alone is judged. */
const connections: ReadonlySet<string> = new Set(['kubernetes', 'crd']);

/** How a store logs in to an API server: of its ServiceAccount a ClusterSecretStore need not say the namespace. */
function ofConnection(settings: unknown, at: readonly string[]): readonly StoreSelector[] {
  const ways = [
    { way: ['auth', 'cert', 'clientCert'], what: 'Secret', required: true },
    { way: ['auth', 'token', 'bearerToken'], what: 'Secret', required: true },
    { way: ['auth', 'serviceAccount'], what: 'ServiceAccount', required: false },
  ] as const;
  return ways
    .filter(({ way }) => (dig(settings, ...way) ?? null) !== null)
    .map(({ way, what, required }) => ({
      at: [...at, ...way],
      what,
      required,
      namespace: text(dig(settings, ...way, 'namespace')),
    }));
}

function below(value: unknown, at: readonly string[], required: boolean): readonly StoreSelector[] {
  return Object.entries(fields(value)).flatMap(([name, inner]) => {
    if (name === 'caProvider') return [];
    const path = [...at, name];
    const isAccount = name === 'serviceAccountRef';
    const keys = Object.keys(fields(inner));
    const isSecret = keys.length > 0 && keys.every((key) => ['key', 'name', 'namespace'].includes(key));
    if (!isAccount && !(isSecret && text(dig(inner, 'name')) !== undefined))
      return below(inner, path, required);
    const namespace = text(dig(inner, 'namespace'));
    return [
      {
        at: path,
        what: isAccount ? 'ServiceAccount' : 'Secret',
        namespace,
        required: required && !isAccount,
      },
    ];
  });
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
