import { z } from 'zod';
import { partName } from './application/names';
import type { Application } from './application/schema';
import { awsSchema } from './aws';
import { deliverySchema } from './delivery';
import { gatewaySchema } from './gateway';
import { meshSchema } from './mesh';
import { observabilitySchema } from './observability';
import { dnsLabel, json, text } from './primitives';
import { productionSchema } from './production';
import { versionsSchema } from './versions';

/** What a cluster may have already, so that Meshwright does not install it. */
export const givenComponents = [
  'ack-iam',
  'app-mesh-controller',
  'aws-load-balancer-controller',
  'cert-manager',
  'external-secrets',
  'gateway-api-crds',
  'keda',
  'kong-crds',
  'kong-operator',
  'prometheus-operator',
] as const;

/** An object that somebody else creates: `Kind name` or `Kind namespace/name`. */
const givenObject = text(
  'an object: its kind and its name, such as Secret prod/tls',
  /^[A-Z][A-Za-z]+ ([a-z0-9-]+\/)?[a-z0-9][a-z0-9.-]*$/,
);

const given = z.union(
  [z.enum(givenComponents), givenObject],
  `one of ${givenComponents.join(', ')}, or an object by its kind and name, such as Secret prod/tls`,
);

/** A JSON pointer: empty, or parts that start with a slash, with ~0 and ~1 for ~ and /. Source: RFC 6901. */
const jsonPointer = text(
  'a JSON pointer, such as /metadata/labels/team, with ~1 for a / and ~0 for a ~ inside a key',
  /^(\/([^~/]|~[01])*)*$/,
);

/** Helm charts that Meshwright installs, by the key under which a cluster file gives them values. */
export const helmCharts = [
  'appmesh-controller',
  'cert-manager',
  'external-secrets',
  'kong',
  'kong-mesh',
  'kong-operator',
] as const;
export type HelmChartKey = (typeof helmCharts)[number];

const jsonPatch = z.strictObject({
  target: z
    .strictObject({
      kind: text('the kind of an object, such as Deployment', /^[A-Z][A-Za-z0-9]*$/).meta({
        description: 'Kind of the object.',
      }),
      name: text('the name of an object', /^\S+$/, 253).meta({ description: 'Name of the object.' }),
      namespace: dnsLabel
        .optional()
        .meta({ description: 'Namespace of the object. Default: whichever has it.' }),
    })
    .meta({ description: 'The one object that is patched.' }),
  operations: z
    .array(
      z.strictObject({
        op: z
          .enum(['add', 'remove', 'replace', 'move', 'copy', 'test'])
          .meta({ description: 'The operation of RFC 6902.' }),
        path: jsonPointer.meta({ description: 'Where, as a JSON pointer.' }),
        from: jsonPointer
          .optional()
          .meta({ description: 'From where, as a JSON pointer; read by `move` and `copy`.' }),
        value: json.optional().meta({ description: 'The value; read by `add`, `replace` and `test`.' }),
      }),
    )
    .min(1)
    .meta({ description: 'The operations, in order; all or none is done.' }),
});

/** The schema of one cluster file. Every further rule that spans fields is in `config/rules.ts`. */
export const clusterSchema = z.strictObject({
  extends: z
    .array(
      text(
        'the name of a base: its file without folder and ending, such as _prod',
        /^_[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      ),
    )
    .default([])
    .meta({
      description:
        'Bases that this file changes, from left to right: files of the same folder whose names begin with `_`.',
    }),
  values: z
    .record(
      text(
        'the name of a value: letters, digits, _ and -, and not cluster',
        /^(?!cluster$)[A-Za-z][A-Za-z0-9_-]*$/,
      ),
      z.string('text, in quotes if it looks like a number or a switch'),
    )
    .default({})
    .meta({ description: `What \`\${name}\` stands for in the texts of application files.` }),
  aws: awsSchema,
  delivery: deliverySchema,
  mesh: meshSchema.optional(),
  gateway: gatewaySchema,
  production: productionSchema,
  observability: observabilitySchema.optional(),
  given: z
    .array(given)
    .default([])
    .meta({ description: 'What the cluster has already: components, and objects as `Kind namespace/name`.' }),
  helm: z
    .partialRecord(
      z.enum(helmCharts),
      z.strictObject({
        values: z
          .record(z.string(), z.json())
          .meta({ description: 'Values, as in a values file of the chart.' }),
      }),
    )
    .default({})
    .meta({ description: "Further values of a Helm chart; they win over Meshwright's own." }),
  versions: versionsSchema,
  patches: z.array(jsonPatch).default([]).meta({
    description: 'JSON patches (RFC 6902) on objects of the output, those in `delivery/` included.',
  }),
  absent: z.array(partName).default([]).meta({
    description: 'Applications that this cluster does not run, though others that it runs call them.',
  }),
  applications: z.record(partName, z.looseObject({})).default({}).meta({
    description:
      'Applications that run here, by the names of their files, and what differs from the file: any of its fields, merged by RFC 7396; `null` removes one.',
  }),
});

/** One cluster file, validated and with its defaults. `name` is the file's name without its ending. */
export type ClusterConfig = Omit<z.infer<typeof clusterSchema>, 'applications' | 'extends'> & {
  readonly name: string;
  readonly applications: Readonly<Record<string, Application>>;
};
