import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import { versionLabels, versionName } from '../../config/graph/service-graph';
import type { JsonMap } from '../../config/kubernetes/field';
import { isOfPods } from '../../config/kubernetes/scaled-object';
import type { AddPart } from '../part';
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
  add: AddPart,
  { services, namespace }: Pick<Application, 'services' | 'namespace'>,
): void {
  for (const [service, config] of Object.entries(services)) {
    const { kind, versions, existing } = config;
    if (existing !== undefined) continue;
    for (const [version, said] of Object.entries(versions)) {
      const autoscaling = autoscalingOf(config, said);
      const disruptionBudget = disruptionBudgetOf(config, said);
      const name = versionName({ name: service }, { name: version });
      const own = { namespace: namespace.name, service, version };
      if (autoscaling !== undefined) add(`autoscaler ${name}`, { ...own, kind, autoscaling }, addAutoscaler);
      if (disruptionBudget !== undefined)
        add(`disruption budget ${name}`, { ...own, disruptionBudget }, addDisruptionBudget);
    }
  }
}

/** The version whose pods are counted. */
interface Counted {
  readonly namespace: string;
  readonly service: string;
  readonly version: string;
}

function addAutoscaler(
  scope: Construct,
  {
    namespace,
    service,
    version,
    kind,
    autoscaling,
  }: Counted & { readonly kind: string; readonly autoscaling: JsonMap },
): void {
  const name = versionName({ name: service }, { name: version });
  const scaleTargetRef = { apiVersion: 'apps/v1', kind, name };
  const of =
    autoscaling.triggers === undefined
      ? { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: autoscaling }
      : { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: scaledObjectSpec(autoscaling) };
  new PlainObject(scope, `autoscaler-${name}`, {
    ...of,
    metadata: { name, namespace },
    spec: { scaleTargetRef, ...of.spec },
  });
}

function addDisruptionBudget(
  scope: Construct,
  { namespace, service, version, disruptionBudget }: Counted & { readonly disruptionBudget: JsonMap },
): void {
  const name = versionName({ name: service }, { name: version });
  new PlainObject(scope, `disruption-budget-${name}`, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: versionLabels({ name: service }, { name: version }) },
      ...disruptionBudget,
    },
  });
}
