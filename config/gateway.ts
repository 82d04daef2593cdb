import { z } from 'zod';
import { gatewayPlugins, gatewayTls, loadBalancer, loadBalancerFields, redis } from './gateway-edge';
import { autoscaling, replicas } from './gateway-scaling';
import { gatewaysOfOperator, namespaces, namespacesInKonnect } from './gateways-of-namespaces';
import { konnectRegion } from './mesh';
import { awsSecretName, hostName, uuid } from './primitives';

/** Minor versions of Kong Gateway that Meshwright writes for. 3.9 is the last open-source image. */
export const gatewayVersions = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'] as const;

const common = {
  version: z.enum(gatewayVersions).meta({ description: 'Kong Gateway version, as a string: "3.10".' }),
  replicas: replicas.default(2).meta({ description: 'Replicas of the gateway.' }),
  autoscaling,
  loadBalancer,
  egress: z.array(hostName).default([]).meta({
    description:
      "Hosts that the gateway's own plugins call on port 443 (identity providers, log collectors).",
  }),
} as const;

/** What a gateway has whose routes are objects of the cluster. */
const publishing = {
  tls: gatewayTls,
  redis,
  plugins: gatewayPlugins,
} as const;
/** What published routes become where Kong's controller reads them from the cluster. */
const routes = z.enum(['ingress', 'gateway-api']).default('ingress').meta({
  description:
    'What published routes become: an Ingress, or an HTTPRoute or GRPCRoute of a Gateway. Default: ingress.',
});

/** Whose Gateways there are where routes are of Gateway API: all of them are served by the same pods. */
const gateways = z.enum(['cluster', 'namespace']).default('cluster').meta({
  description:
    'With routes: gateway-api, one Gateway for the cluster, or one in each namespace that publishes, for its own routes alone. Default: cluster.',
});

const telemetryEndpoint = hostName.meta({
  description: 'Telemetry host, such as 0123456789.eu.tp.konghq.com.',
});

const clientCertificate = z
  .strictObject({
    certificateSecret: awsSecretName.meta({ description: 'AWS secret with the client certificate (PEM).' }),
    keySecret: awsSecretName.meta({ description: "AWS secret with the client certificate's key (PEM)." }),
  })
  .meta({ description: 'The certificate that the gateway shows to Konnect.' });

const license = z
  .strictObject({
    secret: awsSecretName.meta({ description: 'AWS secret whose whole value is the licence (JSON).' }),
  })
  .optional()
  .meta({ description: 'Kong Gateway Enterprise licence; needed from version 3.10 on.' });

const beside = z
  .strictObject({
    mode: z.literal('kong-operator').meta({
      description: 'Kong Operator, which makes a gateway for the same Ingresses, plugins and consumers.',
    }),
    version: common.version,
    replicas: common.replicas,
    autoscaling,
    loadBalancer: loadBalancerFields
      .optional()
      .meta({ description: 'Its Network Load Balancer. Default: as that of the gateway that it is beside.' }),
    license: license.meta({ description: 'Its licence. Default: that of the gateway that it is beside.' }),
  })
  .optional()
  .meta({
    description:
      'A second gateway that serves the same, with an address of its own, while callers move to it.',
  });

const kic = z.strictObject({
  mode: z.literal('kic').meta({ description: 'Kong Ingress Controller with its gateway.' }),
  ...common,
  ...publishing,
  routes,
  gateways,
  license,
  beside,
});

const konnectKic = z.strictObject({
  mode: z.literal('konnect-kic').meta({ description: 'Kong Ingress Controller, shown in Konnect.' }),
  ...common,
  ...publishing,
  routes,
  gateways,
  beside,
  konnect: z
    .strictObject({
      region: konnectRegion.meta({ description: 'Konnect region of the control plane.' }),
      controlPlaneId: uuid.meta({
        description: 'Id of the control plane (type: Kong Ingress Controller) in Konnect.',
      }),
      telemetryEndpoint,
      clientCertificate,
    })
    .meta({ description: 'The control plane in Konnect that the gateway belongs to.' }),
});

const konnectDataPlane = z.strictObject({
  mode: z.literal('konnect-data-plane').meta({ description: 'A Konnect data plane, configured in Konnect.' }),
  ...common,
  konnect: z
    .strictObject({
      region: konnectRegion.meta({ description: 'Konnect region of the control plane.' }),
      controlPlaneEndpoint: hostName.meta({
        description: 'Control plane host, such as 0123456789.eu.cp.konghq.com.',
      }),
      telemetryEndpoint,
      clientCertificate,
    })
    .meta({ description: 'The control plane in Konnect that the gateway belongs to.' }),
});

const kongOperator = z.strictObject({
  mode: z.literal('kong-operator').meta({
    description:
      'Kong Operator, which makes the gateway of a Gateway and configures it: HTTPRoutes, and Ingresses for gRPC.',
  }),
  ...common,
  ...publishing,
  gateways: gatewaysOfOperator,
  namespaces,
  license,
});

