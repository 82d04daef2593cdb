import { kongPlugin, type PluginConfigs } from '../../kong-plugins/plugins';

// The compiler is the judge here: each `@ts-expect-error` is an error in itself when the line below it compiles.

describe('a plugin configuration in the eyes of the compiler', () => {
  it('may leave out every key that has a default', () => {
    expect(kongPlugin('key-auth', {})).toEqual({ plugin: 'key-auth', config: {} });
    expect(kongPlugin('rate-limiting', { minute: 3, policy: 'local' })).toEqual({
      plugin: 'rate-limiting',
      config: { minute: 3, policy: 'local' },
    });
  });

  it('takes lists that cannot be changed', () => {
    const names: readonly string[] = ['apikey'];
    expect(kongPlugin('key-auth', { key_names: names }).config.key_names).toEqual(['apikey']);
  });

  it('has no unknown key, at any depth', () => {
    // @ts-expect-error the key is minute
    kongPlugin('rate-limiting', { minutes: 3 });
    // @ts-expect-error the key is redis.host
    kongPlugin('rate-limiting', { minute: 3, policy: 'redis', redis: { hostname: 'redis' } });
    // @ts-expect-error the key is key_names
    kongPlugin('key-auth', { keyNames: ['apikey'] });
    expect.assertions(0);
  });

  it('has no value outside an enumeration', () => {
    // @ts-expect-error local, cluster or redis
    kongPlugin('rate-limiting', { minute: 3, policy: 'memory' });
    // @ts-expect-error cp or realm
    kongPlugin('key-auth', { identity_realms: [{ scope: 'global' }] });
    expect.assertions(0);
  });

  it('has no value of another type', () => {
    // @ts-expect-error a number
    kongPlugin('rate-limiting', { minute: '3' });
    // @ts-expect-error a list
    kongPlugin('key-auth', { key_names: 'apikey' });
    expect.assertions(0);
  });

  it('lacks nothing that the gateway requires', () => {
    // @ts-expect-error http_endpoint is required
    kongPlugin('http-log', {});
    // @ts-expect-error window_size is required
    kongPlugin('rate-limiting-advanced', { limit: [5] });
    expect.assertions(0);
  });

  it('belongs to a plugin that is described', () => {
    // @ts-expect-error the name is rate-limiting
    kongPlugin('ratelimiting', {});
    expect.assertions(0);
  });

  it('lets a vault reference stand where the gateway resolves one', () => {
    const redis: PluginConfigs['rate-limiting']['redis'] = {
      host: '{vault://env/redis-host}',
      port: '{vault://env/redis-port}',
    };
    // @ts-expect-error a number or a vault reference
    const wrong: PluginConfigs['rate-limiting']['redis'] = { port: 'six' };
    expect(redis?.port).not.toBe(wrong?.port);
  });
});
