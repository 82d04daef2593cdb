import { isGiven } from '../context';
import { type EntityCheck, fault, has, listOf, needsDatabase, recordOf } from './entity-check';

const keyAuthSource = 'Kong/kong kong/plugins/key-auth/handler.lua';
const jwtSource = 'Kong/kong kong/plugins/jwt/schema.lua';
const aclSource = 'Kong/kong kong/plugins/acl/schema.lua';
const oauth2Source = 'Kong/kong kong/plugins/oauth2/schema.lua';
const basicSource = 'https://developer.konghq.com/plugins/basic-auth/';
const openidSource = 'https://developer.konghq.com/plugins/openid-connect/';

/** The rules of key-auth and key-auth-enc: a key must be looked for somewhere. */
export const keyAuth: readonly EntityCheck[] = [
  (config) => {
    if (config.key_in_header !== false || config.key_in_query !== false || config.key_in_body === true)
      return [];
    const found = 'key_in_header, key_in_query and key_in_body are all off';
    return [fault('doubtful', '', found, 'one of them on', 'leave key_in_header out', keyAuthSource)];
  },
];

/**
 * The rules of jwt: where a lifetime is limited and claims are listed, `exp` is one of them. Without a list the gateway
 * takes the limit, and does not look at it.
 */
export const jwt: readonly EntityCheck[] = [
  (config, context) => {
    const { maximum_expiration: most, claims_to_verify: claims } = config;
    if (typeof most !== 'number' || most <= 0 || listOf(config, 'claims_to_verify').includes('exp'))
      return [];
    if (isGiven('/claims_to_verify', context)) return [];
    const found = `no exp, with maximum_expiration: ${most}`;
    const code = claims === undefined || claims === null ? 'doubtful' : 'combination';
    const mend = 'add exp to claims_to_verify';
    return [fault(code, '/claims_to_verify', found, 'exp among them', mend, jwtSource)];
  },
];

/** The rules of acl: either who may, or who may not. */
export const acl: readonly EntityCheck[] = [
  (config, context) => {
    const [allow, deny] = [has(config, 'allow', context), has(config, 'deny', context)];
    if (allow !== deny) return [];
    return allow
      ? [
          fault(
            'combination',
            '',
            'allow and deny',
            'one of allow and deny',
            'leave one of them out',
            aclSource,
          ),
        ]
      : [
          fault(
            'required',
            '',
            'neither allow nor deny',
            'one of allow and deny',
            'give allow, with groups',
            aclSource,
          ),
        ];
  },
];

/** The rules of basic-auth: where failed attempts are counted. */
export const basicAuth: readonly EntityCheck[] = [
  (config, context) => {
    const path = '/brute_force_protection';
    const protection = recordOf(config, 'brute_force_protection');
    const { strategy } = protection;
    if (strategy === 'cluster') {
      const mend = 'count in Redis (strategy: redis), or on each node (strategy: memory)';
      return [needsDatabase('strategy: cluster', `${path}/strategy`, mend, basicSource)];
    }
    if (strategy !== 'redis' || has(recordOf(protection, 'redis'), 'host', context, `${path}/redis`))
      return [];
    const found = 'nothing, with strategy: redis';
    return [fault('required', `${path}/redis/host`, found, 'a host name', 'give redis.host', basicSource)];
  },
];

const flows = [
  'enable_authorization_code',
  'enable_implicit_grant',
  'enable_client_credentials',
  'enable_password_grant',
] as const;

/** The rules of oauth2. */
export const oauth2: readonly EntityCheck[] = [
  (config) => {
    if (flows.some((flow) => config[flow] === true)) return [];
    const mend = 'turn one on: enable_client_credentials: true';
    return [fault('required', '', 'no flow', `one of ${flows.join(', ')}`, mend, oauth2Source)];
  },
  (config, context) => {
    if (config.mandatory_scope !== true || has(config, 'scopes', context)) return [];
    const found = 'nothing, with mandatory_scope: true';
    return [fault('required', '/scopes', found, 'the scopes', 'give scopes', oauth2Source)];
  },
];

/** The rules of openid-connect: lists that belong together, name by value. */
export const openidConnect: readonly EntityCheck[] = [
  (config, context) =>
    ['authorization_query_args', 'discovery_headers', 'introspection_headers', 'introspection_post_args']
      .concat(['token_headers', 'token_post_args', 'userinfo_headers', 'userinfo_query_args'])
      .flatMap((prefix) => {
        const [names, values] = [`${prefix}_names`, `${prefix}_values`];
        const counts = [listOf(config, names).length, listOf(config, values).length] as const;
        if (counts[0] === counts[1] || [...context.given].some((path) => path.startsWith(`/${prefix}`)))
          return [];
        const found = `${counts[0]} names, ${counts[1]} values`;
        const mend = `give ${names} and ${values} equally many entries`;
        return [fault('doubtful', `/${values}`, found, 'a value for each name', mend, openidSource)];
      }),
];
