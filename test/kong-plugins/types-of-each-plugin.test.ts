import { kongPlugin } from '../../kong-plugins/plugins';

// One unknown key and, where a plugin has enumerations, one wrong value for each plugin: the compiler is the judge.
// A line that compiled would leave its `@ts-expect-error` unused, which is an error.

describe('every plugin in the eyes of the compiler', () => {
  it('has no unknown key', () => {
    // @ts-expect-error
    kongPlugin('acl', { whitelist: ['staff'] });
    // @ts-expect-error
    kongPlugin('basic-auth', { hide_credential: true });
    // @ts-expect-error
    kongPlugin('bot-detection', { blacklist: ['bot'] });
    // @ts-expect-error
    kongPlugin('canary', { percentage: 5, upstream: 'v2' });
    // @ts-expect-error
    kongPlugin('correlation-id', { header: 'X-Request-ID' });
    // @ts-expect-error
    kongPlugin('cors', { origin: ['*'] });
    // @ts-expect-error
    kongPlugin('file-log', { path: '/dev/stdout', reopens: true });
    // @ts-expect-error
    kongPlugin('hmac-auth', { algorithm: ['hmac-sha256'] });
    // @ts-expect-error
    kongPlugin('http-log', { http_endpoint: 'http://logs', queue: { batch_size: 1 } });
    // @ts-expect-error
    kongPlugin('ip-restriction', { allow: ['10.0.0.0/8'], whitelist: [] });
    // @ts-expect-error
    kongPlugin('jwt', { claims: ['exp'] });
    // @ts-expect-error
    kongPlugin('key-auth', { key_name: ['apikey'] });
    // @ts-expect-error
    kongPlugin('key-auth-enc', { identity_realms: [] });
    // @ts-expect-error
    kongPlugin('mtls-auth', { ca_certificates: [], ca_certs: [] });
    // @ts-expect-error
    kongPlugin('openid-connect', { issuer: 'https://idp.example.com', client_secrets: [] });
    // @ts-expect-error
    kongPlugin('opentelemetry', { trace_endpoint: 'http://otel' });
    // @ts-expect-error
    kongPlugin('prometheus', { per_customer: true });
    // @ts-expect-error
    kongPlugin('proxy-cache', { strategy: 'memory', ttl: 30 });
    // @ts-expect-error
    kongPlugin('rate-limiting', { requests: 3 });
    // @ts-expect-error
    kongPlugin('rate-limiting-advanced', { limit: [5], window_size: [60], windows: [60] });
    // @ts-expect-error
    kongPlugin('request-size-limiting', { size: 8 });
    // @ts-expect-error
    kongPlugin('request-termination', { status: 503 });
    // @ts-expect-error
    kongPlugin('request-transformer', { add: { header: ['a:b'] } });
    // @ts-expect-error
    kongPlugin('response-ratelimiting', { limits: { video: { minutes: 10 } } });
    // @ts-expect-error
    kongPlugin('response-transformer', { add: { body: ['a:b'] } });
    expect.assertions(0);
  });

  it('has no wrong value of an enumeration', () => {
    // @ts-expect-error
    kongPlugin('basic-auth', { brute_force_protection: { strategy: 'local' } });
    // @ts-expect-error
    kongPlugin('canary', { hash: 'cookie' });
    // @ts-expect-error
    kongPlugin('correlation-id', { generator: 'guid' });
    // @ts-expect-error
    kongPlugin('cors', { methods: ['get'] });
    // @ts-expect-error
    kongPlugin('hmac-auth', { algorithms: ['hmac-md5'] });
    // @ts-expect-error
    kongPlugin('http-log', { http_endpoint: 'http://logs', method: 'GET' });
    // @ts-expect-error
    kongPlugin('jwt', { claims_to_verify: ['aud'] });
    // @ts-expect-error
    kongPlugin('mtls-auth', { ca_certificates: [], revocation_check_mode: 'OFF' });
    // @ts-expect-error
    kongPlugin('openid-connect', { issuer: 'https://idp.example.com', auth_methods: ['basic'] });
    // @ts-expect-error
    kongPlugin('opentelemetry', { header_type: 'b3-multi' });
    // @ts-expect-error
    kongPlugin('proxy-cache', { strategy: 'redis' });
    // @ts-expect-error
    kongPlugin('rate-limiting', { minute: 3, limit_by: 'route' });
    // @ts-expect-error
    kongPlugin('rate-limiting-advanced', { limit: [5], window_size: [60], window_type: 'rolling' });
    // @ts-expect-error
    kongPlugin('request-size-limiting', { size_unit: 'mb' });
    // @ts-expect-error
    kongPlugin('response-ratelimiting', { limits: {}, policy: 'memory' });
    // @ts-expect-error
    kongPlugin('response-transformer', { add: { json_types: ['text'] } });
    // @ts-expect-error
    kongPlugin('syslog', { facility: 'local9' });
    // @ts-expect-error
    kongPlugin('zipkin', { http_span_name: 'path' });
    expect.assertions(0);
  });

  it('has no name that a newer one replaced', () => {
    // @ts-expect-error redis.host
    kongPlugin('rate-limiting', { minute: 3, policy: 'redis', redis_host: 'redis' });
    // @ts-expect-error traces_endpoint
    kongPlugin('opentelemetry', { endpoint: 'http://otel' });
    expect.assertions(0);
  });
});
