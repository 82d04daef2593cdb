import { z } from 'zod';
import { settingsSchema } from './schema';

/** The JSON Schema of `meshwright.yaml`, for editors. */
export function settingsJsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    $comment: 'Generated from commands/settings/ by npm run schema; do not edit.',
    title: 'Settings of Meshwright',
    ...z.toJSONSchema(settingsSchema, { io: 'input' }),
  };
}
