import { dig, text } from '../../../references/fields';
import { kongGroup } from '../../../references/kinds/kong-annotations';
import type { Manifest } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import type { Draft } from '../../finding';
import { controlledGateways } from '../../kong/gateway';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

/** Backends of vaults, and the keys of their configuration that gateways 3.9 to 3.15 have. */
const backends: Readonly<Record<string, readonly string[]>> = {
  env: ['prefix'],
  aws: ['region', 'endpoint_url', 'assume_role_arn', 'role_session_name', 'sts_endpoint_url'],
  gcp: ['project_id'],
  hcv: ['protocol', 'host', 'port', 'namespace', 'mount', 'kv', 'token', 'auth_method', 'kube_role'],
  azure: ['location', 'vault_uri', 'type', 'tenant_id', 'client_id', 'credentials_prefix'],
  conjur: ['endpoint_url', 'auth_method', 'login', 'api_key', 'account'],
  konnect: [],
};

const vault = (prefix: string): string => `
apiVersion: configuration.konghq.com/v1alpha1
kind: KongVault
metadata: {name: environment, annotations: {kubernetes.io/ingress.class: kong}}
spec: {backend: env, prefix: ${prefix}, config: {prefix: KONG_SECRET_}}
`;

export const kongVault: ObjectRule = {
  id: 'kong/vault',
  severity: 'error',
  title: 'a KongVault has a prefix, a backend or a configuration that the gateway does not take',
  why: 'The webhook asks the gateway and refuses the vault; without the webhook the gateway refuses the whole configuration.',
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/vaults.lua, kong/vaults/env/schema.lua; Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validator.go, ValidateVault',
  kinds: ['configuration.konghq.com/KongVault'],
  *checkObject(object, { index }) {
    const open = controlledGateways(index).some(({ gateway }) => gateway.edition === 'open-source');
    const prefix = text(dig(object, 'spec', 'prefix'));
    const enterprise = controlledGateways(index).some(({ gateway }) => gateway.edition === 'enterprise');
    // The names of the backends that the gateway has.
    const reserved = enterprise ? Object.keys(backends) : ['env'];
    if (prefix !== undefined && (reserved.includes(prefix) || !/^[a-z][a-z0-9-]*[a-z0-9]$/.test(prefix))) {
      const expected = 'small letters, digits and -, at least two, and not the name of a backend';
      yield {
        ...place(object, 'prefix'),
        message: 'no prefix of a vault',
        found: prefix,
        expected,
        mend: `write my-${object.metadata.name}`,
      };
    }
    const twin = index
      .ofKind(kongGroup, 'KongVault')
      .find((other) => other !== object && prefix !== undefined && dig(other, 'spec', 'prefix') === prefix);
    if (twin !== undefined) {
      const found = `${prefix}, as KongVault ${twin.metadata.name} has it`;
      const message = 'two vaults have one prefix';
      yield {
        ...place(object, 'prefix'),
        message,
        found,
        expected: 'a prefix of its own',
        mend: 'choose another',
      };
    }
    const backend = text(dig(object, 'spec', 'backend'));
    if (backend === undefined) return;
    const known = open ? ['env'] : Object.keys(backends);
    if (!known.includes(backend)) {
      const mend =
        open && Object.hasOwn(backends, backend)
          ? 'run kong/kong-gateway with a licence'
          : 'choose one of them';
      yield {
        ...place(object, 'backend'),
        message: 'the gateway has no such backend',
        found: backend,
        expected: `one of ${known.join(', ')}`,
        mend,
      };
      return;
    }
    yield* configuration(object, backend);
  },
  example: {
    given: ['kong-crds', 'IngressClass kong'],
    fails: vault('env'),
    passes: vault('my-environment'),
  },
};

function place(object: Manifest, ...keys: readonly string[]): Pick<Draft, 'object' | 'path'> {
  return { object, path: deepest(object, 'spec', ...keys) };
}

/** Of the open-source backend every key is known; of the others a key that is close to a known one is a slip. */
function* configuration(object: Manifest, backend: string): Iterable<Draft> {
  const config = dig(object, 'spec', 'config');
  const known = backends[backend] ?? [];
  for (const key of typeof config === 'object' && config !== null ? Object.keys(config) : []) {
    const close = nearest(key, known);
    if (
      known.includes(key) ||
      (backend !== 'env' && close === undefined) ||
      /^(ttl|neg_ttl|resurrect_ttl|base64_decode)$/.test(key)
    )
      continue;
    yield {
      ...place(object, 'config', key),
      message: `a vault in ${backend} has no ${key}`,
      found: key,
      expected: `one of ${known.join(', ')}`,
      mend: close === undefined ? `leave ${key} out` : `write ${close}`,
      ...(close === undefined ? {} : { nearest: close }),
    };
  }
  const prefix = dig(config, 'prefix');
  const right = typeof prefix === 'string' && /^[A-Za-z_-][A-Za-z0-9_-]*$/.test(prefix);
  if (backend === 'env' && prefix !== undefined && !right) {
    const expected = 'a beginning of names of environment variables';
    yield {
      ...place(object, 'config', 'prefix'),
      message: 'no prefix of variables',
      found: String(prefix),
      expected,
      mend: 'write KONG_SECRET_',
    };
  }
}
