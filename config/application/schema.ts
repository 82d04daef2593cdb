import { z } from 'zod';
import { dnsLabel, image, percent, text, wholeNumber } from '../primitives';
import { type ExternalHost, externalHost } from './external';
import { objectName, partName } from './names';
import { type PublishConfig, publish } from './publish/publish';
import { type ServiceConfig, serviceSchema, versionSchema } from './service';

const labelValue = text(
  'the value of a label in quotes: letters, digits, -, _ and ., at most 63 characters',
  /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  63,
);

/** What an application says beside its services and external hosts. */
const headFields = {
  namespace: z
    .union(
      [
        dnsLabel,
        z.strictObject({
          name: dnsLabel.meta({ description: 'Name of the namespace.' }),
          existing: z.boolean().default(false).meta({
            description: 'Whether it is there already, with the labels of the mesh.',
          }),
        }),
      ],
      'the name of a namespace, or a map with name and existing',
    )
    .optional()
    .meta({ description: "Namespace, the application's own. Default: the application's name." }),
  labels: z
    .record(z.string(), labelValue)
    .default({})
    .meta({ description: 'Labels of every object and pod.' }),
  annotations: z
    .record(z.string(), z.string('text, in quotes if it looks like a number or a switch'))
    .default({})
    .meta({ description: 'Annotations of every object and pod.' }),
  secretStore: z
    .strictObject({
      kind: z
        .enum(['ClusterSecretStore', 'SecretStore'])
        .default('ClusterSecretStore')
        .meta({ description: 'Its kind.' }),
      name: objectName.meta({ description: 'Its name.' }),
    })
    .optional()
    .meta({
      description:
        'A store of External Secrets that is there already. Default: one of the namespace, with a role that may read just its secrets.',
    }),
  canary: z.record(partName, percent).optional().meta({
    description:
      'In a cluster file: percent of the calls of a service, by its name, that the version with a weight gets.',
  }),
  publish,
} as const;

const parts = z.record(partName, z.looseObject({}));

/** An application but for what its services and external hosts say, which is judged one by one. */
export const headSchema = z.strictObject({
  ...headFields,
  services: parts.meta({ description: 'Services, by name.' }),
  external: parts.default({}),
  image: z.unknown().optional(),
  replicas: z.unknown().optional(),
  defaults: z.unknown().optional(),
});
export type HeadConfig = Pick<
  z.infer<typeof headSchema>,
  'annotations' | 'labels' | 'namespace' | 'publish' | 'secretStore' | 'canary'
>;

/** An application, validated, with its defaults put into each service and each version. */
export interface Application extends Omit<HeadConfig, 'namespace' | 'canary'> {
  readonly name: string;
  readonly namespace: { readonly name: string; readonly existing: boolean };
  readonly services: Readonly<Record<string, ServiceConfig>>;
  readonly external: Readonly<Record<string, ExternalHost>>;
  readonly publish: PublishConfig;
}

/** The fields of `defaults`: all that a service may say but what is its own. */
const defaults = z
  .strictObject(serviceSchema.omit({ versions: true, existing: true, calls: true }).partial().shape)
  .optional()
  .meta({ description: 'What every service has that says nothing else.' });

/** An application file as a person writes it, for editors: nothing of a service is required, since `defaults` may say it. */
export const applicationFileSchema = z.strictObject({
  namespace: headFields.namespace,
  image: image.optional().meta({ description: 'Image of every service that names none.' }),
  replicas: wholeNumber(0, 1000)
    .optional()
    .meta({ description: 'Replicas of every version that says none.' }),
  labels: headFields.labels,
  annotations: headFields.annotations,
  defaults,
  services: z
    .record(
      partName,
      z.strictObject(
        serviceSchema.partial().extend({
          versions: z
            .record(partName, versionSchema)
            .optional()
            .meta({ description: 'Versions, by name. Default: v1 alone.' }),
        }).shape,
      ),
    )
    .meta({ description: 'Services, by name.' }),
  external: z.record(partName, externalHost).default({}).meta({
    description: 'Hosts outside the mesh, by name; nobody reaches them but the services that call them.',
  }),
  secretStore: headFields.secretStore,
  publish: headFields.publish,
});
