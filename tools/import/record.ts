import type { KindSchema, Origin, Schema } from './schema';

/*
 * A record is a list of a group's fields, kept in `records/`:
 *
 *   Kind version {"scope": "Namespaced", "unserved": ["v1beta1"], ...keywords of the object}
 *     field: type {...keywords of the field, "items": {...keywords of a list's items}}
 *       field of that object, or of that list's items: type
 *
 * A type is a JSON Schema type, `any`, `array[TYPE]` or `map[TYPE]`. `"like": "Kind"` takes another kind's fields.
 */

interface Field {
  readonly schema: Schema;
  /** Where fields that are indented below this one go. */
  readonly fields: Schema;
}

/**
 * The kinds of a record.
 *
 * @throws Error with the line number of a line that is not of the format.
 */
export function readRecord(text: string, group: string, origin: Origin): KindSchema[] {
  const kinds: KindSchema[] = [];
  const stack: Schema[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) {
      continue;
    }
    const field = /^((?: {2})+)([^ :]+): (\S+)(?: (\{.*\}))?$/.exec(line);
    const heading = /^(\w+) (\w+) (\{.*\})$/.exec(line);
    const depth = (field?.[1] ?? '').length / 2;
    const parent = stack[depth - 1];
    if (field?.[2] !== undefined && field[3] !== undefined && parent) {
      const { schema, fields } = readField(field[3], JSON.parse(field[4] ?? '{}'));
      parent.properties = { ...parent.properties, [field[2]]: schema };
      stack.splice(depth, stack.length, fields);
    } else if (heading?.[1] !== undefined && heading[2] !== undefined && heading[3] !== undefined) {
      const kind = readHeading(heading[1], heading[2], JSON.parse(heading[3]), group, origin, kinds);
      kinds.push(kind);
      stack.splice(0, stack.length, kind.schema);
    } else {
      throw new Error(`record of ${group}, line ${index + 1}: neither a kind nor a field: ${line}`);
    }
  }
  // Only now, for a kind may stand before the one that it is like.
  return kinds.map((kind) => ({ ...kind, schema: resolveLikeness(kind.schema, kinds) }));
}

/** Only controllers write a status, so the records leave its fields out. */
const openStatus: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function readHeading(
  kind: string,
  version: string,
  { scope, unserved = [], deprecated: _, ...keywords }: Schema & { unserved?: string[] },
  group: string,
  origin: Origin,
  others: readonly KindSchema[],
): KindSchema {
  if (scope !== 'Namespaced' && scope !== 'Cluster') {
    throw new Error(`record of ${group}: ${kind} has no scope`);
  }
  if (others.some((other) => other.kind === kind)) {
    throw new Error(`record of ${group}: ${kind} is there twice`);
  }
  return {
    origin,
    group,
    version,
    kind,
    plural: pluralOf(kind),
    scope,
    unserved,
    preferred: true,
    schema: { type: 'object', ...keywords, properties: { status: openStatus } },
  };
}

function readField(type: string, { items, ...keywords }: Schema): Field {
  const inner = /^(array|map)\[(.+)\]$/.exec(type);
  if (inner?.[2] !== undefined) {
    const element = readField(inner[2], items ?? {});
    const schema =
      inner[1] === 'array'
        ? { type: 'array', ...keywords, items: element.schema }
        : { type: 'object', ...keywords, additionalProperties: element.schema };
    return { schema, fields: element.fields };
  }
  const schema: Schema = type === 'any' ? keywords : { type, ...keywords };
  return { schema, fields: schema };
}

function resolveLikeness(schema: Schema, kinds: readonly KindSchema[]): Schema {
  const { like, ...own } = schema;
  if (typeof like !== 'string') {
    return schema;
  }
  const model = kinds.find((kind) => kind.kind === like);
  if (!model) {
    throw new Error(`no kind ${like} to be like`);
  }
  return { ...model.schema, ...own, ...(model.schema.properties && { properties: model.schema.properties }) };
}

/** The plural that code generators of Kubernetes give a kind, in lower case. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/(s|x|z|ch|sh)$/.test(name)) {
    return `${name}es`;
  }
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}
