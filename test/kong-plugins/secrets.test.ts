import type { Gateway } from '../../kong-plugins/fault';
import { validatePluginConfig } from '../../kong-plugins/validate';

const gateway: Gateway = { version: '3.14', edition: 'enterprise' };
/** Made at run time, so that no text in this file looks like a secret. */
const secret = ['not', 'a', 'secret'].join('-');
const issuer = 'https://idp.example.com';

describe('a secret in a plugin configuration', () => {
  it.each([
    ['rate-limiting', { minute: 3, redis: { password: secret } }, '/redis/password'],
    ['openid-connect', { issuer, client_secret: ['{vault://env/a}', secret] }, '/client_secret/1'],
    ['openid-connect', { issuer, client_jwk: [{ d: secret }] }, '/client_jwk/0/d'],
    ['openid-connect', { issuer, session_secret: secret }, '/session_secret'],
    ['http-log', { http_endpoint: `https://user:${secret}@logs.example.com` }, '/http_endpoint'],
    ['http-log', { http_endpoint: `https://logs.example.com/?key=${secret}` }, '/http_endpoint'],
    ['oauth2', { enable_password_grant: true, provision_key: secret }, '/provision_key'],
  ])('of %s is a fault of its own in plain text: %j', (name, config, path) => {
    const faults = validatePluginConfig(name, config, gateway);
    expect(faults.map((fault) => [fault.path, fault.code])).toEqual([[path, 'plain-secret']]);
  });

  it('is said to be one, and how to keep it out of Git', () => {
    const config = { minute: 3, redis: { password: secret } };
    expect(validatePluginConfig('rate-limiting', config, gateway)).toMatchInlineSnapshot(`
     [
       {
         "code": "plain-secret",
         "expected": "no secret in plain text",
         "found": "a secret in plain text",
         "mend": "leave the key out and fill it in with configPatches from a Secret, or refer to a vault: {vault://<name>/<key>}",
         "path": "/redis/password",
         "source": "Kong Gateway's schema of rate-limiting",
       },
     ]
    `);
  });

  it('is never shown', () => {
    const config = { minute: 3, redis: { password: secret, username: 5 } };
    expect(JSON.stringify(validatePluginConfig('rate-limiting', config, gateway))).not.toContain(secret);
    const number = { minute: 3, redis: { password: 123_456_789 } };
    expect(JSON.stringify(validatePluginConfig('rate-limiting', number, gateway))).not.toContain('123456789');
    const url = { http_endpoint: `https://user:${secret}@logs.example.com` };
    expect(JSON.stringify(validatePluginConfig('http-log', url, gateway))).not.toContain(secret);
  });

  it.each([
    ['rate-limiting', { minute: 3, redis: { password: '{vault://env/redis-password}' } }],
    [
      'openid-connect',
      {
        issuer,
        client_id: ['dj'],
        client_secret: ['{vault://aws/oidc/secret}'],
      },
    ],
    ['http-log', { http_endpoint: 'https://logs.example.com/in' }],
    [
      'rate-limiting',
      {
        minute: 3,
        redis: {
          cloud_authentication: {
            auth_provider: 'aws',
            aws_assume_role_arn: 'arn:aws:iam::1:role/a',
          },
        },
      },
    ],
  ])('of %s may be a vault reference, or no secret at all: %j', (name, config) => {
    expect(validatePluginConfig(name, config, gateway)).toEqual([]);
  });

  it.each([
    ['key-auth', { realm: '{vault://env/realm}' }, '/realm'],
    ['acl', { allow: ['{vault://env/group}'] }, '/allow/0'],
  ])(
    'of %s is taken for the text that it is where the gateway looks up no vault: %j',
    (name, config, path) => {
      const faults = validatePluginConfig(name, config, gateway);
      expect(faults.map((fault) => [fault.path, fault.code])).toEqual([[path, 'not-referenceable']]);
    },
  );

  it.each([
    ['rate-limiting', { minute: '{vault://env/limit}' }, '/minute', 'type'],
    ['rate-limiting', { minute: 3, policy: '{vault://env/policy}' }, '/policy', 'enum'],
  ])('of %s is refused where such a text is: %j', (name, config, path, code) => {
    const faults = validatePluginConfig(name, config, gateway);
    expect(faults.map((fault) => [fault.path, fault.code])).toEqual([[path, code]]);
  });
});

describe('a value that a patch fills in from a Secret', () => {
  it('counts as present', () => {
    expect(validatePluginConfig('http-log', {}, gateway, ['/http_endpoint'])).toEqual([]);
    expect(
      validatePluginConfig('rate-limiting', { minute: 3, policy: 'redis' }, gateway, ['/redis/host']),
    ).toEqual([]);
    expect(validatePluginConfig('openid-connect', { issuer }, gateway, ['/client_secret'])).toEqual([]);
    expect(validatePluginConfig('acl', {}, gateway, ['/allow'])).toEqual([]);
  });

  it('is not judged, and the rest is', () => {
    const config = { http_endpoint: 'to be replaced', method: 'GET' };
    const faults = validatePluginConfig('http-log', config, gateway, ['/http_endpoint']);
    expect(faults.map((fault) => [fault.path, fault.code])).toEqual([['/method', 'enum']]);
  });
});
