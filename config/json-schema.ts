import { z } from 'zod';
import { overrideJsonSchema } from './application/json-schema';
import { clusterSchema } from './cluster';

/** How a cluster file names its schema for editors: its first line, as seen from the folder `clusters/`. */
export const schemaComment = '# yaml-language-server: $schema=schema.json';

/**
 * The JSON Schema (draft 2020-12) of a cluster file as a person writes it: fields with a default are optional. Rules that
 * span fields are not in it.
 */
export function clusterJsonSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema, ...schema } = z.toJSONSchema(clusterSchema, { io: 'input', target: 'draft-2020-12' });
  const { applications } = schema.properties ?? {};
  return {
    ...($schema === undefined ? {} : { $schema }),
    $comment: 'Generated from config/ by npm run schema; do not edit.',
    title: 'Meshwright cluster',
    description: 'What differs between clusters. One file is one EKS cluster.',
    ...schema,
    properties: {
      ...schema.properties,
      ...(typeof applications === 'object'
        ? { applications: { ...applications, additionalProperties: overrideJsonSchema() } }
        : {}),
    },
  };
}
