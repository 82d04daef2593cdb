import type { StructuralSchema } from '../../references/schemas';
import { likely } from './likely';
import { sizeViolation } from './scalars';
import { show, showList } from './show';
import { keysOf, nameOf, type Place, type Violation, violation } from './violation';
import type { Check, Compiler, Node } from './walk';

/**
 * The check of a map: fields that the API server would prune, fields that are missing after its defaults, nulls, and every
 * value by its own schema. The root of a custom kind is closed even where its schema keeps unknown fields, as App Mesh's do:
 * the server stores them, and no controller reads them.
 */
export function mapCheck(schema: StructuralSchema, compiler: Compiler, root: boolean): Check<object> {
  const properties = new Map<string, Node>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    // A kind's schema is found by these two.
    if (root && (name === 'apiVersion' || name === 'kind')) properties.set(name, anything);
    else properties.set(name, compiler.node(property));
  }
  const { additionalProperties } = schema;
  const rest = typeof additionalProperties === 'object' ? compiler.node(additionalProperties) : undefined;
  const closed = rest === undefined && (root || additionalProperties === false);
  const required = (schema.required ?? []).filter((name) => properties.get(name)?.hasDefault !== true);
  // What writes an object anew writes an empty spec, which the schema may not take.
  const spec = root && compiler.rewritten ? schema.properties?.spec : undefined;
  if (spec?.type === 'object' && !required.includes('spec') && !emptyIsTaken(spec)) required.push('spec');
  // What writes an object anew writes the empty value of a field that is not there.
  const supplied = new Set(
    required.filter((name) => compiler.rewritten && emptyIsTaken(schema.properties?.[name])),
  );
  const { minProperties, maxProperties } = schema;
  const sized = typeof minProperties === 'number' || typeof maxProperties === 'number';
  const bounds = sized ? sizeViolation('fields', minProperties, maxProperties) : undefined;

  return (map, place, out) => {
    let count = 0;
    for (const key of Object.keys(map)) {
      const value: unknown = Reflect.get(map, key);
      if (value === undefined) continue;
      count++;
      const node = properties.get(key) ?? rest;
      if (node === undefined) {
        if (closed) out.push(unknownField(key, value, [...properties.keys()], map, place));
      } else if (value === null && !node.nullable) {
        const found = nullField(key, place, compiler, required.includes(key) && !supplied.has(key));
        if (found !== undefined) out.push(found);
      } else node.check(value, { above: place, key }, out);
    }
    for (const key of required) {
      if (Reflect.get(map, key) === undefined) out.push(missingField(key, map, place, supplied.has(key)));
    }
    bounds?.(count, place, out);
  };
}

/** Whether a schema takes what Go writes for a field that was not set: an empty map, an empty text, or 0. */
export function emptyIsTaken(schema: StructuralSchema | undefined): boolean {
  if (schema === undefined || schema.enum !== undefined) return false;
  if (schema.type === 'object')
    return (schema.required ?? []).every((name) => emptyIsTaken(schema.properties?.[name]));
  const { minLength, pattern } = schema;
  return schema.type === 'string' && minLength === undefined && pattern === undefined;
}

const anything: Node = { nullable: true, hasDefault: false, check: () => {} };

function unknownField(
  key: string,
  value: unknown,
  known: readonly string[],
  map: object,
  above: Place | undefined,
): Violation {
  const free = known.filter((name) => Reflect.get(map, name) === undefined);
  const place = { above, key };
  return violation('schema/unknown-field', place, {
    message: `${nameOf(place)} is no field of ${above === undefined ? 'the kind' : nameOf(above)}`,
    found: `${key}: ${show(value)}`,
    expected: known.length === 0 ? 'no fields' : `one of ${showList(known)}`,
    ...likely(key, free, 'remove it, or move it to where it belongs'),
  });
}

function missingField(key: string, map: object, above: Place | undefined, supplied: boolean): Violation {
  const place = { above, key };
  return violation('schema/missing-field', place, {
    ...(supplied ? { severity: 'warning' } : {}),
    message: `${nameOf(place)} is missing`,
    found: show(map),
    expected: `the field ${key}`,
    mend: `add ${key}`,
  });
}

/**
 * A null where none may be. Of a custom kind the API server refuses it, or takes the default instead, unless a webhook that
 * writes the object anew has dropped it before; one of its own kinds it reads as if the field were not there, which
 * generators of manifests rely on for metadata. A required field is missing then.
 */
function nullField(
  key: string,
  above: Place | undefined,
  { custom, rewritten }: Pick<Compiler, 'custom' | 'rewritten'>,
  required: boolean,
): Violation | undefined {
  const place = { above, key };
  const keys = keysOf(place);
  if (keys[0] === 'metadata' || (!custom && keys.includes('metadata'))) return undefined;
  if (required) {
    return violation('schema/missing-field', place, {
      message: `${nameOf(place)} is null, which is as if it were missing`,
      found: 'null',
      expected: `a value for ${key}`,
      mend: 'give it a value',
    });
  }
  return violation('schema/null', place, {
    ...(custom ? (rewritten ? { severity: 'warning' } : {}) : { severity: 'notice' }),
    message: `${nameOf(place)} is null`,
    found: 'null',
    expected: 'a value, or no field at all',
    mend: 'leave it out, or give it a value',
  });
}
