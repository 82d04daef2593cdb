import { z } from 'zod';
import { type KubernetesPart, kubernetesPart, partSchema } from '../kubernetes/field';
import { type KubernetesSchema, kubernetesSchema, referredName } from '../kubernetes/schema';
import { namedParts } from './kubernetes-parts';
import { applicationFileSchema } from './schema';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** How an application file names its schema for editors: its first line, as seen from the folder `applications/`. */
export const applicationSchemaComment = '# yaml-language-server: $schema=schema.json';

/**
 * The JSON Schema (draft 2020-12) of an application file as a person writes it. Rules that span fields are not in it; the
 * parts that are Kubernetes' own are.
 */
export function applicationJsonSchema(): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const { $schema, $defs, ...schema } = fileSchema((part) => ofKubernetes(part, definitions));
  return {
    ...($schema === undefined ? {} : { $schema }),
    $comment: 'Generated from config/ by npm run schema; do not edit.',
    title: 'Meshwright application',
    description: 'One application: its services, whom they call, and how the gateway offers them.',
    ...schema,
    $defs: { ...$defs, ...Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

/**
 * What a cluster file may say of an application: any of its fields, none of them required, and `null` to remove one. Of
 * Kubernetes' parts it knows no more than that they are maps or lists.
 */
export function overrideJsonSchema(): JsonSchema {
  const {
    $schema: _dialect,
    $defs: _shared,
    ...schema
  } = fileSchema(({ part }) =>
    kubernetesSchema(part).type === 'array' ? { type: 'array' } : { type: 'object' },
  );
  return lenient({
    ...schema,
    properties: {
      ...schema.properties,
      canary: {
        type: 'object',
        additionalProperties: { type: 'integer', minimum: 0, maximum: 100 },
        description:
          'Percent of the calls of a service, by its name, that the one of its two versions with a weight gets.',
      },
    },
  });
}

/** The schema of the file, with the parts of Kubernetes as a function has them. */
function fileSchema(part: (part: KubernetesPart) => JsonSchema): JsonSchema {
  return z.toJSONSchema(applicationFileSchema, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema, path }) => {
      const own = kubernetesPart(zodSchema);
      const named = path.at(-2) === 'properties' ? namedParts[String(path.at(-1))] : undefined;
      if (own !== undefined) Object.assign(jsonSchema, part(own));
      if (named !== undefined) {
        const { description } = jsonSchema;
        const inside = named.mounted === true ? mounted(part(named)) : part(named);
        Object.assign(jsonSchema, { type: 'object', additionalProperties: inside, description });
      }
    },
  });
}

/** A part of Kubernetes with the words of ours that stand among it. */
function mounted(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  return properties === undefined
    ? schema
    : {
        ...schema,
        properties: {
          ...properties,
          mountPath: { type: 'string', description: 'Where it is in the container.' },
          readOnly: { type: 'boolean', description: 'Whether it can only be read.' },
          subPath: { type: 'string', description: 'The part of it that is mounted.' },
        },
      };
}

function ofKubernetes(part: KubernetesPart, definitions: Map<string, JsonSchema>): JsonSchema {
  return converted(partSchema(part), definitions);
}

/** A schema of Kubernetes in this document's terms: its definitions stand under `$defs`. */
function converted(schema: KubernetesSchema, definitions: Map<string, JsonSchema>): JsonSchema {
  const name = referredName(schema);
  if (name !== undefined) {
    if (!definitions.has(name)) {
      definitions.set(name, {});
      definitions.set(name, converted(kubernetesSchema(name), definitions));
    }
    return { $ref: `#/$defs/${name}` };
  }
  const { type, properties, additionalProperties, items, required, enum: values } = schema;
  return JSON.parse(
    JSON.stringify({
      type,
      enum: values,
      properties:
        properties === undefined
          ? undefined
          : Object.fromEntries(
              Object.entries(properties).map(([key, value]) => [key, converted(value, definitions)]),
            ),
      additionalProperties:
        typeof additionalProperties === 'object'
          ? converted(additionalProperties, definitions)
          : additionalProperties,
      items: items === undefined ? undefined : converted(items, definitions),
      required: required === undefined || required.length === 0 ? undefined : required,
    }),
  );
}

/** A schema that requires nothing, and takes null wherever it takes a map. */
function lenient(schema: JsonSchema): JsonSchema {
  const { required: _required, properties, additionalProperties, items, anyOf, oneOf, ...rest } = schema;
  const nullable = (inner: JsonSchema | boolean) =>
    typeof inner === 'boolean' ? inner : orNull(lenient(inner));
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, nullable(value)]),
          ),
        }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: nullable(additionalProperties) }),
    ...(items === undefined || Array.isArray(items) ? {} : { items }),
    ...(anyOf === undefined
      ? {}
      : { anyOf: anyOf.map((each) => (typeof each === 'boolean' ? each : lenient(each))) }),
    ...(oneOf === undefined
      ? {}
      : { oneOf: oneOf.map((each) => (typeof each === 'boolean' ? each : lenient(each))) }),
  };
}

function orNull(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: 'null' }] };
}