const konnectOperator = z.strictObject({
  mode: z.literal('konnect-operator').meta({
    description: 'Kong Operator, which makes the gateway, and has Konnect configure it (hybrid).',
  }),
  ...common,
  ...publishing,
  gateways: gatewaysOfOperator,
  namespaces: namespacesInKonnect,
  konnect: z
    .strictObject({
      region: konnectRegion.meta({ description: 'Konnect region of the control plane.' }),
      tokenSecret: awsSecretName.meta({
        description: 'AWS secret whose whole value is the token of a system account (spat_…).',
      }),
      controlPlaneId: uuid.optional().meta({
        description:
          'Id of a control plane that is there. Default: the operator makes one, and deletes it with the Gateway.',
      }),
    })
    .meta({ description: 'The control plane in Konnect that the gateway belongs to.' }),
});

export const gatewaySchema = z
  .discriminatedUnion('mode', [kic, konnectKic, konnectDataPlane, kongOperator, konnectOperator])
  .meta({ description: 'The API gateway.' });

export type GatewayConfig = z.infer<typeof gatewaySchema>;
export type KonnectKicConfig = z.infer<typeof konnectKic>;
export type KonnectDataPlaneConfig = z.infer<typeof konnectDataPlane>;
export type SelfManagedConfig = z.infer<typeof kongOperator>;
export type HybridConfig = z.infer<typeof konnectOperator>;
export type OperatorConfig = SelfManagedConfig | HybridConfig;

/** The gateways whose routes are objects of the cluster. */
export type PublishingGatewayConfig = Exclude<GatewayConfig, KonnectDataPlaneConfig>;
/**
 * The form in which a gateway reads published routes: an Ingress; Gateway API's kinds with Kong's annotations; or, where Konnect
 * configures the gateway, HTTPRoutes of which two annotations are read.
 */
export type RoutesForm = 'ingress' | 'gateway-api' | 'hybrid';

interface SaidOfRoutes {
  readonly mode?: string | undefined;
  readonly routes?: string | undefined;
}

/** The form in which a gateway reads published routes. */
export function routesForm({ mode, routes }: SaidOfRoutes): RoutesForm {
  if (mode === 'konnect-operator') return 'hybrid';
  return mode === 'kong-operator' || routes === 'gateway-api' ? 'gateway-api' : 'ingress';
}

/** Whether Kong Operator makes the gateway, which has a listener by TLS for every host then. */
export function isMadeByOperator(gateway: { readonly mode?: string | undefined }): boolean {
  return gateway.mode === 'kong-operator' || gateway.mode === 'konnect-operator';
}

/** What a gateway of the ingress controller has beside it: a gateway that Kong Operator makes and configures. */
export function besideOf(gateway: GatewayConfig): SelfManagedConfig | undefined {
  if ((gateway.mode !== 'kic' && gateway.mode !== 'konnect-kic') || gateway.beside === undefined)
    return undefined;
  const { beside, egress, plugins, redis, tls } = gateway;
  const license = beside.license ?? (gateway.mode === 'kic' ? gateway.license : undefined);
  return {
    ...beside,
    egress,
    gateways: 'cluster',
    namespaces: {},
    plugins,
    redis,
    tls,
    license,
    loadBalancer: beside.loadBalancer ?? gateway.loadBalancer,
  };
}

/** Whether Kong Operator reads what is published, so that Secrets need the label without which it does not see them. */
export function isReadByOperator(gateway: {
  readonly mode?: string | undefined;
  readonly beside?: unknown;
}): boolean {
  return isMadeByOperator(gateway) || gateway.beside !== undefined;
}

/**
 * Whether routes of gRPC are Ingresses among routes of Gateway API: no listener that Kong Operator makes takes a GRPCRoute
 * (kong-operator v2.2.3 controller/gateway/controller_reconciler_utils.go, supportedRoutesByProtocol), while its control plane reads
 * Ingresses of its class.
 */
export function takesGrpcAsIngress(gateway: { readonly mode?: string | undefined }): boolean {
  return gateway.mode === 'kong-operator';
}

/** What a gateway says of its form. */
export interface SaidOfGateways extends SaidOfRoutes {
  readonly gateways?: string | undefined;
}

/** Whether each namespace that publishes has a Gateway of its own, for its own routes and certificates. */
export function hasGatewayOfItsOwn(gateway: SaidOfGateways): boolean {
  return gateway.gateways === 'namespace' && routesForm(gateway) !== 'ingress';
}

/** Whether each of these has pods of its own too: Kong Operator makes a gateway of every Gateway. */
export function hasPodsOfItsOwn(gateway: SaidOfGateways): boolean {
  return isMadeByOperator(gateway) && hasGatewayOfItsOwn(gateway);
}
