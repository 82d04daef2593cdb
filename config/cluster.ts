import { z } from 'zod';
import { applicationsSchema } from './applications';
import { awsSchema } from './aws';
import { deliverySchema } from './delivery';
import { gatewaySchema } from './gateway';
import { meshSchema } from './mesh';

/** What a cluster may have already, so that Meshwright does not install it. */
export const givenComponents = [
  'ack-iam',
  'app-mesh-controller',
  'aws-load-balancer-controller',
  'cert-manager',
  'external-secrets',
  'gateway-api-crds',
  'kong-crds',
] as const;

/** An object that somebody else creates: `Kind name` or `Kind namespace/name`. */
const givenObject = z
  .string()
  .regex(
    /^[A-Z][A-Za-z]+ ([a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*$/,
    'an object: its kind and its name, such as Secret prod/tls',
  );

/** Helm charts that Meshwright installs, by the key under which a cluster file gives them values. */
export const helmCharts = [
  'appmesh-controller',
  'cert-manager',
  'external-secrets',
  'kong',
  'kong-mesh',
] as const;
export type HelmChartKey = (typeof helmCharts)[number];

const jsonPatch = z.strictObject({
  target: z
    .strictObject({ kind: z.string(), name: z.string(), namespace: z.string().optional() })
    .meta({ description: 'The one object that is patched.' }),
  operations: z
    .array(
      z.strictObject({
        op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
        path: z.string().regex(/^(\/.*)?$/, 'a JSON pointer, such as /metadata/labels/team'),
        from: z.string().optional(),
        value: z.json().optional(),
      }),
    )
    .min(1),
});

/** The schema of one cluster file. Every further rule that spans fields is in `config/rules.ts`. */
export const clusterSchema = z.strictObject({
  aws: awsSchema,
  delivery: deliverySchema,
  mesh: meshSchema.optional(),
  gateway: gatewaySchema,
  given: z
    .array(z.union([z.enum(givenComponents), givenObject]))
    .default([])
    .meta({ description: 'What the cluster has already: components, and objects as `Kind namespace/name`.' }),
  helm: z
    .partialRecord(z.enum(helmCharts), z.strictObject({ values: z.record(z.string(), z.json()) }))
    .default({})
    .meta({ description: 'Further values of a Helm chart; they win over Meshwright’s own.' }),
  patches: z
    .array(jsonPatch)
    .default([])
    .meta({ description: 'JSON patches (RFC 6902) on objects of the output.' }),
  applications: applicationsSchema,
});

/** One cluster file, validated and with its defaults. `name` is the file's name without its ending. */
export type ClusterConfig = z.infer<typeof clusterSchema> & { readonly name: string };
