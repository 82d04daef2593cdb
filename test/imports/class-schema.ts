import { type StructuralSchema, schemaFor } from '../../references/schemas';
import { classAlternatives } from '../../tools/import/source-list';

/** The schema of a kind, as far as its class knows it. */
export function classSchema(apiVersion: string, kind: string): StructuralSchema {
  const schema = schemaFor(apiVersion, kind) ?? {};
  const [path, kept] = classAlternatives[kind] ?? [];
  return path === undefined || kept === undefined ? schema : keepOne(schema, path.split('/'), kept);
}

function keepOne(
  schema: StructuralSchema,
  [name, ...rest]: readonly string[],
  kept: string,
): StructuralSchema {
  const key = name ?? kept;
  const inner = schema.properties?.[key] ?? {};
  if (name === undefined) return { ...schema, properties: { [kept]: inner } };
  return { ...schema, properties: { ...schema.properties, [key]: keepOne(inner, rest, kept) } };
}
