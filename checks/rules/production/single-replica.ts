import { dig } from '../../../references/fields';
import { workloadExample } from '../../production/example';
import type { ObjectRule } from '../../rule';

const scalers = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

export const singleReplica: ObjectRule = {
  id: 'production/single-replica',
  severity: 'warning',
  profile: 'production',
  title: 'a Deployment that serves calls has one replica, or no disruption budget',
  why: 'Each drain of a node takes it away: one replica is an outage, and several without a budget may all go at once.',
  source: 'Kubernetes documentation, disruptions; specifying a disruption budget',
  measured:
    'kube-apiserver v1.35.4 evicts both pods of the failing example one after the other; of the passing one it evicts one, and refuses the other: it would violate the pod’s disruption budget.',
  kinds: ['apps/Deployment', 'apps/StatefulSet'],
  *checkObject(object, { index }) {
    const referrers = index.referrers(object);
    if (!referrers.some(({ from }) => from.kind === 'Service')) return;
    const scaler = referrers.find(({ from }) => scalers.has(from.kind))?.from;
    const least =
      scaler === undefined ? dig(object, 'spec', 'replicas') : (dig(scaler, 'spec', 'minReplicas') ?? 1);
    const replicas = typeof least === 'number' ? least : 1;
    if (replicas === 0) return;
    const budget = referrers.some(({ from }) => from.kind === 'PodDisruptionBudget');
    if (replicas > 1 && budget) return;
    yield {
      object,
      path: dig(object, 'spec', 'replicas') === undefined ? '/spec' : '/spec/replicas',
      message:
        replicas === 1
          ? `${object.metadata.name} is gone while its one pod moves`
          : `all pods of ${object.metadata.name} may be taken away at once`,
      found: `${replicas} replica${replicas === 1 ? '' : 's'}${budget ? '' : ', and no PodDisruptionBudget'}`,
      expected: 'two or more replicas, and a PodDisruptionBudget',
      mend: 'add replicas, and a PodDisruptionBudget that keeps one of them',
    };
  },
  example: {
    given: ['Namespace prod'],
    fails: workloadExample({ budget: false }),
    passes: workloadExample({}),
  },
};
