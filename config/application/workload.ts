import { z } from 'zod';
import { type Json, type JsonMap, kubernetes } from '../kubernetes/field';
import { scaledObjectFields } from '../kubernetes/scaled-object';
import { awsSecretName, image, text, wholeNumber } from '../primitives';
import { absolutePath, dataKey, objectName, partName, variableName } from './names';

const awsSecret = z.strictObject({
  secret: awsSecretName.meta({ description: 'Name of the secret in AWS Secrets Manager.' }),
  property: z
    .string('text')
    .min(1)
    .optional()
    .meta({ description: 'Key of the secret, where it is JSON. Default: its whole value.' }),
});

const keyOf = (what: string) =>
  z
    .strictObject({
      name: objectName.meta({ description: `Name of the ${what}.` }),
      key: dataKey.meta({ description: `Key in the ${what}.` }),
      optional: z.boolean().optional().meta({ description: 'Whether the pod starts without it.' }),
    })
    .meta({ description: `A key of a ${what} that is there.` });

const fromObjects = {
  secretKeyRef: z.strictObject({ secretKeyRef: keyOf('Secret') }),
  configMapKeyRef: z.strictObject({ configMapKeyRef: keyOf('ConfigMap') }),
} as const;

const plainText = z.string('text, in quotes if it looks like a number or a switch');

const variable = z.union(
  [
    plainText,
    awsSecret,
    fromObjects.secretKeyRef,
    fromObjects.configMapKeyRef,
    z.strictObject({
      fieldRef: z
        .strictObject({
          fieldPath: z.string('text').meta({ description: 'Field of the pod, such as status.podIP.' }),
        })
        .meta({ description: 'A field of the pod.' }),
    }),
    z.strictObject({
      resourceFieldRef: z
        .strictObject({
          resource: z.string('text').meta({ description: 'Such as limits.memory.' }),
          divisor: z.string('text').optional().meta({ description: 'What it is counted in, such as 1Mi.' }),
        })
        .meta({ description: 'A request or limit of the container.' }),
    }),
  ],
  'text in quotes, {secret, property} of AWS, or secretKeyRef, configMapKeyRef, fieldRef or resourceFieldRef',
);

const mode = text('the permission bits in quotes, such as "0440"', /^0?[0-7]{3}$/)
  .optional()
  .meta({ description: 'Permission bits of the file, in quotes.' });

const file = z.union(
  [
    plainText,
    z.strictObject({
      content: z.string('text').meta({ description: 'The text of the file.' }),
      mode,
    }),
    z.strictObject({ ...awsSecret.shape, mode }),
    z.strictObject({ secretKeyRef: keyOf('Secret'), mode }),
    z.strictObject({ configMapKeyRef: keyOf('ConfigMap'), mode }),
  ],
  'text, or a map with content, {secret, property} of AWS, secretKeyRef or configMapKeyRef',
);

const prefix = z.string('text').optional().meta({ description: 'Put before the name of each variable.' });
const named = (what: string) =>
  z
    .strictObject({
      name: objectName.meta({ description: `Name of the ${what}.` }),
      optional: z.boolean().optional().meta({ description: 'Whether the pod starts without it.' }),
    })
    .meta({ description: `A ${what} that is there.` });

const variables = z.union(
  [
    z.strictObject({
      secret: awsSecretName.meta({ description: 'AWS secret that is JSON: each of its keys is a variable.' }),
      prefix,
    }),
    z.strictObject({ secretRef: named('Secret'), prefix }),
    z.strictObject({ configMapRef: named('ConfigMap'), prefix }),
  ],
  'a map with secret, secretRef or configMapRef',
);

