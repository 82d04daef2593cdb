import type { Manifest } from '../../references/manifest';
import { type StructuralSchema, schemaFor, sharedDefinitions } from '../../references/schemas';
import type { Path } from './edit';

/** A place of an object, and what its schema says of it. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
  readonly schema: StructuralSchema;
  /** Whether the map around it takes no other fields than those that its schema names. */
  readonly closed: boolean;
  /** Whether the map around it is nothing without it. */
  readonly required: boolean;
}

/** Every place of an object that its kind's schema describes; none for a kind without one. */
export function placesOf(object: Manifest): readonly Place[] {
  const schema = schemaFor(object.apiVersion, object.kind);
  if (schema === undefined) return [];
  return below(object, schema, []).filter(({ path }) => path[0] !== 'apiVersion' && path[0] !== 'kind');
}

function below(value: unknown, given: StructuralSchema, path: Path): readonly Place[] {
  const schema = resolved(given);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.flatMap((item, position) => below(item, items, [...path, position]));
  }
  if (typeof value !== 'object' || value === null) return [];
  const rest = schema.additionalProperties;
  const closed = path.length === 0 || rest === false;
  return Object.entries(value).flatMap(([key, inner]): readonly Place[] => {
    const own = schema.properties?.[key] ?? (typeof rest === 'object' ? rest : undefined);
    if (own === undefined) return [];
    const place = {
      path: [...path, key],
      value: inner,
      schema: resolved(own),
      closed: closed && typeof rest !== 'object',
      required: schema.required?.includes(key) === true,
    };
    return [place, ...below(inner, own, place.path)];
  });
}

function resolved(schema: StructuralSchema): StructuralSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  return sharedDefinitions().definitions[name] ?? {};
}

/** A path as a JSON pointer, for people: without escapes. */
export function shown(path: Path): string {
  return `/${path.join('/')}`;
}
