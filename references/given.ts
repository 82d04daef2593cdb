import type { ObjectId } from './identity';
import type { Webhook } from './reference';

/** What a component that the cluster has already serves and intercepts. */
interface GivenComponent {
  readonly groups: readonly string[];
  readonly webhooks?: readonly Webhook[];
}

/** Components by their name in the cluster file's `given`. */
const components: Readonly<Record<string, GivenComponent>> = {
  'ack-iam': { groups: ['iam.services.k8s.aws', 'eks.services.k8s.aws', 'services.k8s.aws'] },
  'app-mesh-controller': { groups: ['appmesh.k8s.aws'], webhooks: ['app-mesh-injector'] },
  'aws-load-balancer-controller': { groups: ['elbv2.k8s.aws'] },
  'cert-manager': { groups: ['cert-manager.io', 'acme.cert-manager.io'], webhooks: ['cert-manager-webhook'] },
  'external-secrets': {
    groups: ['external-secrets.io', 'generators.external-secrets.io'],
    webhooks: ['external-secrets-webhook'],
  },
  'gateway-api-crds': { groups: ['gateway.networking.k8s.io'] },
  keda: { groups: ['keda.sh'] },
  'kong-crds': { groups: ['configuration.konghq.com'] },
  'kong-operator': {
    groups: ['configuration.konghq.com', 'gateway-operator.konghq.com', 'konnect.konghq.com'],
    webhooks: ['kong-admission'],
  },
  'prometheus-operator': { groups: ['monitoring.coreos.com'] },
  'kong-mesh': { groups: ['kuma.io'], webhooks: ['kuma-injector'] },
};

/** Groups that every cluster serves, or that the delivery engine brings before Meshwright's first object. */
const alwaysServed = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'argoproj.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Whether every cluster serves the group, without anybody's CRD. */
export function isBuiltInGroup(group: string): boolean {
  return alwaysServed.has(group) && group !== 'argoproj.io';
}

/** Namespaces of every cluster, and the engines' own. */
const namespaces = new Set([
  'argocd',
  'default',
  'flux-system',
  'kube-node-lease',
  'kube-public',
  'kube-system',
]);

/** Names of the components that `given` may list. */
export const givenComponents: readonly string[] = Object.keys(components);

/** Whether a word of `given` says something: a component, or an object as `Kind name` or `Kind namespace/name`. */
export function isGivenWord(entry: string): boolean {
  return Object.hasOwn(components, entry) || /^[A-Z][A-Za-z0-9]* (?:[^\s/]+\/)?[^\s/]+$/.test(entry);
}

/** What the cluster has before the output is applied. */
export interface Given {
  serves(group: string): boolean;
  intercepts(webhook: Webhook): boolean;
  has(id: ObjectId): boolean;
  /** Whether pods of a namespace are somebody else's: `Pods <namespace>`. */
  hasPods(namespace: string): boolean;
}

/**
 * Reads the cluster file's `given`: names of components, and objects as `Kind name` or `Kind namespace/name` (their group
 * is not written and not compared).
 *
 * @param needed gets the entries that something asked for
 */
export function readGiven(entries: readonly string[], needed: Set<string> = new Set()): Given {
  const groups = new Map<string, string>();
  const webhooks = new Map<Webhook, string>();
  const objects = new Set<string>();
  for (const entry of entries) {
    const component = Object.hasOwn(components, entry) ? components[entry] : undefined;
    for (const group of component?.groups ?? []) groups.set(group, entry);
    for (const webhook of component?.webhooks ?? []) webhooks.set(webhook, entry);
    if (component === undefined) objects.add(entry);
  }
  const found = (entry: string | undefined): boolean => {
    if (entry !== undefined) needed.add(entry);
    return entry !== undefined;
  };
  const object = (id: ObjectId) => {
    const entry = written(id);
    return objects.has(entry) ? entry : undefined;
  };
  return {
    serves: (group) =>
      alwaysServed.has(group) || found(groups.get(group)) || group.endsWith('.toolkit.fluxcd.io'),
    intercepts: (webhook) => found(webhooks.get(webhook)),
    has: (id) => isBuiltIn(id) || found(object(id)),
    hasPods: (namespace) => {
      const entry = `Pods ${namespace}`;
      return found(objects.has(entry) ? entry : undefined);
    },
  };
}

function written(id: ObjectId): string {
  return `${id.kind} ${id.namespace === undefined ? '' : `${id.namespace}/`}${id.name}`;
}

function isBuiltIn(id: ObjectId): boolean {
  if (id.group !== '') return false;
  if (id.kind === 'Namespace') return namespaces.has(id.name);
  if (id.kind === 'ServiceAccount') return id.name === 'default';
  return id.kind === 'ConfigMap' && id.name === 'kube-root-ca.crt';
}
