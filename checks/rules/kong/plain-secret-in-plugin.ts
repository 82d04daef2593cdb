import { exampleIngress, examplePlugin, kongGiven } from '../../kong/example';
import { draftOf, pluginFaults, pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

export const plainSecretInPlugin: ObjectRule = {
  id: 'kong/plain-secret-in-plugin',
  severity: 'error',
  title: 'a plugin has a secret in plain text',
  why: 'Whoever reads the repository or may get KongPlugins in the cluster has the secret; rotating it does not take it out of the history.',
  source: 'Kong/kubernetes-configuration v1.5.2 KongPlugin: configFrom and configPatches',
  measured:
    'Kong Ingress Controller 3.5.13 takes both examples, and makes the same plugin of them: the password of the failing one is in the KongPlugin, for whoever may read it, and that of the passing one in the Secret alone.',
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    for (const fault of pluginFaults(object, index)) {
      if (fault.code !== 'plain-secret') continue;
      yield {
        ...draftOf(object, fault),
        message: `plugin ${String(object.plugin)} has a secret in plain text`,
      };
    }
  },
  example: {
    given: [...kongGiven, 'Secret prod/redis'],
    fails: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: redis, redis: {host: redis.prod.svc, password: jazz}}')}---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
    passes: `${examplePlugin('rl-by-minute', 'rate-limiting', '{minute: 3, policy: redis, redis: {host: redis.prod.svc}}')}configPatches: [{path: /redis/password, valueFrom: {secretKeyRef: {name: redis, key: password}}}]
---${exampleIngress('konghq.com/plugins: rl-by-minute')}`,
  },
};
