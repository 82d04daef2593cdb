import { schemaFindings } from '../../../checks/schema/schema-findings';
import { BuiltCluster } from '../objects';

/** The reference cluster with KEDA, and with services said otherwise. */
function withKeda(services: string): BuiltCluster {
  return BuiltCluster.reference('us-west-2-kong-mesh', (text) =>
    text
      .replace('given: [', 'given: [keda, ')
      .replace('    canary:', `    services: {${services}}\n    canary:`),
  );
}

const queue =
  '{type: aws-sqs-queue, metadata: {queueURL: "https://sqs.us-west-2.amazonaws.com/123456789012/plays", queueLength: "5"}, authenticationRef: {name: plays}}';

test('triggers make a ScaledObject instead of an autoscaler, and the workload says no replicas', () => {
  const cluster = withKeda(
    `jazz: {autoscaling: {maxReplicas: 9, pollingInterval: 15, cooldownPeriod: 120, behavior: {scaleDown: {stabilizationWindowSeconds: 60}}, triggers: [${queue}]}}`,
  );
  expect(cluster.field('ScaledObject', 'prod/jazz-v1', 'spec')).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'jazz-v1' },
    minReplicaCount: 2,
    maxReplicaCount: 9,
    pollingInterval: 15,
    cooldownPeriod: 120,
    triggers: [
      {
        type: 'aws-sqs-queue',
        metadata: { queueURL: 'https://sqs.us-west-2.amazonaws.com/123456789012/plays', queueLength: '5' },
        authenticationRef: { name: 'plays' },
      },
    ],
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } },
    },
  });
  expect(cluster.names('HorizontalPodAutoscaler')).toEqual([]);
  expect(cluster.field('Deployment', 'prod/jazz-v1', 'spec')).not.toHaveProperty('replicas');
  expect(cluster.names('PodDisruptionBudget')).toContain('prod/jazz-v1');
});

test('a worker may go down to none, unless only the load of its own pods would bring one', () => {
  const least = (triggers: string) =>
    withKeda(
      `counter: {ports: null, versions: {v1: {}}, autoscaling: {maxReplicas: 9, triggers: [${triggers}]}}`,
    ).field('ScaledObject', 'prod/counter-v1', 'spec', 'minReplicaCount');
  expect(least(queue)).toBeUndefined();
  expect(least('{type: cpu, metricType: Utilization, metadata: {value: "60"}}')).toBe(1);
});

test('who KEDA logs in as is there already, because the application says so', () => {
  const { config } = withKeda(`jazz: {autoscaling: {maxReplicas: 9, triggers: [${queue}]}}`);
  expect(config.given).toContain('TriggerAuthentication prod/plays');
});

test("the ScaledObject is one as KEDA's own definition has it, of which a misspelt field is an error", () => {
  const cluster = withKeda(
    `jazz: {autoscaling: {maxReplicas: 9, pollingInterval: 15, cooldownPeriod: 120, initialCooldownPeriod: 60,
      fallback: {failureThreshold: 3, replicas: 2, behavior: currentReplicas},
      behavior: {scaleDown: {stabilizationWindowSeconds: 60}}, triggers: [${queue}]}}`,
  );
  const scaled = cluster.get('ScaledObject', 'prod/jazz-v1');
  expect(schemaFindings(scaled)).toEqual([]);
  const misspelt = { ...scaled, spec: { ...Object(scaled.spec), cooldownSeconds: 120 } };
  expect(schemaFindings(misspelt)).toMatchObject([
    { rule: 'schema/unknown-field', path: '/spec/cooldownSeconds' },
  ]);
});
