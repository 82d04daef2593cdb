import { z } from 'zod';
import { awsSecretName, dnsLabel, hostName, json, text } from '../primitives';
import { objectName, partName, portName } from './names';

const routePath = text('a path that starts with /', /^\/[^\s?#]*$/);

const backend = z.union(
  [
    partName,
    z.strictObject({
      service: partName.meta({ description: 'Name of the service.' }),
      port: portName.optional().meta({ description: 'Name of its port. Default: the first one.' }),
    }),
  ],
  'the name of a service, or a map with service and port',
);

/** How the gateway offers an application. */
export const publish = z
  .strictObject({
    routes: z
      .record(
        objectName,
        z.strictObject({
          host: hostName.optional().meta({ description: 'Host that the route answers to. Default: any.' }),
          paths: z.record(routePath, backend).meta({
            description:
              'Service of each path prefix, by path. The prefix is cut off before the call goes on.',
          }),
          plugins: z
            .array(objectName)
            .default([])
            .meta({ description: "Names of the application's plugins that run on the route." }),
        }),
      )
      .default({})
      .meta({ description: 'Routes of the gateway, by name; each is an Ingress.' }),
    plugins: z
      .record(
        objectName,
        z.strictObject({
          plugin: z.string('text').meta({ description: "Kong's name of the plugin, such as rate-limiting." }),
          config: z.record(z.string(), json).default({}).meta({ description: 'Its configuration.' }),
        }),
      )
      .default({})
      .meta({ description: "Kong's plugins, by name; each is a KongPlugin." }),
    consumers: z
      .record(
        dnsLabel,
        z.strictObject({
          credentials: z
            .record(
              objectName,
              z.strictObject({
                type: z
                  .literal('key-auth')
                  .default('key-auth')
                  .meta({ description: 'Type of the credential: an API key.' }),
                secret: awsSecretName.meta({ description: 'AWS secret with the API key.' }),
                property: z
                  .string('text')
                  .optional()
                  .meta({ description: 'Key of the secret, where it is JSON. Default: its whole value.' }),
              }),
            )
            .meta({ description: 'API keys by the name of their Secret; several while a key is changed.' }),
        }),
      )
      .default({})
      .meta({ description: 'Callers that the gateway knows, by name; each is a KongConsumer.' }),
  })
  .prefault({})
  .meta({ description: 'How the gateway offers the application.' });

export type PublishConfig = z.infer<typeof publish>;
