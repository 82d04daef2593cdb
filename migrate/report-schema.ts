const text = { type: 'string' } as const;
const pattern = {
  type: 'object',
  additionalProperties: false,
  description:
    'Requests by what they say; what is left out is any. Values are regular expressions (RE2) for the whole text.',
  properties: {
    path: text,
    method: text,
    headers: {
      type: 'object',
      description: 'By name in small letters; null: the header is not there.',
      additionalProperties: { type: ['string', 'null'] },
    },
    query: { type: 'object', additionalProperties: text },
  },
} as const;

const field = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'object', 'field', 'file', 'line', 'verdict'],
  properties: {
    kind: text,
    object: { ...text, description: 'namespace/name, or a name alone.' },
    field: { ...text, description: 'JSON pointer (RFC 6901) into the object.' },
    file: text,
    line: { type: 'integer', minimum: 1 },
    verdict: { enum: ['kept', 'changed', 'lost', 'ignored'] },
    to: {
      type: 'object',
      additionalProperties: false,
      required: ['object'],
      properties: { object: text, field: text },
    },
    reason: text,
    upstream: { ...text, description: 'The file of upstream that says so.' },
  },
} as const;

/** The JSON Schema of `report.json`. */
export const reportSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Report of meshwright leave-app-mesh',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'mesh', 'requests', 'losses', 'fields', 'notes'],
  properties: {
    version: { const: 1 },
    mesh: text,
    requests: {
      type: 'array',
      description: 'Requests that Kong Mesh answers otherwise than App Mesh.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['service', 'host', 'match', 'before', 'after', 'reason'],
        properties: {
          caller: {
            type: 'array',
            items: text,
            description: 'Workloads as namespace/name; without it every caller.',
          },
          outside: { type: 'boolean', description: 'About callers without a sidecar, and no others.' },
          service: text,
          host: text,
          port: { type: 'integer' },
          match: pattern,
          unless: { type: 'array', items: pattern },
          before: text,
          after: text,
          reason: text,
        },
      },
    },
    losses: { type: 'array', items: field },
    fields: { type: 'array', description: 'Every leaf of every App Mesh object, once.', items: field },
    notes: { type: 'array', items: text },
  },
} as const;
