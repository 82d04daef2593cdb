import { dig } from '../../../references/fields';
import { exampleIngress, examplePlugin, exampleRelease } from '../../kong/example';
import { controlledGateways } from '../../kong/gateway';
import { pluginKinds } from '../../kong/plugin';
import type { ObjectRule } from '../../rule';

const limits: ReadonlySet<unknown> = new Set(['rate-limiting', 'response-ratelimiting']);

export const uncountedLimit: ObjectRule = {
  id: 'kong/uncounted-limit',
  severity: 'notice',
  title: 'a limit says nothing of where it is counted, on a gateway of several pods',
  why: 'Left out, the policy is local: each pod of the gateway counts for itself, and callers get as many times the limit as there are pods.',
  source: "Kong Gateway's schema of rate-limiting: policy",
  kinds: pluginKinds,
  *checkObject(object, { index }) {
    if (!limits.has(object.plugin) || dig(object, 'config', 'policy') !== undefined) return;
    if (object.configFrom !== undefined) return;
    const many = controlledGateways(index).find(
      ({ values }) =>
        Number(dig(values, 'replicaCount')) > 1 || dig(values, 'autoscaling', 'enabled') === true,
    );
    if (many === undefined) return;
    yield {
      object,
      path: '/config',
      message: `each pod of the gateway counts the limit ${object.metadata.name} for itself`,
      found: `no policy, which means local, and ${Number(dig(many.values, 'replicaCount'))} or more pods`,
      expected: 'policy: redis, or policy: local where a limit for each pod is meant',
      mend: 'set config.policy',
    };
  },
  example: {
    given: ['Namespace kong', 'Namespace prod', 'Service prod/jazz'],
    fails: documents('{minute: 3}'),
    passes: documents('{minute: 3, policy: local}'),
  },
};

function documents(config: string): string {
  const gateway = exampleRelease(
    'ingress',
    '{gateway: {image: {repository: kong, tag: "3.9"}, replicaCount: 2}}',
  );
  return `${gateway}---${examplePlugin('limit', 'rate-limiting', config)}---${exampleIngress('konghq.com/plugins: limit')}`;
}
