import {
  allOrNone,
  demands,
  type EntityCheck,
  fault,
  isText,
  makesNecessary,
  needsDatabase,
} from './entity-check';

const acmeSource = 'Kong/kong kong/plugins/acme/schema.lua';
const lambdaSource = 'Kong/kong kong/plugins/aws-lambda/schema.lua';

const letsEncrypt = ['https://acme-v02.api.letsencrypt.org', 'https://acme-staging-v02.api.letsencrypt.org'];

/** The rules of acme: the terms of Let's Encrypt, and a place for certificates that a gateway without database has. */
export const acme: readonly EntityCheck[] = [
  (config) => {
    if (!letsEncrypt.some((uri) => uri === config.api_uri) || config.tos_accepted === true) return [];
    const mend = 'write tos_accepted: true';
    return [fault('required', '/tos_accepted', 'terms not accepted', 'true', mend, acmeSource)];
  },
  makesNecessary('storage', ['redis'], 'storage_config.redis.host', acmeSource),
  (config) =>
    config.storage === 'kong'
      ? [needsDatabase('storage: kong', '/storage', 'store in Redis, Consul or Vault', acmeSource)]
      : [],
];

/** The rules of aws-lambda: the two halves of a key, and a proxy that is reached in the clear. */
export const awsLambda: readonly EntityCheck[] = [
  allOrNone(['aws_key', 'aws_secret'], lambdaSource),
  ({ proxy_url: proxy }) => {
    const scheme = isText(proxy) ? /^([^:]+):\/\//.exec(proxy)?.[1] : undefined;
    if (scheme === undefined || scheme === 'http') return [];
    return [fault('combination', '/proxy_url', `${scheme}://`, 'http://', 'write http://', lambdaSource)];
  },
];

/** The rules of ldap-auth: one way to encrypt. */
export const ldapAuth: readonly EntityCheck[] = [
  demands('ldaps', [true], 'start_tls', false, 'Kong/kong kong/plugins/ldap-auth/schema.lua'),
];
