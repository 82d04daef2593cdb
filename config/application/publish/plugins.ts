import { z } from 'zod';
import { awsSecretName, json, text } from '../../primitives';
import { objectName } from '../names';

/** A value of AWS Secrets Manager. */
export const awsValue = z.strictObject({
  secret: awsSecretName.meta({ description: 'Name of the AWS secret.' }),
  property: z
    .string('text')
    .optional()
    .meta({ description: 'Key of the secret, where it is JSON. Default: its whole value.' }),
});

const pointer = text(
  'a JSON pointer into the configuration, such as /client_secret/0',
  /^(\/([^~/]|~[01])+)+$/,
);

/** Phases of a request in which plugins run, in the words of Kong's plugin ordering. */
const phases = ['access'] as const;
const ordering = z.strictObject(
  Object.fromEntries(
    phases.map((phase) => [
      phase,
      z.array(z.string('text')).min(1).meta({ description: "Kong's names of the other plugins." }),
    ]),
  ),
);

/** The fields of a plugin, whoever declares it. */
export const pluginFields = {
  plugin: z.string('text').meta({ description: "Kong's name of the plugin, such as rate-limiting." }),
  config: z.record(z.string(), json).default({}).meta({ description: 'Its configuration.' }),
  configPatches: z.record(pointer, awsValue).default({}).meta({
    description: 'Values of the configuration that are secret, by their place in it: /client_secret/0.',
  }),
  configFrom: awsValue
    .optional()
    .meta({ description: 'AWS secret with the whole configuration (JSON), instead of config.' }),
  enabled: z.boolean().default(true).meta({ description: 'Whether it runs.' }),
  instanceName: text('a name of letters, digits, -, _, . and ~', /^[\w.~-]+$/, 128)
    .optional()
    .meta({ description: 'Name by which Kong tells two of one plugin apart.' }),
  protocols: z
    .array(z.enum(['http', 'https', 'grpc', 'grpcs']))
    .min(1)
    .optional()
    .meta({ description: 'Protocols on which it runs. Default: all that it has.' }),
  ordering: z
    .strictObject({
      before: ordering.optional().meta({ description: 'Plugins that run after it, by phase.' }),
      after: ordering.optional().meta({ description: 'Plugins that run before it, by phase.' }),
    })
    .optional()
    .meta({ description: 'Its place among the others, where it is not the usual one; Enterprise only.' }),
} as const;

/** The plugins of an application. */
export const plugins = z
  .record(
    objectName,
    z.strictObject({
      ...pluginFields,
      scope: z
        .enum(['named', 'application'])
        .default('named')
        .meta({ description: 'Where it runs: where it is named, or on every route of the application.' }),
    }),
  )
  .default({})
  .meta({ description: "Kong's plugins, by name; each is a KongPlugin." });

export type PluginConfig = z.infer<typeof plugins>[string];
