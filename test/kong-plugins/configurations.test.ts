import type { Gateway } from '../../kong-plugins/fault';
import { type PluginName, pluginFacts, pluginNames } from '../../kong-plugins/plugins';
import { validatePluginConfig } from '../../kong-plugins/validate';

const gateway: Gateway = { version: '3.14', edition: 'enterprise' };
const uuid = '6c1e0b4a-7d0f-4b53-9a53-0d3b2f1c8e11';

/** Configurations that the gateway takes, by plugin. */
const valid: Readonly<Partial<Record<PluginName, readonly unknown[]>>> = {
  acl: [{ allow: ['staff'] }, { deny: ['guests'], hide_groups_header: true }],
  acme: [
    { account_email: 'ops@example.com', tos_accepted: true, domains: ['*.example.com'] },
    { account_email: 'ops@example.com', storage: 'redis', storage_config: { redis: { host: 'redis' } } },
  ],
  'ai-prompt-decorator': [{ prompts: { prepend: [{ role: 'system', content: 'Be brief.' }] } }],
  'ai-prompt-guard': [{ deny_patterns: ['.*password.*'] }],
  'ai-prompt-template': [{ templates: [{ name: 'poem', template: 'A poem about {{topic}}' }] }],
  'ai-proxy': [{ route_type: 'llm/v1/chat', model: { provider: 'openai', name: 'gpt-4' } }],
  'ai-request-transformer': [
    { prompt: 'Translate.', llm: { route_type: 'llm/v1/chat', model: { provider: 'openai' } } },
  ],
  'ai-response-transformer': [
    { prompt: 'Translate.', llm: { route_type: 'llm/v1/chat', model: { provider: 'openai' } } },
  ],
  'aws-lambda': [{ function_name: 'hello', aws_region: 'us-west-2', proxy_url: 'http://proxy:3128' }],
  'azure-functions': [{ functionname: 'hello', appname: 'dj' }],
  'basic-auth': [{}, { brute_force_protection: { strategy: 'memory' } }],
  'bot-detection': [{}, { deny: ['(?i)crawler'], allow: ['friendly-bot/.*'] }],
  canary: [
    { percentage: 5, upstream_host: 'v2.example.com' },
    { hash: 'allow', groups: ['beta'], upstream_port: 0 },
    { percentage: 100, upstream_uri: '/', upstream_port: 65535 },
  ],
  'correlation-id': [{}, { header_name: 'X-Request-ID', generator: 'uuid', echo_downstream: true }],
  cors: [
    {},
    { origins: ['*'] },
    { origins: ['https://example.com', 'https://.*\\.example\\.com'], credentials: true, methods: ['GET'] },
  ],
  datadog: [{}, { metrics: [{ name: 'latency', stat_type: 'timer' }] }],
  'file-log': [{ path: '/dev/stdout' }],
  datakit: [{ nodes: [{ type: 'call', name: 'users', url: 'https://users.example.com' }] }],
  'grpc-gateway': [{ proto: '/etc/kong/hello.proto' }],
  'grpc-web': [{ allow_origin_header: 'https://example.com' }],
  'hmac-auth': [{}, { algorithms: ['hmac-sha224', 'hmac-sha256'], clock_skew: 60 }],
  'http-log': [
    { http_endpoint: 'https://logs.example.com/in' },
    { http_endpoint: '{vault://env/log-url}', headers: { 'X-Team': 'edge' }, queue: { max_batch_size: 20 } },
  ],
  'ip-restriction': [
    { allow: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1'] },
    { deny: ['192.0.2.0/24'], status: 100 },
    { deny: ['::/0'], status: 599 },
  ],
  jwt: [{}, { maximum_expiration: 3600, claims_to_verify: ['exp'] }],
  'key-auth': [{}, { key_names: ['apikey'], hide_credentials: false }],
  'key-auth-enc': [{}, { key_in_body: true }],
  'ldap-auth': [{ ldap_host: 'ldap.example.com', base_dn: 'dc=example,dc=com', attribute: 'cn' }],
  loggly: [{ key: '{vault://env/loggly}', tags: ['kong'] }],
  'mtls-auth': [{ ca_certificates: [uuid], revocation_check_mode: 'STRICT' }],
  oauth2: [{ enable_client_credentials: true, mandatory_scope: true, scopes: ['email'] }],
  'openid-connect': [
    { issuer: 'https://idp.example.com/realms/dj', client_id: ['dj'], client_secret: ['{vault://env/oidc}'] },
    { issuer: 'https://idp.example.com', auth_methods: ['bearer'], audience_required: ['dj'] },
  ],
  opentelemetry: [
    { traces_endpoint: 'http://otel.observability.svc:4318/v1/traces' },
    { metrics: { endpoint: 'http://otel:4318/v1/metrics' }, resource_attributes: { 'service.name': 'kong' } },
  ],
  'post-function': [{ log: ['return'] }],
  'pre-function': [{ access: ['kong.log("hello")'] }],
  prometheus: [{}, { per_consumer: true, latency_metrics: true }],
  'proxy-cache': [{ strategy: 'memory', cache_ttl: 60, response_code: [200], request_method: ['GET'] }],
  'rate-limiting': [
    { minute: 3, policy: 'local' },
    { minute: 3, sync_rate: -1 },
    { minute: 3, policy: 'redis', redis: { host: 'redis' }, sync_rate: 0.02 },
  ],
  'rate-limiting-advanced': [
    { limit: [5, 100], window_size: [60, 3600] },
    { limit: [5], window_size: [60], sync_rate: -1, retry_after_jitter_max: 0 },
    { limit: [5], window_size: [60], strategy: 'redis', sync_rate: 0, redis: { host: 'redis' } },
    { limit: [5], window_size: [60], strategy: 'redis', sync_rate: 0.02, redis: { host: 'redis' } },
    { limit: [5], window_size: [60], strategy: 'redis', sync_rate: 0.5, redis: { host: 'redis' } },
  ],
  redirect: [{ location: 'https://example.com/', status_code: 302 }],
  'request-size-limiting': [{}, { allowed_payload_size: 8, size_unit: 'megabytes' }],
  'request-termination': [
    {},
    { status_code: 503, message: 'Back soon' },
    { body: '{}', content_type: 'application/json' },
  ],
  'request-transformer': [
    { add: { headers: ['x-mesh:dj-app'], querystring: ['a:b'] }, remove: { headers: ['x-debug'] } },
    { rename: { headers: ['x-old:x-new'] }, replace: { uri: '/v2' }, http_method: 'GET' },
  ],
  'response-ratelimiting': [{ limits: { video: { minute: 10, hour: 100 } } }],
  'response-transformer': [{ add: { headers: ['x-served-by:kong'], json: ['a:1'], json_types: ['number'] } }],
  session: [{}, { secret: '{vault://env/session}', storage: 'kong', cookie_same_site: 'Lax' }],
  'standard-webhooks': [{ secret_v1: '{vault://env/webhook}' }],
  statsd: [{}, { metrics: [{ name: 'request_count', stat_type: 'counter', sample_rate: 1 }] }],
  syslog: [{}, { facility: 'local0', log_level: 'warning' }],
  'tcp-log': [{ host: 'logs.example.com', port: 514, tls: true }],
  'udp-log': [{ host: '192.0.2.1', port: 514 }],
  zipkin: [{ http_endpoint: 'http://zipkin:9411/api/v2/spans', sample_ratio: 0.1 }],
};

/** Configurations that the gateway refuses, or should not be given: what is wrong, and where. */
const invalid: readonly (readonly [PluginName, unknown, string, string])[] = [
  ['acl', {}, '', 'required'],
  ['acl', { allow: ['a'], deny: ['b'] }, '', 'combination'],
  ['acl', { allow: 'staff' }, '/allow', 'type'],
  ['basic-auth', { hide_credential: true }, '/hide_credential', 'unknown-field'],
  [
    'basic-auth',
    { brute_force_protection: { strategy: 'redis' } },
    '/brute_force_protection/redis/host',
    'required',
  ],
  [
    'basic-auth',
    { brute_force_protection: { strategy: 'cluster' } },
    '/brute_force_protection/strategy',
    'combination',
  ],
  ['bot-detection', { deny: ['*bot'] }, '/deny/0', 'pattern'],
  ['canary', { percentage: 5 }, '', 'required'],
  ['canary', { percentage: 101, upstream_host: 'b' }, '/percentage', 'range'],
  ['canary', { percentage: 5, upstream_host: 'https://b' }, '/upstream_host', 'pattern'],
  ['canary', { percentage: 5, hash: 'header', upstream_host: 'b' }, '/hash_header', 'required'],
  ['canary', { percentage: 5, upstream_port: 80, upstream_fallback: true }, '/upstream_host', 'required'],
  ['canary', { percentage: 5, upstream_uri: '', upstream_host: 'b' }, '/upstream_uri', 'range'],
  ['canary', { upstream_host: 'b' }, '', 'doubtful'],
  ['canary', { hash: 'deny', upstream_host: 'b' }, '/groups', 'doubtful'],
  ['canary', { percentage: 5, steps: 1, upstream_host: 'b' }, '/steps', 'range'],
  ['correlation-id', { generator: 'guid' }, '/generator', 'enum'],
  ['cors', { origins: ['*'], credentials: true }, '/origins', 'doubtful'],
  ['cors', { credentials: true }, '/origins', 'doubtful'],
  ['cors', { origins: ['*.example.com'] }, '/origins/0', 'pattern'],
  ['cors', { methods: ['get'] }, '/methods/0', 'enum'],
  ['datadog', { metrics: [{ name: 'latency' }] }, '/metrics/0/stat_type', 'required'],
  ['file-log', {}, '/path', 'required'],
  ['file-log', { path: '/tmp/*.log' }, '/path', 'pattern'],
  ['hmac-auth', { algorithms: ['hmac-md5'] }, '/algorithms/0', 'enum'],
  ['hmac-auth', { clock_skew: 0 }, '/clock_skew', 'range'],
  ['http-log', {}, '/http_endpoint', 'required'],
  ['http-log', { http_endpoint: 'logs.example.com' }, '/http_endpoint', 'pattern'],
  ['http-log', { http_endpoint: 'http://l', headers: { Host: 'a' } }, '/headers/Host', 'combination'],
  ['http-log', { http_endpoint: 'http://l', headers: { 'a b': 'c' } }, '/headers/a b', 'pattern'],
  ['http-log', { http_endpoint: 'http://l', queue: { max_batch_size: 0 } }, '/queue/max_batch_size', 'range'],
  ['ip-restriction', {}, '', 'required'],
  ['ip-restriction', { allow: ['10.0.0.0/33'] }, '/allow/0', 'pattern'],
  ['ip-restriction', { allow: ['10.0.0.1-10.0.0.9'] }, '/allow/0', 'pattern'],
  ['ip-restriction', { allow: ['10.0.0.1'], status: 40300 }, '/status', 'doubtful'],
  ['jwt', { maximum_expiration: 3600 }, '/claims_to_verify', 'doubtful'],
  ['jwt', { maximum_expiration: 3600, claims_to_verify: ['nbf'] }, '/claims_to_verify', 'combination'],
  ['jwt', { claims_to_verify: ['aud'] }, '/claims_to_verify/0', 'enum'],
  ['jwt', { maximum_expiration: 99_999_999, claims_to_verify: ['exp'] }, '/maximum_expiration', 'range'],
  ['key-auth', { key_names: 'apikey' }, '/key_names', 'type'],
  ['key-auth', { key_names: ['api key'] }, '/key_names/0', 'pattern'],
  ['key-auth', { hide_credentials: 'true' }, '/hide_credentials', 'type'],
  ['key-auth', { key_in_header: false, key_in_query: false }, '', 'doubtful'],
  ['key-auth-enc', { identity_realms: [] }, '/identity_realms', 'unknown-field'],
  ['mtls-auth', {}, '/ca_certificates', 'required'],
  ['mtls-auth', { ca_certificates: ['root'] }, '/ca_certificates/0', 'pattern'],
  ['oauth2', {}, '', 'required'],
  ['oauth2', { enable_implicit_grant: true, mandatory_scope: true }, '/scopes', 'required'],
  ['openid-connect', {}, '/issuer', 'required'],
  ['openid-connect', { issuer: 'idp.example.com' }, '/issuer', 'pattern'],
  ['openid-connect', { issuer: 'https://i', auth_methods: ['basic'] }, '/auth_methods/0', 'enum'],
  ['openid-connect', { issuer: 'https://i', client_secrets: ['x'] }, '/client_secrets', 'unknown-field'],
  ['openid-connect', { issuer: 'https://i', session_redis_host: 'r' }, '/session_redis_host', 'deprecated'],
  [
    'openid-connect',
    { issuer: 'https://i', token_headers_names: ['a'] },
    '/token_headers_values',
    'doubtful',
  ],
  ['opentelemetry', {}, '', 'doubtful'],
  ['opentelemetry', { traces_endpoint: 'otel:4318' }, '/traces_endpoint', 'pattern'],
  ['opentelemetry', { traces_endpoint: 'http://o', headers: { 'a b': 'c' } }, '/headers/a b', 'pattern'],
  ['opentelemetry', { traces_endpoint: 'http://o', sampling_rate: 2 }, '/sampling_rate', 'range'],
  ['opentelemetry', { endpoint: 'http://o' }, '/endpoint', 'deprecated'],
  ['post-function', {}, '', 'required'],
  ['pre-function', { access: 'return' }, '/access', 'type'],
  ['prometheus', { per_costumer: true }, '/per_costumer', 'unknown-field'],
  ['proxy-cache', {}, '/strategy', 'required'],
  ['proxy-cache', { strategy: 'redis' }, '/strategy', 'enum'],
  ['proxy-cache', { strategy: 'memory', response_code: [] }, '/response_code', 'range'],
  [
    'proxy-cache',
    { strategy: 'memory', response_headers: { Age: true } },
    '/response_headers/Age',
    'unknown-field',
  ],
  ['rate-limiting', { minute: 3, policy: 'cluster' }, '/policy', 'combination'],
  ['rate-limiting', { minute: 3, sync_rate: 1 }, '/sync_rate', 'combination'],
  [
    'rate-limiting',
    { minute: 3, policy: 'redis', redis: { host: 'redis' }, sync_rate: 0.01 },
    '/sync_rate',
    'combination',
  ],
  ['rate-limiting-advanced', { limit: [5] }, '/window_size', 'required'],
  ['rate-limiting-advanced', { limit: [5, 9], window_size: [60] }, '/window_size', 'combination'],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], identifier: 'header' },
    '/header_name',
    'required',
  ],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], compound_identifier: ['path'] },
    '/path',
    'required',
  ],
  ['rate-limiting-advanced', { limit: [5], window_size: [60], sync_rate: 1 }, '/sync_rate', 'combination'],
  ['rate-limiting-advanced', { limit: [5], window_size: [60], strategy: 'redis' }, '/sync_rate', 'required'],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], strategy: 'redis', sync_rate: 1 },
    '/redis',
    'required',
  ],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], strategy: 'redis', sync_rate: 0.01 },
    '/sync_rate',
    'range',
  ],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], strategy: 'cluster' },
    '/strategy',
    'combination',
  ],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], enforce_consumer_groups: true },
    '/consumer_groups',
    'required',
  ],
  [
    'rate-limiting-advanced',
    { limit: [5], window_size: [60], retry_after_jitter_max: -1 },
    '/retry_after_jitter_max',
    'range',
  ],
  ['redirect', { location: '/elsewhere' }, '/location', 'pattern'],
  ['request-size-limiting', { size_unit: 'mb' }, '/size_unit', 'enum'],
  ['request-size-limiting', { allowed_payload_size: 1.5 }, '/allowed_payload_size', 'type'],
  ['request-termination', { status_code: 600 }, '/status_code', 'range'],
  ['request-termination', { message: 'a', body: 'b' }, '/message', 'combination'],
  ['request-termination', { message: 'a', content_type: 'text/plain' }, '/message', 'combination'],
  ['request-termination', { content_type: 'text/plain' }, '/content_type', 'combination'],
  ['request-termination', { echo: true, body: 'b' }, '/echo', 'combination'],
  ['request-transformer', { add: { headers: ['x-mesh'] } }, '/add/headers/0', 'pattern'],
  ['request-transformer', { add: { headers: ['x mesh:1'] } }, '/add/headers/0', 'pattern'],
  ['request-transformer', { add: { headers: ['x mesh:a'] } }, '/add/headers/0', 'pattern'],
  ['request-transformer', { rename: { headers: ['a:b c'] } }, '/rename/headers/0', 'pattern'],
  ['request-transformer', { rename: { body: ['a:'] } }, '/rename/body/0', 'pattern'],
  ['request-transformer', { add: { header: ['a:b'] } }, '/add/header', 'unknown-field'],
  ['request-transformer', { http_method: 'get' }, '/http_method', 'pattern'],
  ['response-ratelimiting', {}, '/limits', 'required'],
  ['response-ratelimiting', { limits: {} }, '/limits', 'range'],
  ['response-ratelimiting', { limits: { video: {} } }, '/limits/video', 'required'],
  ['response-ratelimiting', { limits: { video: { minute: 9, day: 2 } } }, '/limits/video/day', 'combination'],
  [
    'response-ratelimiting',
    { limits: { video: { minutes: 9, day: 2 } } },
    '/limits/video/minutes',
    'unknown-field',
  ],
  ['response-ratelimiting', { limits: { a: { minute: 9 } }, policy: 'redis' }, '/redis/host', 'required'],
  ['response-transformer', { replace: { json: ['a'] } }, '/replace/json/0', 'pattern'],
  ['response-transformer', { add: { json_types: ['text'] } }, '/add/json_types/0', 'enum'],
  [
    'statsd',
    { metrics: [{ name: 'requests', stat_type: 'counter', sample_rate: 1 }] },
    '/metrics/0/name',
    'enum',
  ],
  ['syslog', { facility: 'local9' }, '/facility', 'enum'],
  ['tcp-log', { host: 'http://logs', port: 1 }, '/host', 'pattern'],
  ['udp-log', { host: 'logs' }, '/port', 'required'],
  ['zipkin', { static_tags: [{ name: 'a' }] }, '/static_tags/0/value', 'required'],
];

