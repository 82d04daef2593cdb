import type { FieldSchema, FieldType, PluginSchema } from '../../kong-plugins/schema';
import type { PluginSource, SourceField } from './source';

/** A reference to a secret in a vault, which may stand for any referenceable value. */
const reference = '^\\{vault://.+\\}$';

/** A field with the fields inside it, keyed by name, `[]` or `{}`. */
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

function fieldSchema(node: Node, where: string): FieldSchema {
  if (node.field === undefined) throw new Error(`${where} has fields inside it but no line of its own`);
  const { type, attributes, defaultBefore } = node.field;
  const { above, since, until, enum: allowed, encrypted, referenceable, ...rest } = attributes;
  const replacedBy = rest['replaced-by'];
  const plain = { ...rest };
  delete plain.required;
  delete plain['replaced-by'];
  return {
    type: referenceable && type !== 'string' ? [type, 'string'] : type,
    ...enumeration(allowed, referenceable === true),
    ...plain,
    ...(above === undefined ? {} : { exclusiveMinimum: Number(above) }),
    ...(referenceable && type !== 'string' ? { pattern: reference } : {}),
    ...(since === undefined ? {} : { 'x-since': String(since) }),
    ...(until === undefined ? {} : { 'x-until': String(until) }),
    ...(defaultBefore === undefined ? {} : { 'x-default-before': defaultBefore }),
    ...(encrypted ? { 'x-encrypted': true as const } : {}),
    ...(referenceable ? { 'x-referenceable': true as const } : {}),
    ...(replacedBy === undefined ? {} : { 'x-replaced-by': String(replacedBy) }),
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
  if (node.children.size > 0) return recordOf(node, where);
  if (type === 'array') throw new Error(`${where} is an array without a line for its items`);
  return {};
}
