import type { Gateway } from '../../kong-plugins/fault';
import { validatePluginConfig } from '../../kong-plugins/validate';

const gateway: Gateway = { version: '3.13', edition: 'enterprise' };

describe('rate-limiting', () => {
  it.each([
    [{ minute: 3 }],
    [{ second: 1, minute: 3, hour: 3, policy: 'local' }],
    [{ minute: 3, limit_by: 'header', header_name: 'x-tenant' }],
    [
      {
        minute: 3,
        policy: 'redis',
        redis: { host: 'redis.prod.svc', port: 6379 },
      },
    ],
    [
      {
        minute: 3,
        policy: 'redis',
        redis: { host: '{vault://env/redis-host}' },
      },
    ],
  ])('takes %j', (config) => {
    expect(validatePluginConfig('rate-limiting', config, gateway)).toEqual([]);
  });

  it.each([
    [{}, '', 'required'],
    [{ minute: 0 }, '/minute', 'range'],
    [{ minute: 10, hour: 5 }, '/hour', 'combination'],
    [{ second: 10, day: 5 }, '/day', 'combination'],
    [{ minute: '3' }, '/minute', 'type'],
    [{ minute: 3, policy: 'redis' }, '/redis/host', 'required'],
    [{ minute: 3, limit_by: 'header' }, '/header_name', 'required'],
    [{ minute: 3, limit_by: 'path' }, '/path', 'required'],
    [{ minute: 3, policy: 'memory' }, '/policy', 'enum'],
    [{ minute: 3, redis: { hots: 'x' } }, '/redis/hots', 'unknown-field'],
    [{ minute: 3, redis: { port: 70000 } }, '/redis/port', 'range'],
  ])('refuses %j at %s: %s', (config, path, code) => {
    const faults = validatePluginConfig('rate-limiting', config, gateway);
    expect(faults.map((fault) => [fault.path, fault.code])).toEqual([[path, code]]);
  });

  it('names the nearest value', () => {
    const [fault] = validatePluginConfig('rate-limiting', { minute: 3, policy: 'locale' }, gateway);
    expect(fault).toMatchObject({
      nearest: 'local',
      expected: 'one of cluster, local, redis',
      mend: 'write "local"',
    });
    const [other] = validatePluginConfig('rate-limiting', { minute: 3, policy: 'memory' }, gateway);
    expect(other).toMatchObject({ mend: 'choose one of them' });
    expect(other).not.toHaveProperty('nearest');
  });

  it('names the nearest key', () => {
    expect(validatePluginConfig('rate-limiting', { minutes: 3, hour: 9 }, gateway)).toMatchInlineSnapshot(`
     [
       {
         "code": "unknown-field",
         "expected": "a field of rate-limiting",
         "found": "minutes",
         "mend": "write minute",
         "nearest": "minute",
         "path": "/minutes",
         "source": "Kong/kong kong/db/schema/init.lua (unknown field)",
       },
     ]
    `);
  });
});