describe('a plugin configuration', () => {
  it.each(pluginNames.flatMap((name) => (valid[name] ?? []).map((config) => [name, config] as const)))(
    'of %s is taken: %j',
    (name, config) => {
      expect(validatePluginConfig(name, config, gateway)).toEqual([]);
    },
  );

  it.each(invalid)('of %s is refused: %j, at %s: %s', (name, config, path, code) => {
    const faults = validatePluginConfig(name, config, gateway);
    expect(faults.map((fault) => [fault.path, fault.code])).toEqual([[path, code]]);
  });

  it.each(pluginNames)('of %s has no unknown key', (name) => {
    const version = pluginFacts(name)?.until ?? '3.15';
    const faults = validatePluginConfig(name, { nonsense: 1 }, { version, edition: 'enterprise' });
    expect(faults).toContainEqual(expect.objectContaining({ path: '/nonsense', code: 'unknown-field' }));
  });

  it('has a fault that says what was found, what is expected, how to mend it, and where the rule comes from', () => {
    for (const [name, config] of invalid) {
      for (const fault of validatePluginConfig(name, config, gateway)) {
        for (const text of [fault.found, fault.expected, fault.mend, fault.source]) {
          expect(text).toMatch(/\S/);
          expect(text).not.toMatch(/undefined|\[object/);
        }
      }
    }
  });
});
