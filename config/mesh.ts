import { z } from 'zod';
import { awsSecretName, rfc1035Label, uuid, wholeNumber } from './primitives';

/** Konnect's geographic regions. Source: Kong/developer.konghq.com app/konnect-platform/network.md. */
export const konnectRegions = ['us', 'eu', 'au', 'me', 'in', 'sg'] as const;
export const konnectRegion = z.enum(konnectRegions);

const appMesh = z.strictObject({
  backend: z.literal('app-mesh').meta({ description: 'AWS App Mesh, which AWS ended on 30 September 2026.' }),
  name: rfc1035Label.meta({ description: 'Name of the mesh.' }),
});

const kongMesh = z.strictObject({
  backend: z.literal('kong-mesh').meta({ description: 'Kong Mesh.' }),
  name: rfc1035Label.default('default').meta({ description: 'Name of the mesh.' }),
  controlPlane: z.enum(['standalone', 'konnect']).default('standalone').meta({
    description:
      "`konnect`: a zone of Konnect's Mesh Manager; `standalone`: a control plane of the cluster's own.",
  }),
  konnect: z
    .strictObject({
      region: konnectRegion.meta({ description: 'Konnect region of the mesh global control plane.' }),
      controlPlaneId: uuid.meta({ description: 'Id of the mesh global control plane in Konnect.' }),
      zone: rfc1035Label.meta({
        description: 'Name of this zone; unique among the zones of the control plane.',
      }),
      tokenSecret: awsSecretName.meta({ description: "AWS secret whose whole value is the zone's token." }),
    })
    .optional()
    .meta({ description: 'The zone in Konnect; needed with, and read only with, `controlPlane: konnect`.' }),
  license: z
    .strictObject({
      secret: awsSecretName.meta({ description: 'AWS secret whose whole value is the licence (JSON).' }),
    })
    .optional()
    .meta({
      description:
        'Kong Mesh licence of a standalone control plane; without one it serves five data plane proxies. Konnect brings its own.',
    }),
  replicas: wholeNumber(1, 9).default(3).meta({ description: 'Replicas of the control plane.' }),
  zoneIngress: z.boolean().default(true).meta({ description: 'Let other zones call services of this one.' }),
  zoneEgress: z
    .boolean()
    .default(true)
    .meta({ description: 'Send calls to other zones and external services through an egress.' }),
  profile: z.enum(['2.13', '2.14']).default('2.14').meta({ description: 'Kong Mesh version to write for.' }),
  certificateAuthority: z
    .union(
      [
        z.literal('built-in'),
        z.strictObject({
          certificateSecret: awsSecretName.meta({
            description: "AWS secret with the CA's certificate (PEM).",
          }),
          keySecret: awsSecretName.meta({ description: "AWS secret with the CA's private key (PEM)." }),
        }),
      ],
      'built-in, or a map with certificateSecret and keySecret',
    )
    .default('built-in')
    .meta({ description: "Who signs the workloads' identities: the control plane's own CA, or yours." }),
});

export const meshSchema = z
  .discriminatedUnion('backend', [appMesh, kongMesh])
  .meta({ description: 'The service mesh.' });

export type MeshConfig = z.infer<typeof meshSchema>;
export type AppMeshConfig = z.infer<typeof appMesh>;
export type KongMeshConfig = z.infer<typeof kongMesh>;
