import { ByKind } from '../references/by-identity';
import { groupOf, type Manifest } from '../references/manifest';

/** How a kind shows that it works: by one of its status conditions. */
export interface HealthRule {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The condition that is True once the object works. */
  readonly condition: string;
  /** What shows that it will not work without a change; a False condition alone may pass. */
  readonly failed?: {
    readonly condition: string;
    readonly status: 'True' | 'False';
    readonly reason?: string;
  };
  /**
   * True for an object that may stay without the condition although nothing is wrong: it is healthy unless it has failed.
   */
  readonly idle?: boolean;
  /** Argo CD has a check of its own for the kind. */
  readonly knownToArgoCd?: boolean;
  readonly source: string;
}

const appMesh = 'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2';
const kic = 'Kong/kubernetes-configuration api/configuration, condition Programmed';
const ack = 'aws-controllers-k8s/runtime apis/core/v1alpha1/conditions.go';

/**
 * Kinds whose health the engines cannot see by themselves. kstatus, which Flux uses, takes an object without any condition
 * for ready, so a kind whose controller has yet to write its first condition is listed even where it is called Ready.
 */
const all: HealthRule[] = [
  ...['Mesh', 'VirtualNode', 'VirtualRouter', 'VirtualService', 'VirtualGateway', 'GatewayRoute'].map(
    (kind): HealthRule => ({
      group: 'appmesh.k8s.aws',
      version: 'v1beta2',
      kind,
      condition: `${kind}Active`,
      failed: { condition: `${kind}Active`, status: 'False' },
      source: appMesh,
    }),
  ),
  {
    group: 'configuration.konghq.com',
    version: 'v1',
    kind: 'KongConsumer',
    condition: 'Programmed',
    failed: { condition: 'Programmed', status: 'False', reason: 'Invalid' },
    source: kic,
  },
  // The controller programs a plugin only when something uses it: an unused one waits for ever, and rightly so.
  ...[
    ['KongPlugin', 'v1'],
    ['KongClusterPlugin', 'v1'],
  ].map(
    ([kind = '', version = '']): HealthRule => ({
      group: 'configuration.konghq.com',
      version,
      kind,
      condition: 'Programmed',
      failed: { condition: 'Programmed', status: 'False', reason: 'Invalid' },
      idle: true,
      source: kic,
    }),
  ),
  // Programmed needs pods, and an address of the load balancer where the controller makes the gateway.
  {
    group: 'gateway.networking.k8s.io',
    version: 'v1',
    kind: 'Gateway',
    condition: 'Programmed',
    source: 'Kong/kong-operator v2.2.3 controller/gateway; Kong/kubernetes-ingress-controller v3.5.13',
  },
  {
    group: 'gateway.networking.k8s.io',
    version: 'v1',
    kind: 'GatewayClass',
    condition: 'Accepted',
    source: 'Kong/kong-operator v2.2.3 controller/gatewayclass; Kong/kubernetes-ingress-controller v3.5.13',
  },
  {
    group: 'konnect.konghq.com',
    version: 'v1alpha1',
    kind: 'KonnectAPIAuthConfiguration',
    condition: 'APIAuthValid',
    source: 'Kong/kong-operator v2.2.3 controller/konnect, KonnectAPIAuthConfiguration',
  },
  {
    group: 'kuma.io',
    version: 'v1alpha1',
    kind: 'MeshIdentity',
    condition: 'Ready',
    source: 'kumahq/kuma pkg/core/resources/apis/meshidentity',
  },
  ...[
    ['iam.services.k8s.aws', 'Role'],
    ['iam.services.k8s.aws', 'Policy'],
    ['eks.services.k8s.aws', 'PodIdentityAssociation'],
  ].map(
    ([group = '', kind = '']): HealthRule => ({
      group,
      version: 'v1alpha1',
      kind,
      condition: 'ACK.ResourceSynced',
      failed: { condition: 'ACK.Terminal', status: 'True' },
      source: ack,
    }),
  ),
  ...['ExternalSecret', 'SecretStore', 'ClusterSecretStore'].map(
    (kind): HealthRule => ({
      group: 'external-secrets.io',
      version: 'v1',
      kind,
      condition: 'Ready',
      knownToArgoCd: true,
      source: 'external-secrets apis/externalsecrets/v1',
    }),
  ),
  ...['Certificate', 'Issuer', 'ClusterIssuer'].map(
    (kind): HealthRule => ({
      group: 'cert-manager.io',
      version: 'v1',
      kind,
      condition: 'Ready',
      knownToArgoCd: true,
      source: 'cert-manager pkg/apis/certmanager/v1',
    }),
  ),
];

/** The health rules of all kinds: ours, and those that extensions have added in this process. */
export const healthRules: readonly HealthRule[] = all;

const byKind = new ByKind<HealthRule>();
for (const rule of healthRules) byKind.getOrMake(rule.group, rule.kind, () => rule);

/** Adds health rules of an extension, for kinds that have none, before anything is planned. */
export function addHealthRules(more: readonly HealthRule[]): void {
  for (const rule of more) {
    if (byKind.getOrMake(rule.group, rule.kind, () => rule) === rule) all.push(rule);
  }
}

/** The health rule of an object's kind, if it has one. */
export function healthRuleOf(object: Manifest): HealthRule | undefined {
  return byKind.get(groupOf(object.apiVersion), object.kind);
}
