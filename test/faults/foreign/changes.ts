import { fields, items, pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type StructuralSchema, schemaFor } from '../../../references/schemas';
import { samples } from './samples';

/** A valid object with one thing changed. */
export interface Change {
  readonly object: Manifest;
  /** JSON pointer of what was changed. */
  readonly path: string;
  readonly how: string;
}

type Path = readonly (string | number)[];

/** Marks a field that a change takes away. */
const gone = Symbol('gone');

/**
 * Every single change of an object's own fields (not of its metadata) that the schema of its kind suggests: each field
 * missing, empty, null, of a wrong type, beyond a bound, with a value that the enum has not, and each absent one added.
 */
export function* changes(object: Manifest): Generator<Change> {
  const schema = schemaFor(object.apiVersion, object.kind);
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    if (['apiVersion', 'kind', 'metadata', 'status'].includes(name)) continue;
    yield* changesOfField(object, fields(object)[name], property, [name]);
  }
}

function* changesOfField(
  object: Manifest,
  value: unknown,
  schema: StructuralSchema,
  path: Path,
): Generator<Change> {
  const change = (how: string, to: unknown): Change => ({
    object: replaced(object, path, to),
    path: pointer(...path),
    how,
  });
  if (value === undefined) {
    for (const sample of samples(schema)) yield change(`added ${JSON.stringify(sample)}`, sample);
    return;
  }
  yield change('missing', gone);
  yield change('null', null);
  for (const [how, to] of otherValues(value, schema)) yield change(how, to);
  if (Array.isArray(value)) {
    for (const [i, item] of value.slice(0, 2).entries()) {
      yield* changesOfField(object, item, schema.items ?? {}, [...path, i]);
    }
    const [first] = value;
    if (first !== undefined) yield change('first item twice', [first, ...value]);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (schema.properties === undefined) return;
  yield change('unknown key', { ...value, unknownKey: 'a' });
  for (const [name, property] of Object.entries(schema.properties)) {
    yield* changesOfField(object, fields(value)[name], property, [...path, name]);
  }
}

/** Values of a field that differ from its own in one way each. */
function* otherValues(value: unknown, schema: StructuralSchema): Generator<readonly [string, unknown]> {
  if (Array.isArray(value)) yield ['empty list', []];
  else if (typeof value === 'object' && value !== null) yield ['empty map', {}];
  if (typeof value === 'string') {
    yield ['empty text', ''];
    yield ['a number', 7];
    if (schema.enum !== undefined) yield ['no value of the enum', 'Other'];
    for (const other of items(schema.enum)) if (other !== value) yield [`${String(other)}`, other];
    for (const other of ['-1s', '1d', '101', 'A_b', '/a/', 'a..b']) yield [other, other];
  }
  if (typeof value === 'number') {
    yield ['a text', 'a'];
    for (const other of [-1, 0, 101, 65_536, 0.5]) if (other !== value) yield [String(other), other];
  }
  if (typeof value === 'boolean') {
    yield ['a text', 'true'];
    yield [String(!value), !value];
  }
  const { minimum, maximum, minLength, maxLength, maxItems } = schema;
  if (typeof minimum === 'number') yield ['below the bound', minimum - 1];
  if (typeof maximum === 'number') yield ['above the bound', maximum + 1];
  if (typeof maxLength === 'number' && maxLength < 5000) yield ['too long', 'a'.repeat(maxLength + 1)];
  if (typeof minLength === 'number' && minLength > 1) yield ['too short', 'a'.repeat(minLength - 1)];
  if (typeof maxItems === 'number' && maxItems < 200 && Array.isArray(value) && value.length > 0) {
    yield ['too many items', Array.from({ length: maxItems + 1 }, () => value[0])];
  }
}

/** The object with another value at a place; its own is left alone. */
function replaced(object: Manifest, path: Path, to: unknown): Manifest {
  const copy = structuredClone(object);
  let at: unknown = copy;
  for (const key of path.slice(0, -1)) at = typeof key === 'number' ? items(at)[key] : fields(at)[key];
  const last = path.at(-1);
  if (Array.isArray(at) && typeof last === 'number') {
    if (to === gone) at.splice(last, 1);
    else at[last] = to;
  } else if (typeof at === 'object' && at !== null && typeof last === 'string') {
    if (to === gone) Reflect.deleteProperty(at, last);
    else Reflect.set(at, last, to);
  }
  return copy;
}
