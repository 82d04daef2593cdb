import { pluginDefault } from '../../kong-plugins/defaults';

describe('the default of a field', () => {
  it.each([
    ['key-auth', 'hide_credentials', '3.13', false],
    ['key-auth', 'hide_credentials', '3.14', true],
    ['rate-limiting', 'policy', '3.9', 'local'],
    ['rate-limiting', 'redis.ssl_verify', '3.9', false],
    ['rate-limiting', 'redis.ssl_verify', '3.15', true],
    ['http-log', 'ssl_verify', '3.13', undefined],
    ['http-log', 'queue.max_batch_size', '3.13', 1],
    ['opentelemetry', 'queue.max_batch_size', '3.13', 200],
    ['key-auth', 'realm', '3.14', undefined],
    ['key-auth', 'no.such.field', '3.14', undefined],
  ] as const)('%s %s on gateway %s is %j', (name, path, version, value) => {
    expect(pluginDefault(name, path, version)).toBe(value);
  });
});
