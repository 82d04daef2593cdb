import type { PluginFaultCode } from '../../../kong-plugins/fault';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { draftOf, pluginFaults, pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

/** What the gateway takes all the same; a vault reference where it looks up none is taken for the text that it is. */
const taken = new Set<PluginFaultCode>(['deprecated', 'doubtful', 'not-referenceable']);

export const doubtfulPluginConfiguration: ObjectRule = {
  id: 'kong/doubtful-plugin-configuration',
  severity: 'warning',
  title: 'a plugin has a configuration that is deprecated, or can hardly be what is wanted',
  why: 'The gateway takes it, and does something else than its author expects, or stops taking it at the next upgrade.',
  source: "Kong Gateway's schema of the plugin, and its changelog",
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    for (const fault of pluginFaults(object, index)) {
      if (taken.has(fault.code)) yield draftOf(object, fault);
    }
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: redis, redis_host: redis.prod.svc}')}---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
    passes: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: redis, redis: {host: redis.prod.svc}}')}---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
  },
};
