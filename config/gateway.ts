import { z } from 'zod';
import { gatewayPlugins, gatewayTls, loadBalancer, redis } from './gateway-edge';
import { konnectRegion } from './mesh';
import { awsSecretName, hostName, uuid, wholeNumber } from './primitives';

/** Minor versions of Kong Gateway that Meshwright writes for. 3.9 is the last open-source image. */
export const gatewayVersions = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'] as const;

const common = {
  version: z.enum(gatewayVersions).meta({ description: 'Kong Gateway version, as a string: "3.10".' }),
  replicas: wholeNumber(1, 50).default(2).meta({ description: 'Replicas of the gateway.' }),
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

const telemetryEndpoint = hostName.meta({
  description: 'Telemetry host, such as 0123456789.eu.tp.konghq.com.',
});

const clientCertificate = z
  .strictObject({
    certificateSecret: awsSecretName.meta({ description: 'AWS secret with the client certificate (PEM).' }),
    keySecret: awsSecretName.meta({ description: "AWS secret with the client certificate's key (PEM)." }),
  })
  .meta({ description: 'The certificate that the gateway shows to Konnect.' });

const kic = z.strictObject({
  mode: z.literal('kic').meta({ description: 'Kong Ingress Controller with its gateway.' }),
  ...common,
  ...publishing,
  routes,
  license: z
    .strictObject({
      secret: awsSecretName.meta({ description: 'AWS secret whose whole value is the licence (JSON).' }),
    })
    .optional()
    .meta({ description: 'Kong Gateway Enterprise licence; needed from version 3.10 on.' }),
});

const konnectKic = z.strictObject({
  mode: z.literal('konnect-kic').meta({ description: 'Kong Ingress Controller, shown in Konnect.' }),
  ...common,
  ...publishing,
  routes,
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

export const gatewaySchema = z
  .discriminatedUnion('mode', [kic, konnectKic, konnectDataPlane])
  .meta({ description: 'The API gateway.' });

export type GatewayConfig = z.infer<typeof gatewaySchema>;
export type KonnectKicConfig = z.infer<typeof konnectKic>;
export type KonnectDataPlaneConfig = z.infer<typeof konnectDataPlane>;

/** The gateways whose routes are objects of the cluster. */
export type PublishingGatewayConfig = Exclude<GatewayConfig, KonnectDataPlaneConfig>;
/**
 * The form in which a gateway reads published routes: Kong's controller reads an Ingress, or Gateway API's kinds with Kong's
 * annotations.
 */
export type RoutesForm = 'ingress' | 'gateway-api';

/** The form in which a gateway reads published routes. */
export function routesForm(gateway: {
  readonly mode?: string | undefined;
  readonly routes?: string | undefined;
}): RoutesForm {
  return gateway.routes === 'gateway-api' ? 'gateway-api' : 'ingress';
}
