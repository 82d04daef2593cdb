import { nearest } from '../references/nearest';
import { clusterSchema } from './cluster';
import { discriminatorOf, isRecord, optionsOf, shapeOf, valuesOf } from './schema-walk';

/**
 * A file's value with the settings that decide what their siblings mean (`gateway.mode`, `mesh.backend`) as they were
 * probably meant: a misspelled one leaves the siblings to be judged by the alternative with the nearest name. The same
 * value where none is misspelled.
 */
export function withMeantModes(value: unknown): unknown {
  if (!isRecord(value)) return value;
  let result = value;
  for (const [key, schema] of Object.entries(clusterSchema.shape)) {
    const section = value[key];
    const discriminator = discriminatorOf(schema);
    if (discriminator === undefined || !isRecord(section)) continue;
    const found = section[discriminator];
    const known = (optionsOf(schema) ?? []).flatMap((option) => {
      const member = shapeOf(option)?.[discriminator];
      return member === undefined ? [] : (valuesOf(member) ?? []);
    });
    const meant = typeof found !== 'string' || known.includes(found) ? undefined : nearest(found, known);
    if (meant !== undefined) result = { ...result, [key]: { ...section, [discriminator]: meant } };
  }
  return result;
}
