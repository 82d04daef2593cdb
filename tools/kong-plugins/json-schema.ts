import type { FieldSchema, FieldType, PluginSchema } from '../../kong-plugins/schema';
import type { PluginSource, SourceField } from './source';

/** A reference to a secret in a vault, which may stand for any referenceable value. */
const reference = '^\\{vault://.+\\}$';

/** A field with the fields inside it, keyed by name, `[]`, `{}` or `|word`. */
interface Node {
  field?: SourceField;
  readonly children: Map<string, Node>;
}

/** The JSON Schema of a plugin's configuration, keys in a stable order. */
export function jsonSchemaOf(source: PluginSource): PluginSchema {
  const root: Node = { children: new Map() };
  for (const field of source.fields) {
    let node = root;
    for (const key of field.path) {
      let child = node.children.get(key);
      if (child === undefined) {
        child = { children: new Map() };
        node.children.set(key, child);
      }
      node = child;
    }
    node.field = field;
  }
  const record = recordOf(root, source.plugin);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: `Generated from kong-plugins/source/${source.plugin}.txt; regenerate with: npm run kong-plugins`,
    title: `${pascal(source.plugin)}Config`,
    'x-plugin': source.plugin,
    'x-edition': source.edition,
    'x-since': source.since,
    ...(source.until === undefined ? {} : { 'x-until': source.until }),
    'x-protocols': source.protocols,
    'x-scopes': source.scopes,
    type: 'object',
    ...record,
  };
}

/** `rate-limiting` is RateLimiting. */
export function pascal(plugin: string): string {
  return plugin.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
}

function recordOf(node: Node, where: string): Pick<PluginSchema, 'properties' | 'required'> & FieldRecord {
  const entries = [...node.children].sort(([a], [b]) => (a < b ? -1 : 1));
  const required = entries.filter(([, child]) => child.field?.attributes.required).map(([key]) => key);
  return {
    properties: Object.fromEntries(
      entries.map(([key, child]) => [key, fieldSchema(child, `${where}.${key}`)]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

interface FieldRecord {
  readonly additionalProperties: false;
}

/** Attributes under the name that the schema has for them, in the order in which it has them. */
const keywords: readonly (readonly [string, string])[] = [
  ['default', 'default'],
  ['minimum', 'minimum'],
  ['above', 'exclusiveMinimum'],
  ['maximum', 'maximum'],
  ['maxLength', 'maxLength'],
  ['minItems', 'minItems'],
  ['maxItems', 'maxItems'],
  ['minProperties', 'minProperties'],
  ['pattern', 'pattern'],
  ['form', 'x-form'],
  ['keys', 'x-key-form'],
  ['nonnull', 'x-nonnull'],
  ['since', 'x-since'],
  ['until', 'x-until'],
  ['enum-since', 'x-enum-since'],
  ['enum-until', 'x-enum-until'],
  ['enum-enterprise', 'x-enum-enterprise'],
  ['encrypted', 'x-encrypted'],
  ['public', 'x-public'],
  ['referenceable', 'x-referenceable'],
  ['replaced-by', 'x-replaced-by'],
  ['replaced-from', 'x-replaced-from'],
  ['agrees', 'x-agrees'],
];

function fieldSchema(node: Node, where: string): FieldSchema {
  if (node.field === undefined) throw new Error(`${where} has fields inside it but no line of its own`);
  const { type, attributes, defaultBefore, was } = node.field;
  const referenceable = attributes.referenceable !== undefined;
  const entries = keywords.flatMap(([attribute, keyword]) =>
    attributes[attribute] === undefined ? [] : [[keyword, attributes[attribute]] as const],
  );
  return {
    type: referenceable && type !== 'string' ? [type, 'string'] : type,
    ...enumeration(attributes.enum, referenceable),
    ...(type !== 'string' || attributes.empty === true || attributes.enum !== undefined
      ? {}
      : { minLength: Number(attributes.minLength ?? 1) }),
    ...(Array.isArray(attributes.not) ? { not: { enum: attributes.not.map(String) } } : {}),
    ...Object.fromEntries(entries),
    ...(attributes.enterprise === true ? { 'x-only': 'enterprise' } : {}),
    ...(was === undefined ? {} : { 'x-was': { version: was.version, ...was.keywords } }),
    ...(referenceable && type !== 'string' ? { pattern: reference } : {}),
    ...(defaultBefore === undefined ? {} : { 'x-default-before': defaultBefore }),
    ...inner(node, type, where),
  };
}

function enumeration(allowed: unknown, referenceable: boolean): Pick<FieldSchema, 'enum' | 'anyOf'> {
  if (!Array.isArray(allowed)) return {};
  return referenceable ? { anyOf: [{ enum: allowed }, { pattern: reference }] } : { enum: allowed };
}

function inner(node: Node, type: FieldType, where: string): Partial<FieldSchema> {
  const item = node.children.get('[]');
  if (item !== undefined) return { items: fieldSchema(item, `${where}[]`) };
  const value = node.children.get('{}');
  if (value !== undefined) return { additionalProperties: fieldSchema(value, `${where}{}`) };
  const forms = [...node.children].filter(([key]) => key.startsWith('|'));
  if (forms.length > 0) return { oneOf: forms.map(([key, form]) => variant(form, key.slice(1), where)) };
  if (node.children.size > 0) return recordOf(node, where);
  if (type === 'array') throw new Error(`${where} is an array without a line for its items`);
  return type === 'object' ? { additionalProperties: true } : {};
}

/** The form of a record whose `type` is `word`. */
function variant(node: Node, word: string, where: string): FieldSchema {
  const schema = fieldSchema(node, `${where}|${word}`);
  const { properties = {}, required = [] } = schema;
  return {
    ...schema,
    properties: { type: { type: 'string', enum: [word] }, ...properties },
    required: ['type', ...required],
    additionalProperties: false,
  };
}
