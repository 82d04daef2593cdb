import type { Gateway } from '../../kong-plugins/fault';
import { validatePluginConfig } from '../../kong-plugins/validate';

const gateway: Gateway = { version: '3.12', edition: 'enterprise' };

describe('a configuration of a strange shape', () => {
  it.each([null, undefined])('%s is an empty one', (config) => {
    expect(validatePluginConfig('key-auth', config, gateway)).toEqual([]);
  });

  it.each([[[]], ['text'], [3], [true]])('%j is a fault, not an accident', (config) => {
    expect(validatePluginConfig('key-auth', config, gateway)).toMatchObject([{ path: '', code: 'type' }]);
  });

  it('takes null for a key that is not there', () => {
    expect(validatePluginConfig('key-auth', { realm: null }, gateway)).toEqual([]);
    expect(validatePluginConfig('file-log', { path: null }, gateway)).toMatchObject([
      { path: '/path', code: 'required' },
    ]);
    expect(validatePluginConfig('acl', { allow: ['a'], deny: null }, gateway)).toEqual([]);
  });

  it('has no key by way of its prototype', () => {
    expect(
      validatePluginConfig('key-auth', JSON.parse('{"__proto__": 1, "constructor": 2}'), gateway),
    ).toMatchObject([
      { path: '/__proto__', code: 'unknown-field' },
      { path: '/constructor', code: 'unknown-field' },
    ]);
  });

  it('has faults at JSON pointers', () => {
    const config = { traces_endpoint: 'http://o', resource_attributes: { 'a/b~c': 1 } };
    expect(validatePluginConfig('opentelemetry', config, gateway).map((fault) => fault.path)).toEqual([
      '/resource_attributes/a~1b~0c',
    ]);
  });
});

describe('many configurations', () => {
  it('are answered from memory, as far as it reaches, and alike', () => {
    const first = validatePluginConfig('rate-limiting', { minutes: 0 }, gateway);
    expect(validatePluginConfig('rate-limiting', { minutes: 0 }, gateway)).toBe(first);
    for (let minute = 1; minute <= 5000; minute++) {
      expect(validatePluginConfig('rate-limiting', { minute }, gateway)).toEqual([]);
    }
    const again = validatePluginConfig('rate-limiting', { minutes: 0 }, gateway);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  it('are kept apart by plugin, gateway and patches', () => {
    const config = { allow: ['10.0.0.1'], deny: ['10.0.0.2'] };
    expect(validatePluginConfig('ip-restriction', config, gateway)).toEqual([]);
    expect(validatePluginConfig('acl', config, gateway)).toHaveLength(1);
    expect(validatePluginConfig('canary', {}, { version: '3.9', edition: 'open-source' })).toHaveLength(1);
    expect(validatePluginConfig('canary', {}, gateway)).toHaveLength(2);
    expect(validatePluginConfig('canary', {}, gateway, ['/upstream_host', '/percentage'])).toEqual([]);
  });
});
