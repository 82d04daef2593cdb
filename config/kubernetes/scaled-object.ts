import { z } from 'zod';
import type { KubernetesSchema } from './schema';

const wholeNumber: KubernetesSchema = { type: 'integer' };
const someText: KubernetesSchema = { type: 'string' };

/**
 * What KEDA's ScaledObject has beside the words of a HorizontalPodAutoscaler, with its own meaning. Source: KEDA
 * apis/keda/v1alpha1/scaledobject_types.go and scaletriggers_types.go.
 */
export const scaledObjectFields: Readonly<Record<string, KubernetesSchema>> = {
  triggers: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        type: someText,
        name: someText,
        metadata: { type: 'object', additionalProperties: someText },
        authenticationRef: {
          type: 'object',
          properties: {
            name: someText,
            kind: { type: 'string', enum: ['TriggerAuthentication', 'ClusterTriggerAuthentication'] },
          },
          required: ['name'],
        },
        metricType: { type: 'string', enum: ['AverageValue', 'Value', 'Utilization'] },
        useCachedMetrics: { type: 'boolean' },
      },
      required: ['type', 'metadata'],
    },
  },
  pollingInterval: wholeNumber,
  cooldownPeriod: wholeNumber,
  initialCooldownPeriod: wholeNumber,
  fallback: {
    type: 'object',
    properties: {
      failureThreshold: wholeNumber,
      replicas: wholeNumber,
      behavior: {
        type: 'string',
        enum: ['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'],
      },
    },
    required: ['failureThreshold', 'replicas'],
  },
};

const triggerList = z.object({
  triggers: z.array(
    z.object({
      type: z.string(),
      authenticationRef: z
        .object({ name: z.string(), kind: z.string().default('TriggerAuthentication') })
        .optional(),
    }),
  ),
});

/** The triggers of an autoscaler, as far as they are valid: what each counts, and what KEDA logs in with to ask. */
export function triggersOf(autoscaling: unknown): z.output<typeof triggerList>['triggers'] {
  const read = triggerList.safeParse(autoscaling);
  return read.success ? read.data.triggers : [];
}

/** Whether an autoscaler counts nothing but the load of its own pods, which none have where none are. */
export function isOfPods(autoscaling: unknown): boolean {
  const triggers = triggersOf(autoscaling);
  return triggers.length > 0 && triggers.every(({ type }) => type === 'cpu' || type === 'memory');
}
