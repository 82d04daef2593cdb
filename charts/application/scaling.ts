import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import { versionLabels, versionName } from '../../config/graph/service-graph';
import { autoscalingOf, disruptionBudgetOf } from './survival';

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
        new ApiObject(scope, `autoscaler-${name}`, {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata,
          spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, ...autoscaling },
        });
      }
      if (disruptionBudget !== undefined) {
        new ApiObject(scope, `disruption-budget-${name}`, {
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
