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
  zoneEgress: z.boolean().optional().meta({
    description:
      'Send calls to other zones, and to hosts outside the mesh that nothing but their name tells, through an egress. Default: true with `controlPlane: konnect`, false with `standalone`.',
  }),
  cni: z.boolean().default(false).meta({
    description:
      "Kuma's CNI plugin redirects the traffic of pods, chained after that of the VPC: no pod has an init container with NET_ADMIN, and namespaces can enforce Pod Security. It runs as root on every node.",
  }),
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

/**
 * The egress of a zone. From Kong Mesh 2.14 on it is a proxy of the mesh with an identity, and knows its callers (`mesh`);
 * before, it is one of the whole zone, and lets everybody out to every host of the mesh (`zone`). Source: kuma
 * pkg/plugins/policies/meshtrafficpermission/plugin/v1alpha1/plugin.go.
 */
export type Egress = 'none' | 'zone' | 'mesh';

/** What of a mesh decides about its egress; what is not valid is absent. */
interface EgressSettings {
  readonly backend?: MeshConfig['backend'] | undefined;
  readonly controlPlane?: KongMeshConfig['controlPlane'] | undefined;
  readonly profile?: KongMeshConfig['profile'] | undefined;
  readonly zoneEgress?: boolean | undefined;
}

/** The egress of a cluster's zone; one that says nothing of it has it where there may be other zones to call. */
export function egressOf(mesh: EgressSettings | undefined): Egress {
  if (mesh?.backend !== 'kong-mesh' || !(mesh.zoneEgress ?? mesh.controlPlane === 'konnect')) return 'none';
  return mesh.profile === '2.13' ? 'zone' : 'mesh';
}
