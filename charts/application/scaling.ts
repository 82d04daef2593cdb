import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import { versionLabels, versionName } from '../../config/graph/service-graph';
import type { JsonMap } from '../../config/kubernetes/field';
import { isOfPods } from '../../config/kubernetes/scaled-object';
import { PlainObject } from '../plain-object';
import { autoscalingOf, disruptionBudgetOf } from './survival';

/** The spec of a ScaledObject, from which KEDA makes a HorizontalPodAutoscaler of its own. */
function scaledObjectSpec({ minReplicas, maxReplicas, behavior, ...same }: JsonMap): JsonMap {
  // Load of pods that are not there is none, and KEDA refuses to wait for it.
  const least = minReplicas ?? (isOfPods(same) ? 1 : undefined);
  return {
    ...(least === undefined ? {} : { minReplicaCount: least }),
    ...(maxReplicas === undefined ? {} : { maxReplicaCount: maxReplicas }),
    ...same,
    ...(behavior === undefined ? {} : { advanced: { horizontalPodAutoscalerConfig: { behavior } } }),
  };
}

/** The autoscaler and the disruption budget of each version that has one. */
export function addScaling(
  scope: Construct,
  { services, namespace }: Pick<Application, 'services' | 'namespace'>,
): void {
  for (const [service, config] of Object.entries(services)) {
    const { kind, versions, existing } = config;
    if (existing !== undefined) continue;
    for (const [version, own] of Object.entries(versions)) {
      const autoscaling = autoscalingOf(config, own);
      const disruptionBudget = disruptionBudgetOf(config, own);
      const name = versionName({ name: service }, { name: version });
      const metadata = { name, namespace: namespace.name };
      if (autoscaling !== undefined) {
        const scaleTargetRef = { apiVersion: 'apps/v1', kind, name };
        const of =
          autoscaling.triggers === undefined
            ? { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: autoscaling }
            : { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: scaledObjectSpec(autoscaling) };
        new PlainObject(scope, `autoscaler-${name}`, {
          ...of,
          metadata,
          spec: { scaleTargetRef, ...of.spec },
        });
      }
      if (disruptionBudget !== undefined) {
        new PlainObject(scope, `disruption-budget-${name}`, {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata,
          spec: {
            selector: { matchLabels: versionLabels({ name: service }, { name: version }) },
            ...disruptionBudget,
          },
        });
      }
    }
  }
}