const statement = z.strictObject({
  sid: text('letters and digits', /^[A-Za-z0-9]+$/)
    .optional()
    .meta({ description: 'Name of the statement.' }),
  actions: z
    .array(text('an action of AWS such as s3:GetObject', /^[a-z0-9-]+:[A-Za-z0-9*]+$/))
    .min(1)
    .meta({ description: 'What the pods may do.' }),
  resources: z
    .array(text('an ARN, or *', /^(\*|arn:aws[a-z-]*:.+)$/))
    .min(1)
    .meta({ description: 'To what.' }),
  conditions: z
    .record(
      z.string(),
      z.record(z.string(), z.union([z.string(), z.array(z.string())], 'text or a list of text')),
    )
    .optional()
    .meta({ description: "Conditions in IAM's words: operator, key, value." }),
});

const mount = {
  mountPath: absolutePath.meta({ description: 'Where it is in the container.' }),
  readOnly: z.boolean().optional().meta({ description: 'Whether it can only be read.' }),
  subPath: z.string('text').optional().meta({ description: 'The part of it that is mounted.' }),
} as const;

/** Fields of Container that are said in words of our own, or by us. */
const ownContainer = [
  'name',
  'image',
  'command',
  'args',
  'workingDir',
  'env',
  'envFrom',
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'securityContext',
] as const;

/** Fields of PodSpec that are said in words of our own, or by us. */
const ownPod = [
  'containers',
  'initContainers',
  'ephemeralContainers',
  'volumes',
  'nodeSelector',
  'tolerations',
  'affinity',
  'topologySpreadConstraints',
  'priorityClassName',
  'terminationGracePeriodSeconds',
  'serviceAccount',
  'serviceAccountName',
  'automountServiceAccountToken',
  'restartPolicy',
] as const;

