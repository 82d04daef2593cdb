import { recordedKinds } from '../../../tools/import/custom-kinds';
import { recordRules } from '../../../tools/import/record-rules';
import { type Counts, type KindSchema, type Schema, withoutProse } from '../../../tools/import/schema';

const bounds = new Set([
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]);

/** What a schema declares, the way the records count it: nothing of what stands in `anyOf` and its like. */
function countsOf(schema: Schema): Counts {
  const own: Counts = {
    fields: Object.keys(schema.properties ?? {}).length,
    required: schema.required?.length ?? 0,
    bounds: Object.keys(schema).filter((keyword) => bounds.has(keyword)).length,
    enums: schema.enum?.length ?? 0,
    rules: schema['x-kubernetes-validations']?.length ?? 0,
  };
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return inner.reduce<Counts>(
    (sum, part) => (typeof part === 'object' ? added(sum, countsOf(part)) : sum),
    own,
  );
}

function added(a: Counts, b: Counts): Counts {
  return {
    fields: a.fields + b.fields,
    required: a.required + b.required,
    bounds: a.bounds + b.bounds,
    enums: a.enums + b.enums,
    rules: a.rules + b.rules,
  };
}

function ownCounts({ schema }: KindSchema): Counts {
  const { status: _, ...properties } = schema.properties ?? {};
  return countsOf({ ...schema, properties });
}

const kinds = recordedKinds();

test.each(
  kinds.map(
    (kind) => [`${kind.kind} of ${kind.group}/${kind.version}, ${kind.origin.version}`, kind] as const,
  ),
)('%s has as many fields, bounds and enums as the file of upstream that it was made from', (_, kind) => {
  const { rules: written, ...made } = ownCounts(kind);
  const { rules: upstream, ...counted } = kind.file?.counts ?? { rules: -1 };
  expect(made).toEqual(counted);
  expect(written).toBeLessThanOrEqual(upstream);
});

test('every kind names the file of upstream and its checksum', () => {
  expect(kinds.filter(({ file }) => !/^[0-9a-f]{64}$/.test(file?.sha256 ?? ''))).toEqual([]);
  expect(new Set(kinds.map(({ file, group, flavour }) => `${file?.path} ${group} ${flavour}`)).size).toBe(
    new Set(kinds.map(({ kind, group, flavour }) => `${kind} ${group} ${flavour}`)).size,
  );
});

test('External Secrets has 43 providers in both stores, and 19 generators', () => {
  for (const store of ['SecretStore', 'ClusterSecretStore']) {
    const kind = kinds.find((each) => each.kind === store);
    const provider = kind?.schema.properties?.spec?.properties?.provider;
    expect(Object.keys(provider?.properties ?? {})).toHaveLength(43);
  }
  expect(kinds.filter(({ group }) => group === 'generators.external-secrets.io')).toHaveLength(19);
});

test('no rule is written for a message that no record has, and the records hold no prose', () => {
  const messages = new Set<string>();
  for (const { schema } of kinds) {
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === 'message' && typeof value === 'string') messages.add(value);
      return value;
    });
    expect(withoutProse(schema)).toEqual(schema);
  }
  const judged = Object.entries(recordRules).filter(([, rule]) => rule !== null);
  expect(judged.map(([message]) => message).filter((message) => !messages.has(message))).toEqual([]);
});
