import { isIP } from './addresses';
import { container, containerPort } from './container';
import { envFromSource, envVar, envVarSource, keySelector, resourceFieldSelector } from './environment';
import {
  execAction,
  grpcAction,
  httpGetAction,
  httpHeader,
  lifecycleHandler,
  probe,
  tcpSocketAction,
} from './handlers';
import { below, type Part, partOf, partsOf, type Refusal, unless } from './refusal';
import { resourceRequirements } from './resources';
import {
  nodeSelector,
  podAffinityTerm,
  selectorRequirement,
  toleration,
  topologySpreadConstraint,
  weighted,
} from './scheduling';
import { localProfile, podSecurityContext, securityContext } from './security';
import { isLabel, isSubdomain } from './values';
import {
  claimVolume,
  configMapVolume,
  hostPathVolume,
  keyToPath,
  secretVolume,
  tokenProjection,
  volume,
  volumeMount,
} from './volumes';
import { deploymentStrategy, rollingUpdate } from './workload';

/** What is refused of a part by itself, and its parts: by the names of Kubernetes' OpenAPI definitions. */
interface Definition {
  readonly refuses?: (part: Part) => Iterable<Refusal>;
  /** Fields that hold such a part, or a list of them. */
  readonly parts?: Readonly<Record<string, string>>;
}

const handlers = {
  exec: 'ExecAction',
  grpc: 'GRPCAction',
  httpGet: 'HTTPGetAction',
  tcpSocket: 'TCPSocketAction',
};
const profiles = { seccompProfile: 'SeccompProfile', appArmorProfile: 'AppArmorProfile' };
const podAffinity = {
  requiredDuringSchedulingIgnoredDuringExecution: 'PodAffinityTerm',
  preferredDuringSchedulingIgnoredDuringExecution: 'WeightedPodAffinityTerm',
};

const definitions: Readonly<Record<string, Definition>> = {
  PodSpec: {
    refuses: podFields,
    parts: {
      affinity: 'Affinity',
      containers: 'Container',
      dnsConfig: 'PodDNSConfig',
      hostAliases: 'HostAlias',
      initContainers: 'Container',
      securityContext: 'PodSecurityContext',
      tolerations: 'Toleration',
      topologySpreadConstraints: 'TopologySpreadConstraint',
      volumes: 'Volume',
    },
  },
  Container: {
    refuses: container,
    parts: {
      env: 'EnvVar',
      envFrom: 'EnvFromSource',
      lifecycle: 'Lifecycle',
      livenessProbe: 'Probe',
      ports: 'ContainerPort',
      readinessProbe: 'Probe',
      resources: 'ResourceRequirements',
      securityContext: 'SecurityContext',
      startupProbe: 'Probe',
      volumeMounts: 'VolumeMount',
    },
  },
  ContainerPort: { refuses: containerPort },
  Probe: { refuses: probe, parts: handlers },
  Lifecycle: { parts: { postStart: 'LifecycleHandler', preStop: 'LifecycleHandler' } },
  LifecycleHandler: { refuses: lifecycleHandler, parts: handlers },
  ExecAction: { refuses: execAction },
  GRPCAction: { refuses: grpcAction },
  HTTPGetAction: { refuses: httpGetAction, parts: { httpHeaders: 'HTTPHeader' } },
  HTTPHeader: { refuses: httpHeader },
  TCPSocketAction: { refuses: tcpSocketAction },
  EnvVar: { refuses: envVar, parts: { valueFrom: 'EnvVarSource' } },
  EnvVarSource: {
    refuses: envVarSource,
    parts: {
      configMapKeyRef: 'ConfigMapKeySelector',
      resourceFieldRef: 'ResourceFieldSelector',
      secretKeyRef: 'SecretKeySelector',
    },
  },
  ConfigMapKeySelector: { refuses: keySelector },
  SecretKeySelector: { refuses: keySelector },
  ResourceFieldSelector: { refuses: resourceFieldSelector },
  EnvFromSource: { refuses: envFromSource },
  ResourceRequirements: { refuses: resourceRequirements },
  SecurityContext: { refuses: securityContext, parts: profiles },
  PodSecurityContext: { refuses: podSecurityContext, parts: profiles },
  SeccompProfile: { refuses: localProfile },
  AppArmorProfile: { refuses: localProfile },
  Volume: {
    refuses: volume,
    parts: {
      configMap: 'ConfigMapVolumeSource',
      hostPath: 'HostPathVolumeSource',
      persistentVolumeClaim: 'PersistentVolumeClaimVolumeSource',
      projected: 'ProjectedVolumeSource',
      secret: 'SecretVolumeSource',
    },
  },
  ConfigMapVolumeSource: { refuses: configMapVolume, parts: { items: 'KeyToPath' } },
  SecretVolumeSource: { refuses: secretVolume, parts: { items: 'KeyToPath' } },
  PersistentVolumeClaimVolumeSource: { refuses: claimVolume },
  HostPathVolumeSource: { refuses: hostPathVolume },
  ProjectedVolumeSource: { parts: { sources: 'VolumeProjection' } },
  VolumeProjection: {
    parts: {
      configMap: 'ConfigMapVolumeSource',
      secret: 'SecretProjection',
      serviceAccountToken: 'ServiceAccountTokenProjection',
    },
  },
  SecretProjection: { refuses: configMapVolume, parts: { items: 'KeyToPath' } },
  ServiceAccountTokenProjection: { refuses: tokenProjection },
  KeyToPath: { refuses: keyToPath },
  VolumeMount: { refuses: volumeMount },
  Toleration: { refuses: toleration },
  TopologySpreadConstraint: { refuses: topologySpreadConstraint, parts: { labelSelector: 'LabelSelector' } },
  LabelSelector: { parts: { matchExpressions: 'LabelSelectorRequirement' } },
  LabelSelectorRequirement: { refuses: selectorRequirement },
  Affinity: {
    parts: { nodeAffinity: 'NodeAffinity', podAffinity: 'PodAffinity', podAntiAffinity: 'PodAffinity' },
  },
  NodeAffinity: {
    parts: {
      requiredDuringSchedulingIgnoredDuringExecution: 'NodeSelector',
      preferredDuringSchedulingIgnoredDuringExecution: 'PreferredSchedulingTerm',
    },
  },
  NodeSelector: { refuses: nodeSelector, parts: { nodeSelectorTerms: 'NodeSelectorTerm' } },
  NodeSelectorTerm: {
    parts: { matchExpressions: 'NodeSelectorRequirement', matchFields: 'NodeSelectorRequirement' },
  },
  NodeSelectorRequirement: { refuses: selectorRequirement },
  PreferredSchedulingTerm: { refuses: weighted, parts: { preference: 'NodeSelectorTerm' } },
  PodAffinity: { parts: podAffinity },
  PodAffinityTerm: { refuses: podAffinityTerm, parts: { labelSelector: 'LabelSelector' } },
  WeightedPodAffinityTerm: { refuses: weighted, parts: { podAffinityTerm: 'PodAffinityTerm' } },
  HostAlias: { refuses: (part) => unless(part, 'ip', isIP, 'an IP address') },
  PodDNSConfig: { refuses: dnsConfig },
  DeploymentStrategy: { refuses: deploymentStrategy, parts: { rollingUpdate: 'RollingUpdateDeployment' } },
  RollingUpdateDeployment: { refuses: rollingUpdate },
};

