import { type KindSchema, mapSchema, type Schema } from './schema';

/** Where the definitions that several kinds share are kept, and how their files name it. */
export const sharedDocument = 'kubernetes.json';

/** A `$ref` to a shared definition. */
export function sharedReference(name: string): string {
  return `${sharedDocument}#/definitions/${name}`;
}

/**
 * The schema of a whole object, as strict as the API server with field validation `Strict`: a field that the server would
 * prune is refused, metadata is an ObjectMeta, and status, where the kind has one, is open, for only a controller writes it.
 */
export function strictSchema(kind: KindSchema): Schema {
  const { properties, required = [], ...rest } = closed(kind.schema);
  const { apiVersion: _, kind: __, metadata: ___, status, ...fields } = properties ?? {};
  return {
    ...rest,
    type: 'object',
    properties: {
      apiVersion: { const: apiVersionOf(kind) },
      kind: { const: kind.kind },
      metadata: { $ref: sharedReference('ObjectMeta') },
      ...fields,
      ...(status === undefined
        ? {}
        : { status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }),
    },
    required: ['apiVersion', 'kind', 'metadata', ...required.filter((name) => name in fields)],
    ...(rest['x-kubernetes-preserve-unknown-fields'] ? {} : { additionalProperties: false }),
  };
}

/** `group/version`, or `version` alone for the core group. */
export function apiVersionOf({ group, version }: Pick<KindSchema, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/**
 * A copy in which every object that keeps no unknown fields refuses them, and an int-or-string is a type. The branches of
 * `anyOf` and its like only narrow what is declared beside them, so they stay open.
 */
export function closed(schema: Schema): Schema {
  const { anyOf, oneOf, allOf, not, ...outer } = schema;
  const copy: Schema = { ...outer };
  if (outer.properties) {
    copy.properties = Object.fromEntries(
      Object.entries(outer.properties).map(([name, field]) => [name, closed(field)]),
    );
  }
  if (outer.items) {
    copy.items = closed(outer.items);
  }
  if (typeof outer.additionalProperties === 'object') {
    copy.additionalProperties = closed(outer.additionalProperties);
  } else if (outer.type === 'object' && !outer['x-kubernetes-preserve-unknown-fields']) {
    copy.additionalProperties = outer.additionalProperties ?? false;
  }
  if (outer['x-kubernetes-int-or-string']) {
    return { ...copy, type: ['integer', 'string'] };
  }
  return {
    ...copy,
    ...(anyOf && { anyOf }),
    ...(oneOf && { oneOf }),
    ...(allOf && { allOf }),
    ...(not && { not }),
  };
}

/** RE2's flag for texts in either case, which JavaScript has for whole expressions alone. */
const eitherCase = /^\^\(\?i\)([^[\\]*)$/;

/**
 * Patterns are RE2's; JavaScript with its `u` flag refuses an escape that means nothing, such as `\-` outside a class, and has
 * no flag inside an expression: letters become classes of both cases.
 *
 * @throws SyntaxError for a pattern that JavaScript cannot read at all.
 */
export function portablePatterns(schema: Schema): Schema {
  return mapSchema(schema, (inner) => {
    if (typeof inner.pattern !== 'string') {
      return inner;
    }
    const cased = inner.pattern.replace(
      eitherCase,
      (_, rest: string) =>
        `^${rest.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)}`,
    );
    const pattern = cased.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\.|[^\\[]+/g, (part) =>
      part.startsWith('[') ? part : part.replace(/^\\([-_/:@#%&=<>,;'"`~! ])$/, '$1'),
    );
    new RegExp(pattern, 'u');
    return { ...inner, pattern };
  });
}
