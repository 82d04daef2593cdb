import { type ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import type { StructuralSchema } from '../../references/schemas';
import { times } from '../long';
import { classSchema } from './class-schema';
import { allDeclarations, type Declarations } from './declarations';
import { drawnFrom, type Place } from './drawn-values';

interface GeneratedClass {
  new (scope: Construct, id: string, props: unknown): ApiObject;
  readonly GVK: { readonly apiVersion: string; readonly kind: string };
}

interface Wrapper {
  fromNumber(value: number): unknown;
  fromString(value: string): unknown;
}

const metadata = { name: 'jazz', namespace: 'prod', labels: { app: 'jazz' } };
const runs = { numRuns: times(2, 60) };

const cases = allDeclarations().flatMap((declarations) => {
  const exported: Record<string, GeneratedClass & Wrapper> = require(
    `../../imports/${declarations.group}.js`,
  );
  return declarations.constructs.map((name) => {
    const type = exported[name];
    if (!type) {
      throw new Error(`${declarations.group} declares ${name} and does not export it`);
    }
    return { title: `${type.GVK.apiVersion} ${type.GVK.kind}`, name, type, exported, declarations };
  });
});

function drawnProps({ name, type, exported, declarations }: (typeof cases)[number]) {
  return drawnFrom(fieldsOf(type.GVK), `${name}Props`, declarations, (union, value) => {
    const wrapper = exported[union];
    return typeof value === 'number' ? wrapper?.fromNumber(value) : wrapper?.fromString(value);
  });
}

/** The fields of a kind that a chart gives. */
function fieldsOf({ apiVersion, kind }: GeneratedClass['GVK']): StructuralSchema {
  const {
    apiVersion: _,
    kind: __,
    metadata: ___,
    status: ____,
    ...properties
  } = classSchema(apiVersion, kind).properties ?? {};
  return { type: 'object', properties };
}

function render(type: GeneratedClass, given: unknown, app = new App()): unknown {
  return new type(new Chart(app, 'chart'), 'object', { metadata, ...(given as object) }).toJson();
}

describe.each(cases)('the class of $title', (one) => {
  test('writes every property that it is given, by the name that the API server knows', () => {
    fc.assert(
      fc.property(drawnProps(one), ({ given, expected }) => {
        expect(render(one.type, given)).toEqual({ ...one.type.GVK, metadata, ...(expected as object) });
      }),
      runs,
    );
  });

  test('writes the same, to the order of keys, whether or not cdk8s looks for tokens in it', () => {
    const resolvers = [{ resolve: () => {} }];
    fc.assert(
      fc.property(drawnProps(one), ({ given }) => {
        const resolved = render(one.type, given, new App({ resolvers }));
        expect(JSON.stringify(render(one.type, given))).toBe(JSON.stringify(resolved));
      }),
      runs,
    );
  });

  test('refuses whatever it could not write, and says where', () => {
    fc.assert(
      fc.property(drawnProps(one), fc.nat(), fc.boolean(), ({ given, places }, choice, asNull) => {
        const place = places[choice % places.length] ?? { path: [], watches: 'keys' };
        const spoilt = asNull && place.path.length > 0 ? { ...place, watches: 'value' as const } : place;
        expect(() => render(one.type, spoil(given, spoilt))).toThrow(spoilt.path.join('.'));
      }),
      runs,
    );
  });
});

/** The given value, with one place made wrong. */
function spoil(given: unknown, { path, watches }: Place): unknown {
  const [first, ...rest] = path;
  if (first !== undefined) {
    const inner = spoil((given as Record<string, unknown>)[first], { path: rest, watches });
    return Array.isArray(given)
      ? given.map((item, index) => (String(index) === first ? inner : item))
      : { ...(given as object), [first]: inner };
  }
  switch (watches) {
    case 'keys':
      return { ...(given as object), 'no-such-field': 1 };
    case 'enum':
      return 'no such value';
    case 'wrapping':
      return 80;
    case 'string':
      return 80;
    case 'integer':
      return '80';
    case 'boolean':
      return 'true';
    case 'list':
      return { 0: given };
    default:
      return null;
  }
}

test('the declarations and the code of a group export the same names', () => {
  const names = ({ constructs, unions, enums }: Declarations) => [...constructs, ...unions, ...enums].sort();
  for (const declarations of allDeclarations()) {
    const exported: object = require(`../../imports/${declarations.group}.js`);
    expect(Object.keys(exported).sort()).toEqual(names(declarations));
  }
});
