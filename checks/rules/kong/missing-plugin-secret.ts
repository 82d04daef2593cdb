import { dig, items, pointer } from '../../../references/fields';
import { danglingDraft } from '../../dangling';
import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

export const missingPluginSecret: ObjectRule = {
  id: 'kong/missing-plugin-secret',
  severity: 'error',
  title: 'a plugin takes its configuration from a Secret, or a key of one, that nothing makes',
  why: 'The webhook refuses the plugin, and the routes that name it are served without it.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validator.go',
  measured:
    'The webhook of Kong Ingress Controller 3.5.13 refuses the plugin of the failing example: secrets "rediss" not found. Where the webhook was not asked, the controller makes the route without the plugin. With a Secret redis whose password is JSON it takes the passing one, and fills in the password.',
  kinds: pluginKinds,
  *checkObject(object, context) {
    for (const [i, patch] of items(object.configPatches).entries()) {
      const at = ['configPatches', i, 'valueFrom', 'secretKeyRef', 'name'];
      if (dig(patch, 'valueFrom', 'secretKeyRef', 'name') !== '') continue;
      yield {
        object,
        path: pointer(...at),
        message: 'a patch takes its value from a Secret without a name',
        found: 'an empty text',
        expected: 'the name of a Secret',
        mend: 'name the Secret',
      };
    }
    for (const reference of context.index.references(object)) {
      const { target } = reference;
      if (target.type !== 'object' || target.id.kind !== 'Secret') continue;
      if (!reference.resolution.found) yield danglingDraft(context, reference);
    }
  },
  example: {
    given: [...kongGiven, 'Secret prod/redis'],
    fails: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: redis, redis: {host: redis.prod.svc}}')}configPatches: [{path: /redis/password, valueFrom: {secretKeyRef: {name: rediss, key: password}}}]
---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
    passes: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: redis, redis: {host: redis.prod.svc}}')}configPatches: [{path: /redis/password, valueFrom: {secretKeyRef: {name: redis, key: password}}}]
---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
  },
};
