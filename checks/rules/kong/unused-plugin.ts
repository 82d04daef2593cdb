import { dig } from '../../../references/fields';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

export const unusedPlugin: ObjectRule = {
  id: 'kong/unused-plugin',
  severity: 'warning',
  title: 'a plugin is attached to nothing',
  why: 'A KongPlugin does nothing by itself: a route whose konghq.com/plugins lost its name is served without it.',
  source: 'developer.konghq.com kubernetes-ingress-controller/reference/annotations',
  kinds: ['configuration.konghq.com/KongPlugin', 'configuration.konghq.com/KongClusterPlugin'],
  *checkObject(object, { index }) {
    if (object.metadata.labels?.global === 'true' && object.kind === 'KongClusterPlugin') return;
    if (object.disabled === true || dig(object, 'consumerRef') !== undefined) return;
    if (index.referrers(object).length > 0) return;
    yield {
      object,
      path: '',
      message: `${object.kind} ${object.metadata.name} is attached to nothing`,
      found: 'no Ingress, route, Service, consumer or consumer group that names it',
      expected: 'at least one',
      mend: `name it in konghq.com/plugins of what it is for, or remove it`,
    };
  },
  example: {
    given: kongGiven,
    fails: examplePlugin('apikey', 'key-auth'),
    passes: `${examplePlugin('apikey', 'key-auth')}---${exampleIngress('konghq.com/plugins: apikey')}`,
  },
};
