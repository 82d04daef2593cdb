import { pluginFacts } from '../../../kong-plugins/plugins';
import type { PluginScope } from '../../../kong-plugins/schema';
import { text } from '../../../references/fields';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { outage } from '../../kong/outage';
import { annotatedPlugins, pluggedKinds } from '../../kong/plugin-list';
import type { ObjectRule } from '../../rule';

const scopes: Readonly<Record<string, PluginScope>> = {
  KongConsumer: 'consumer',
  KongConsumerGroup: 'consumer_group',
  Service: 'service',
  KongServiceFacade: 'service',
};

export const pluginScope: ObjectRule = {
  id: 'kong/plugin-scope',
  severity: 'error',
  title: 'a plugin is attached to what it cannot be attached to',
  why: outage,
  source: "Kong Gateway's schema of the plugin: its scopes",
  kinds: pluggedKinds,
  *checkObject(object, { index }) {
    const scope = scopes[object.kind] ?? 'route';
    for (const { path, object: plugin } of annotatedPlugins(object, index)) {
      const type = text(plugin?.plugin);
      const allowed = type === undefined ? undefined : pluginFacts(type)?.topLevel;
      if (allowed === undefined || allowed.includes(scope)) continue;
      yield {
        object,
        path,
        message: `a ${type} plugin cannot be attached to a ${object.kind}`,
        found: `${plugin?.metadata.name}, a ${type} plugin`,
        expected: `a plugin that goes with a ${scope.replace('_', ' ')}; ${type} goes with ${allowed.join(' and ').replaceAll('_', ' ')}`,
        mend: `attach it to ${allowed.includes('route') ? 'an Ingress' : 'what it goes with'} instead`,
      };
    }
  },
  example: {
    given: kongGiven,
    fails: `${examplePlugin('apikey', 'key-auth')}---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata:
  name: consumer1
  namespace: prod
  annotations: {kubernetes.io/ingress.class: kong, konghq.com/plugins: apikey}
username: consumer1
`,
    passes: `${examplePlugin('apikey', 'key-auth')}---${exampleIngress('konghq.com/plugins: apikey')}---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: consumer1, namespace: prod, annotations: {kubernetes.io/ingress.class: kong}}
username: consumer1
`,
  },
};
