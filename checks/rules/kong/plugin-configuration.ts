import type { PluginFaultCode } from '../../../kong-plugins/fault';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { draftOf, pluginFaults, pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

const otherRules = new Set<PluginFaultCode>([
  'unknown-plugin',
  'plain-secret',
  'deprecated',
  'doubtful',
  'not-referenceable',
]);

export const pluginConfiguration: ObjectRule = {
  id: 'kong/plugin-configuration',
  severity: 'error',
  title: 'a plugin has a configuration that its gateway does not take',
  why: 'Where the admission webhook is off or cannot reach the gateway, one plugin that the gateway refuses keeps every later change of every route from reaching it, and a gateway that starts anew comes up with no routes at all.',
  source:
    "Kong Gateway's schema of the plugin (open source 3.9.1: kong/plugins/*/schema.lua, run on 7,258 configurations; Enterprise 3.9 to 3.15: its published fields); Kong/kubernetes-ingress-controller issue 680",
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    for (const fault of pluginFaults(object, index)) {
      if (otherRules.has(fault.code) || (fault.path === '' && lacks.has(fault.code))) continue;
      yield draftOf(object, fault);
    }
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minut: 3, policy: local}')}---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
    passes: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: local}')}---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
  },
};

/** The plugin as a whole is not there: `kong/plugin-unavailable` says so. */
const lacks = new Set<PluginFaultCode>(['edition', 'version']);
