import { groupOf, type Manifest } from '../../../references/manifest';
import type { ApiClient } from '../server/client';

/** What a rule may ask of the cluster. */
export interface AdmissionContext {
  readonly client: ApiClient;
  /** True on a zone of a global control plane. */
  readonly federated: boolean;
}

type Refusal = string | undefined;
type AdmissionRule = (object: Manifest, context: AdmissionContext) => Refusal | Promise<Refusal>;

/** The policies that Kuma keeps for the global control plane alone: on a zone they are read-only. */
const globalOnly = ['Mesh'];

/**
 * aws-app-mesh-controller-for-k8s pkg/mesh/membership_designator.go: an object's namespace must be selected by exactly
 * one Mesh, which must therefore be there first.
 */
const meshMembership: AdmissionRule = async (object, { client }) => {
  const { namespace } = object.metadata;
  if (groupOf(object.apiVersion) !== 'appmesh.k8s.aws' || namespace === undefined) return undefined;
  const labels = await labelsOf(client, namespace);
  const { body } = await client.request('GET', '/apis/appmesh.k8s.aws/v1beta2/meshes');
  const meshes = (body.items ?? []) as { spec?: { namespaceSelector?: Selector } }[];
  const matching = meshes.filter(({ spec }) => selects(spec?.namespaceSelector, labels)).length;
  if (matching === 1) return undefined;
  return matching === 0
    ? `failed to find matching mesh for namespace: ${namespace}`
    : `found multiple matching meshes for namespace: ${namespace}`;
};

/** webhooks/appmesh/*_mutator.go: the controller alone fills in which Mesh an object belongs to. */
const readOnlyMesh: AdmissionRule = (object) =>
  groupOf(object.apiVersion) === 'appmesh.k8s.aws' && field(object.spec, 'meshRef') !== undefined
    ? `${object.kind}: may not specify read-only field: spec.meshRef`
    : undefined;

/** webhooks/appmesh/virtualnode_validator.go */
const listenersAreFound: AdmissionRule = (object) =>
  object.kind === 'VirtualNode' &&
  list(field(object.spec, 'listeners')).length > 0 &&
  field(object.spec, 'serviceDiscovery') === undefined
    ? `ServiceDiscovery missing for VirtualNode ${object.metadata.name}; it is required when a listener is specified`
    : undefined;

/** kubernetes-ingress-controller internal/admission/validator.go: a consumer's Secrets must exist when it is made. */
const credentialsExist: AdmissionRule = async (object, { client }) => {
  if (object.kind !== 'KongConsumer') return undefined;
  for (const name of list(object.credentials)) {
    const { namespace } = object.metadata;
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: String(name), ...(namespace ? { namespace } : {}) },
    };
    const { status, body } = await client.get(secret);
    if (status !== 200) return `consumer referenced non-existent credentials secret ${name}`;
    const labels = (body.metadata as { labels?: Record<string, string> }).labels;
    if (labels?.['konghq.com/credential'] === undefined) {
      return `secret ${name} lacks konghq.com/credential label`;
    }
  }
  return undefined;
};

/** The same webhook: the Secret that a plugin takes its configuration from must exist. */
const pluginSecretExists: AdmissionRule = async (object, { client }) => {
  const reference = field(field(object.configFrom, 'secretKeyRef'), 'name');
  if (!object.kind.startsWith('Kong') || typeof reference !== 'string') return undefined;
  const { namespace } = object.metadata;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: reference, ...(namespace ? { namespace } : {}) },
  };
  return (await client.get(secret)).status === 200
    ? undefined
    : `secret ${reference} of configFrom does not exist`;
};

/** kuma pkg/plugins/runtime/k8s/webhooks/resourceadmissionchecker.go: what a federated zone may not hold. */
const zoneMayHold: AdmissionRule = (object, { federated }) => {
  if (groupOf(object.apiVersion) !== 'kuma.io' || !federated) return undefined;
  if (globalOnly.includes(object.kind)) {
    return `Operation not allowed. ${object.kind} resources can be updated or deleted only from the GLOBAL control plane`;
  }
  const origin = object.metadata.labels?.['kuma.io/origin'];
  return object.metadata.namespace === 'kong-mesh-system' && origin !== 'zone'
    ? `Operation not allowed. ${object.kind} in the system namespace needs the label kuma.io/origin: zone`
    : undefined;
};

/**
 * What the controllers refuse, as their code was read; each names its place upstream. They stand in for the controllers
 * where these cannot be run, so that the order of the stages meets somebody who insists on it.
 */
export const admissionRules: readonly AdmissionRule[] = [
  meshMembership,
  readOnlyMesh,
  listenersAreFound,
  credentialsExist,
  pluginSecretExists,
  zoneMayHold,
];

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

function selects(selector: Selector | undefined, labels: Readonly<Record<string, string>>): boolean {
  return (
    selector !== undefined &&
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
  );
}

async function labelsOf(client: ApiClient, namespace: string): Promise<Readonly<Record<string, string>>> {
  const { body } = await client.request('GET', `/api/v1/namespaces/${namespace}`);
  return (body.metadata as { labels?: Record<string, string> } | undefined)?.labels ?? {};
}

function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
