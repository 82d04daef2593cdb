import { preferredVersion } from './crd';
import { cutNotice } from './cut';
import { rulesFor } from './record-rules';
import type { Counts, KindSchema, Origin, Schema, UpstreamFile } from './schema';

/*
 * A record is a list of a group's fields, kept in `records/`:
 *
 *   Kind version {"scope": "Namespaced", "plural": "kinds", "status": true, "unserved": ["v1beta1"], ...keywords of the object}
 *   from FILE sha256 SUM fields N required N bounds N enums N rules N
 *     field: type {...keywords of the field, "items": {...keywords of a list's items}}
 *       field of that object, or of that list's items: type
 *
 * A type is a JSON Schema type, `any`, `array[TYPE]` or `map[TYPE]`. `"like": "Kind"` takes another kind's fields, `"cel"`
 * holds the messages of CEL rules (record-rules/ has the rules), and `"cut"` stands where fields were left out. `from` is the
 * file of upstream that declares the version, and what was counted in it, below the kind's own fields.
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
    const last = kinds.at(-1);
    const file = fileOf(line);
    if (file !== undefined && last !== undefined) {
      kinds[kinds.length - 1] = { ...last, file };
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
  // Only now, for a kind may stand before the one that it is like, and its versions before the preferred one.
  return kinds.map((kind) => {
    const versions = kinds.filter((other) => other.kind === kind.kind).map(({ version }) => version);
    return {
      ...kind,
      preferred: kind.version === preferredVersion(versions),
      schema: resolveLikeness(kind.schema, kinds),
    };
  });
}

function fileOf(line: string): UpstreamFile | undefined {
  const [, path, sha256, counted] = /^from (\S+) sha256 ([0-9a-f]{64})((?: \w+ \d+)*)$/.exec(line) ?? [];
  if (path === undefined || sha256 === undefined || counted === undefined) return undefined;
  const number = (name: string) => Number(new RegExp(` ${name} (\\d+)`).exec(counted)?.[1] ?? 0);
  const counts: Counts = {
    fields: number('fields'),
    required: number('required'),
    bounds: number('bounds'),
    enums: number('enums'),
    rules: number('rules'),
  };
  return { path, sha256, counts };
}

/** Only controllers write a status, so the records leave its fields out. */
const openStatus: Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

function readHeading(
  kind: string,
  version: string,
  {
    scope,
    plural,
    status,
    unserved = [],
    deprecated: _,
    storage: __,
    ...keywords
  }: Schema & { unserved?: string[] },
  group: string,
  origin: Origin,
  others: readonly KindSchema[],
): KindSchema {
  if (scope !== 'Namespaced' && scope !== 'Cluster') {
    throw new Error(`record of ${group}: ${kind} has no scope`);
  }
  if (others.some((other) => other.kind === kind && other.version === version)) {
    throw new Error(`record of ${group}: ${kind} ${version} is there twice`);
  }
  return {
    origin,
    group,
    version,
    kind,
    plural: typeof plural === 'string' ? plural : pluralOf(kind),
    scope,
    unserved,
    preferred: true,
    schema: {
      type: 'object',
      ...readKeywords(keywords),
      properties: status === true ? { status: openStatus } : {},
    },
  };
}

/** The keywords of a schema: those of the record, with the rules that it names by their messages. */
function readKeywords({ cel, cut, ...keywords }: Schema): Schema {
  const rules = rulesFor(Array.isArray(cel) ? cel.map(String) : []);
  return {
    ...keywords,
    ...(rules.length > 0 && { 'x-kubernetes-validations': rules }),
    ...(cut === true && { 'x-kubernetes-preserve-unknown-fields': true, 'x-meshwright-cut': cutNotice }),
  };
}

function readField(type: string, { items, ...given }: Schema): Field {
  const keywords = readKeywords(given);
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