/** What the pods of a service, or of one version of it, are. */
export const workloadFields = {
  image: image.optional().meta({ description: 'Image of the container.' }),
  command: z.array(z.string('text, in quotes if it looks like a number')).optional().meta({
    description: "Replaces the image's entry point.",
  }),
  args: z
    .array(z.string('text, in quotes if it looks like a number'))
    .optional()
    .meta({ description: "Replaces the image's arguments." }),
  workingDir: z.string('text').optional().meta({ description: 'Folder in which the program starts.' }),
  replicas: wholeNumber(0, 1000).optional().meta({
    description:
      'Replicas of each version. Default: 2 of a Deployment that has a port and no claim, 1 of anything else; with autoscaling none is said.',
  }),
  env: z.record(variableName, variable).optional().meta({ description: 'Environment variables, by name.' }),
  envFrom: z
    .array(variables)
    .optional()
    .meta({ description: 'Environment variables by the dozen, each by its key.' }),
  files: z.record(absolutePath, file).optional().meta({ description: 'Files in the container, by path.' }),
  volumes: z.record(partName, z.looseObject(mount)).optional().meta({
    description:
      "Volumes by name: Kubernetes' words for their source, and mountPath. A claim that is named is somebody else's: put it under `given` of the cluster, as `PersistentVolumeClaim shop/web-data`; a StatefulSet brings its own by volumeClaimTemplates.",
  }),
  resources: kubernetes('Requests and limits.', 'ResourceRequirements'),
  livenessProbe: kubernetes('Restarts the container when it fails.', 'Probe'),
  readinessProbe: kubernetes('Takes the pod out of its Services while it fails.', 'Probe'),
  startupProbe: kubernetes('Holds the other probes back until it succeeds.', 'Probe'),
  lifecycle: kubernetes(
    'What is done after the start and before the end. Default: a pod of a service with a port takes calls for 10 seconds more before it ends; `{}` is nothing.',
    'Lifecycle',
  ),
  securityContext: kubernetes(
    "The container's security context. Default: `allowPrivilegeEscalation: false`, and without capabilities where it is said not to be root (`runAsNonRoot`, `runAsUser`); the pod's seccomp profile is `RuntimeDefault`.",
    'SecurityContext',
  ),
  nodeSelector: z
    .record(z.string(), plainText)
    .optional()
    .meta({ description: 'Labels of the nodes that the pods run on.' }),
  tolerations: kubernetes<readonly Json[]>('Taints of nodes that the pods tolerate.', 'PodSpec.tolerations'),
  affinity: kubernetes('Which nodes and pods the pods like.', 'Affinity'),
  topologySpreadConstraints: kubernetes<readonly Json[]>(
    'How the pods are spread; a constraint without labelSelector counts the pods of the version. Default: as `production.spread` of the cluster says, where the service has a port; `[]` is not at all.',
    'PodSpec.topologySpreadConstraints',
  ),
  priorityClassName: z.string('text').optional().meta({ description: 'Priority of the pods.' }),
  terminationGracePeriodSeconds: wholeNumber(0, 86_400)
    .optional()
    .meta({ description: 'Seconds that a pod has to end.' }),
  pod: kubernetes('Any other field of PodSpec.', 'PodSpec', { without: ownPod }),
  container: kubernetes('Any other field of Container.', 'Container', { without: ownContainer }),
  containers: z
    .record(
      partName,
      z.custom<JsonMap>(() => true),
    )
    .optional()
    .meta({ description: "Further containers, by name, in Kubernetes' words." }),
  initContainers: z
    .record(
      partName,
      z.custom<JsonMap>(() => true),
    )
    .optional()
    .meta({ description: "Containers that run before, in this order, by name, in Kubernetes' words." }),
  autoscaling: kubernetes(
    "HorizontalPodAutoscaler: minReplicas (default: 2 of a Deployment that has a port), maxReplicas, metrics, behavior. With triggers, KEDA's ScaledObject, where `keda` is given: minReplicas (default otherwise: KEDA's 0), maxReplicas, behavior, triggers, pollingInterval, cooldownPeriod, initialCooldownPeriod, fallback.",
    'HorizontalPodAutoscalerSpec',
    { without: ['scaleTargetRef'], beside: scaledObjectFields },
  ),
  disruptionBudget: kubernetes(
    'PodDisruptionBudget: minAvailable or maxUnavailable. Default: `maxUnavailable: 1` of a service that has a port and two replicas or more; `maxUnavailable: 100%` lets all go.',
    'PodDisruptionBudgetSpec',
    { without: ['selector'] },
  ),
  strategy: kubernetes('How a Deployment replaces its pods.', 'DeploymentStrategy'),
  updateStrategy: kubernetes('How a StatefulSet replaces its pods.', 'StatefulSetUpdateStrategy'),
  volumeClaimTemplates: z.record(partName, z.looseObject(mount)).optional().meta({
    description: "Claims of a StatefulSet, by name: Kubernetes' words of a claim's spec, and mountPath.",
  }),
  awsRole: z
    .strictObject({
      identity: z.enum(['irsa', 'pod-identity']).default('irsa').meta({
        description:
          'How the pods take the role on: by web identity, or by EKS Pod Identity, whose association is made where `ack-iam` is given.',
      }),
      statements: z.array(statement).min(1).meta({ description: 'What the role may do.' }),
    })
    .optional()
    .meta({ description: "IAM role of the pods' ServiceAccount." }),
  secretRotation: z.enum(['keep', 'restart']).optional().meta({
    description:
      'What a rotated AWS secret does to running pods. `keep` (default): they go on with what they have, in variables and in files, until they are replaced. `restart`: the pods are replaced, by Stakater Reloader, which has to be on the cluster.',
  }),
  labels: z.record(z.string(), plainText).optional().meta({ description: 'Further labels of the pods.' }),
  annotations: z
    .record(z.string(), plainText)
    .optional()
    .meta({ description: 'Further annotations of the pods.' }),
} as const;

/** The fields of a service that its versions take over, each for itself. */
export const workloadKeys: readonly string[] = Object.keys(workloadFields);

const workload = z.strictObject(workloadFields);
export type WorkloadConfig = z.infer<typeof workload>;
