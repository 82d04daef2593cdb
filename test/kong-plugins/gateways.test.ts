import type { Gateway } from '../../kong-plugins/fault';
import { compareMinors, gatewayMinors } from '../../kong-plugins/gateway-version';
import { pluginFacts, pluginNames } from '../../kong-plugins/plugins';
import { validatePluginConfig } from '../../kong-plugins/validate';

const openSource: Gateway = { version: '3.9', edition: 'open-source' };

function codes(name: string, config: unknown, gateway: Gateway): string[] {
  return validatePluginConfig(name, config, gateway).map((fault) => `${fault.path} ${fault.code}`.trim());
}

describe('the gateway that runs a plugin', () => {
  it.each(['canary', 'key-auth-enc', 'mtls-auth', 'openid-connect', 'rate-limiting-advanced'])(
    'must be an Enterprise one for %s',
    (name) => {
      expect(pluginFacts(name)?.edition).toBe('enterprise');
      expect(codes(name, {}, openSource)).toEqual(['edition']);
    },
  );

  it('may be the open-source one for every other plugin', () => {
    const free = pluginNames.filter((name) => pluginFacts(name)?.edition === 'open-source');
    expect(free).toHaveLength(45);
    expect(free.filter((name) => codes(name, {}, openSource).includes('edition'))).toEqual([]);
  });

  it.each([
    ['key-auth', { identity_realms: [] }, '3.9', '3.10', '/identity_realms version'],
    ['key-auth', { principals: { enabled: true } }, '3.14', '3.15', '/principals version'],
    [
      'basic-auth',
      { brute_force_protection: { strategy: 'memory' } },
      '3.12',
      '3.13',
      '/brute_force_protection version',
    ],
    ['http-log', { http_endpoint: 'http://l', ssl_verify: true }, '3.12', '3.13', '/ssl_verify version'],
    [
      'opentelemetry',
      {
        traces_endpoint: 'http://o',
        sampling_strategy: 'parent_probability_fallback',
      },
      '3.10',
      '3.11',
      '/sampling_strategy version',
    ],
    [
      'opentelemetry',
      { traces_endpoint: 'http://o', header_type: 'instana' },
      '3.9',
      '3.10',
      '/header_type enum',
    ],
    ['hmac-auth', { algorithms: ['hmac-sha224'] }, '3.13', '3.14', '/algorithms/0 enum'],
    [
      'rate-limiting-advanced',
      { limit: [1], window_size: [1], throttling: {} },
      '3.11',
      '3.12',
      '/throttling version',
    ],
    [
      'rate-limiting-advanced',
      { limit: [1], window_size: [1], identifier: 'route' },
      '3.12',
      '3.13',
      '/identifier enum',
    ],
    [
      'mtls-auth',
      { ca_certificates: [], san_dirname_matcher: ['CN'] },
      '3.13',
      '3.14',
      '/san_dirname_matcher version',
    ],
    [
      'openid-connect',
      { issuer: 'https://i', jwks_endpoint: 'https://i/jwks' },
      '3.13',
      '3.14',
      '/jwks_endpoint version',
    ],
    ['openid-connect', { issuer: '{vault://env/issuer}' }, '3.13', '3.14', '/issuer pattern'],
  ])('of %s: %j is refused on %s, taken on %s', (name, config, before, since, refused) => {
    expect(codes(name, config, { version: before, edition: 'enterprise' })).toEqual([refused]);
    expect(codes(name, config, { version: since, edition: 'enterprise' })).toEqual([]);
  });

  it('knows the older name of a field as long as there is no newer one', () => {
    const config = { access_logs_endpoint: 'http://o/v1/logs' };
    expect(
      codes('opentelemetry', config, {
        version: '3.13',
        edition: 'enterprise',
      }),
    ).toEqual([]);
    expect(
      codes('opentelemetry', config, {
        version: '3.14',
        edition: 'enterprise',
      }),
    ).toEqual(['/access_logs_endpoint deprecated']);
  });

  it('is told from which gateway on a field exists, and what took the place of another', () => {
    const texts = (name: string, config: unknown, version: string) =>
      validatePluginConfig(name, config, {
        version,
        edition: 'enterprise',
      }).map(({ found, expected, nearest, mend }) => ({
        found,
        expected,
        nearest,
        mend,
      }));
    expect(texts('key-auth', { principals: {} }, '3.14')).toMatchInlineSnapshot(`
     [
       {
         "expected": "a field of gateway 3.14; key-auth has principals from 3.15 on",
         "found": "principals, on gateway 3.14",
         "mend": "leave principals out, or run a gateway that has it",
         "nearest": undefined,
       },
     ]
    `);
    const limit = { minute: 3, policy: 'redis', redis_host: 'redis' };
    expect(texts('rate-limiting', limit, '3.14')).toMatchInlineSnapshot(`
     [
       {
         "expected": "redis.host",
         "found": "redis_host",
         "mend": "move the value to redis.host: gateway 4.0 drops redis_host",
         "nearest": "redis.host",
       },
     ]
    `);
    const session = {
      issuer: 'https://idp.example.com',
      session_strategy: 'regenerate',
    };
    expect(texts('openid-connect', session, '3.14')).toMatchInlineSnapshot(`
     [
       {
         "expected": "no such field",
         "found": "session_strategy",
         "mend": "leave session_strategy out: it has no effect",
         "nearest": undefined,
       },
     ]
    `);
  });

  it('is never advised to use a field that it lacks, or that was replaced', () => {
    const nearestOn = (version: string) =>
      validatePluginConfig('key-auth', { principal: {} }, { version, edition: 'enterprise' }).map(
        (fault) => fault.nearest,
      );
    expect(nearestOn('3.14')).toEqual([undefined]);
    expect(nearestOn('3.15')).toEqual(['principals']);
    const [fault] = validatePluginConfig('rate-limiting', { minute: 3, redis_hosts: 'r' }, openSource);
    expect(fault).toMatchObject({ code: 'unknown-field' });
    expect(fault?.nearest).toBeUndefined();
  });

  it('counts by consumer group in the Enterprise edition only', () => {
    const config = { minute: 3, limit_by: 'consumer-group' };
    expect(codes('rate-limiting', config, openSource)).toEqual(['/limit_by enum']);
    expect(codes('rate-limiting', config, { version: '3.9', edition: 'enterprise' })).toEqual([]);
  });

  it.each(['3.9', '3.9.1', '3.10.0.2', 'v3.14', '3.11-ubuntu'])('may have the version %s', (version) => {
    expect(codes('key-auth', {}, { version, edition: 'enterprise' })).toEqual([]);
  });

  it.each(['', 'latest', '3', '3.x'])('may not have the version %j', (version) => {
    expect(codes('key-auth', {}, { version, edition: 'enterprise' })).toEqual(['version']);
  });

  it('is too old before the first version that is described', () => {
    expect(codes('key-auth', {}, { version: '3.8', edition: 'enterprise' })).toEqual(['version']);
  });

  it('has minors in their order, of which 3.10 is later than 3.9', () => {
    expect([...gatewayMinors].sort(compareMinors)).toEqual([...gatewayMinors]);
    expect(compareMinors('3.10', '3.9')).toBeGreaterThan(0);
  });
});

describe('a plugin that is not described', () => {
  it('is named with the nearest one that is', () => {
    expect(validatePluginConfig('rate-limitting', {}, openSource)).toMatchInlineSnapshot(`
     [
       {
         "code": "unknown-plugin",
         "expected": "a plugin whose configuration is described here",
         "found": "rate-limitting",
         "mend": "write rate-limiting",
         "nearest": "rate-limiting",
         "path": "",
         "source": "https://developer.konghq.com/plugins/",
       },
     ]
    `);
  });

  it('has no facts', () => {
    expect(pluginFacts('my-own')).toBeUndefined();
    expect(pluginFacts('constructor')).toBeUndefined();
  });
});
