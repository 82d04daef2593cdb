import { z } from 'zod';
import { konnectRegion } from './mesh';
import { arn, awsSecretName, hostName, uuid, wholeNumber } from './primitives';

/** Minor versions of Kong Gateway that Meshwright writes for. 3.9 is the last open-source image. */
export const gatewayVersions = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'] as const;

const common = {
  version: z.enum(gatewayVersions).meta({ description: 'Kong Gateway version, as a string: "3.10".' }),
  replicas: wholeNumber(1, 50).default(2).meta({ description: 'Replicas of the gateway.' }),
  loadBalancer: z
    .strictObject({
      scheme: z
        .enum(['internet-facing', 'internal'])
        .default('internet-facing')
        .meta({ description: 'Whether the load balancer has public addresses.' }),
      certificate: arn
        .optional()
        .meta({ description: 'ARN of the ACM certificate for port 443. Default: none, TLS ends at Kong.' }),
      annotations: z
        .record(z.string(), z.string('text, in quotes if it looks like a number or a switch'))
        .default({})
        .meta({ description: 'Further annotations of the Service.' }),
    })
    .prefault({})
    .meta({ description: 'The Network Load Balancer in front of the gateway.' }),
  egress: z.array(hostName).default([]).meta({
    description:
      "Hosts that the gateway's own plugins call on port 443 (identity providers, log collectors).",
  }),
} as const;

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
