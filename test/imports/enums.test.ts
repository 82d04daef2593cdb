import { type StructuralSchema, schemaIndex } from '../../references/schemas';
import { classSchema } from './class-schema';
import { allDeclarations } from './declarations';

function enumValues(schema: StructuralSchema): unknown[] {
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return [
    ...(schema.enum ?? []),
    ...inner.flatMap((one) => (typeof one === 'object' ? enumValues(one) : [])),
  ];
}

/**
 * json2jsii gives two values that differ in case alone one member. `HEAD` is an older spelling of `head`
 * (source-controller api/v1, GitVerificationMode); Prometheus' operator takes what a relabelling does, and a scheme, in either case.
 */
const withoutMember = [
  'HEAD',
  ...['Replace', 'Keep', 'Drop', 'HashMod', 'LabelMap', 'LabelDrop', 'LabelKeep', 'Lowercase', 'Uppercase'],
  ...['KeepEqual', 'DropEqual', 'HTTP', 'HTTPS'],
];

test('every value of an enum has a member in the classes', () => {
  const missing = allDeclarations().flatMap(({ group, constructs, enums }) => {
    const exported: Record<string, { GVK: { apiVersion: string; kind: string } }> = require(
      `../../imports/${group}.js`,
    );
    const members = new Set(enums.flatMap((name): unknown[] => Object.values(exported[name] ?? {})));
    const versions = new Set(constructs.map((name) => JSON.stringify(exported[name]?.GVK)));
    return schemaIndex()
      .filter(({ apiVersion, kind }) => versions.has(JSON.stringify({ apiVersion, kind })))
      .flatMap(({ apiVersion, kind }) => enumValues(classSchema(apiVersion, kind)))
      .filter((value) => !members.has(value));
  });
  expect(new Set(missing)).toEqual(new Set(withoutMember));
});