/** Fields of a pod that the schema takes for texts of any kind. Source: ValidatePodSpec. */
function* podFields(pod: Part): Generator<Refusal> {
  for (const field of ['hostname', 'subdomain'])
    yield* unless(
      pod,
      field,
      (value) => value === '' || isLabel(value),
      'lower-case letters, digits and -, at most 63',
    );
  for (const field of ['serviceAccountName', 'priorityClassName', 'nodeName'])
    yield* unless(
      pod,
      field,
      (value) => value === '' || isSubdomain(value),
      'lower-case letters, digits, - and .',
    );
}

/** Source: validatePodDNSConfig. */
function* dnsConfig(part: Part): Generator<Refusal> {
  const { nameservers } = part;
  if (!Array.isArray(nameservers)) return;
  yield* unless(part, 'nameservers', () => nameservers.length <= 3, 'at most 3 addresses');
  for (const [index, server] of nameservers.entries())
    if (!isIP(server))
      yield {
        at: ['nameservers', index],
        message: 'a name server that is no address',
        found: String(server),
        expected: 'an IP address',
        mend: 'correct it',
      };
}

/**
 * Why the API server refuses a part of a pod, or a part of that part, whose structure is as the schema wants it.
 *
 * @param name of the OpenAPI definition, such as `Probe`, or of a field of one, such as `PodSpec.tolerations`
 */
export function refusalsOf(name: string, value: unknown): readonly Refusal[] {
  const [whole = '', field] = name.split('.');
  if (field !== undefined) {
    const inside = definitions[whole]?.parts?.[field];
    return inside === undefined ? [] : listed(inside, value);
  }
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (definition === undefined) return [];
  const part = partOf(value);
  const own = definition.refuses === undefined ? [] : [...definition.refuses(part)];
  const inner = Object.entries(definition.parts ?? {}).flatMap(([key, inside]) =>
    Object.hasOwn(part, key) && typeof part[key] === 'object' && part[key] !== null
      ? below([key], listed(inside, part[key]))
      : [],
  );
  return [...own, ...inner];
}

function listed(name: string, value: unknown): readonly Refusal[] {
  if (!Array.isArray(value)) return refusalsOf(name, value);
  return partsOf(value).flatMap((part, index) => below([index], refusalsOf(name, part)));
}
