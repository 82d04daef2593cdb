import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { floatCoreTag, floatYaml11Tag, load, NOT_RESOLVED, YAML11_SCHEMA } from 'js-yaml';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { documentsToYaml, toYaml } from '../../output/yaml';
import { YAML_OPTIONS } from '../../output/yaml-options';
import { times } from '../long';
import { jsonValue, TRAPS } from './arbitrary-values';

const NUMBER_OF_VALUES = times(1_000, 150_000);

/** YAML 1.1 as Kubernetes' reader takes it: a number with an exponent needs no point, as in YAML 1.2. */
const schema = YAML11_SCHEMA.withTags({
  ...floatYaml11Tag,
  resolve: (source, isExplicit, tagName) => {
    const float = floatYaml11Tag.resolve(source, isExplicit, tagName);
    return float === NOT_RESOLVED ? floatCoreTag.resolve(source, isExplicit, tagName) : float;
  },
});

function yaml11(text: string): unknown {
  return load(text, { schema });
}

/** What JSON keeps of a value: -0 is 0, as it is for the API server. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('the YAML emitter', () => {
  test('writes the bytes of the yaml package, for any value', () => {
    fc.assert(
      fc.property(jsonValue, (value) => toYaml(value) === stringify(value, YAML_OPTIONS)),
      { numRuns: NUMBER_OF_VALUES },
    );
  });

  test('is read back equal by a reader of YAML 1.2 and by one of YAML 1.1, for any map', () => {
    fc.assert(
      fc.property(fc.record({ value: jsonValue }), (value) => {
        const text = toYaml(value);
        const wanted = asJson(value);
        return (
          isDeepStrictEqual(asJson(parse(text)), wanted) && isDeepStrictEqual(asJson(yaml11(text)), wanted)
        );
      }),
      { numRuns: NUMBER_OF_VALUES },
    );
  });

  test.each(TRAPS)('writes %j alike as a value, a key and an item, and it is read back as it was', (text) => {
    const value = {
      value: text,
      list: [text, [text]],
      map: { [text]: { [text]: text } },
    };
    expect(toYaml(value)).toBe(stringify(value, YAML_OPTIONS));
    expect(parse(toYaml(value))).toEqual(value);
    expect(yaml11(toYaml(value))).toEqual(value);
  });

  test('quotes what YAML 1.1 or Go reads as something else, and nothing more', () => {
    expect(
      toYaml({
        quoted: [
          'no',
          'on',
          'y',
          '~',
          '0o17',
          '017',
          '0x1',
          '1_000',
          '1e3',
          '.inf',
          '=',
          '<<',
          '12:30',
          '2026-11-22',
        ],

        plain: ['jazz-v1', 'kong:3.9', '1.13.3', '10.0.0.1', '/dj/jazz', '100m', 'e', '1:60', 'nope', 'a:b'],
      }),
    ).toMatchInlineSnapshot(`
     "quoted:
       - "no"
       - "on"
       - "y"
       - "~"
       - "0o17"
       - "017"
       - "0x1"
       - "1_000"
       - "1e3"
       - ".inf"
       - "="
       - "<<"
       - "12:30"
       - "2026-11-22"
     plain:
       - jazz-v1
       - kong:3.9
       - 1.13.3
       - 10.0.0.1
       - /dj/jazz
       - 100m
       - e
       - 1:60
       - nope
       - a:b
     "
    `);
  });

  test('writes lines of text as a literal block, empty collections in place, and lists under their key', () => {
    expect(
      toYaml({
        policy: '{\n  "Version": "2012-10-17"\n}\n',
        selector: { dataplane: { matchLabels: {} } },
        arguments: [],
        rules: [{ matches: [{ path: '/' }], backends: [['a', 'b'], {}] }],
      }),
    ).toMatchInlineSnapshot(`
     "policy: |
       {
         "Version": "2012-10-17"
       }
     selector:
       dataplane:
         matchLabels: {}
     arguments: []
     rules:
       - matches:
           - path: /
         backends:
           - - a
             - b
           - {}
     "
    `);
  });

  test('separates documents, which a reader finds again', () => {
    const documents = [
      { kind: 'Mesh' },
      { kind: 'Secret', text: 'a\n\n' },
      { kind: 'Service', text: '---\n...\n' },
    ];
    const text = documentsToYaml(documents);
    expect(text.startsWith('kind: Mesh\n---\nkind: Secret\n')).toBe(true);
    expect(text.endsWith('\n')).toBe(true);
    expect(parseAllDocuments(text).map((document) => document.toJS() as unknown)).toEqual(documents);
    expect(documentsToYaml([])).toBe('');
  });

  test('leaves out what is undefined', () => {
    expect(toYaml({ a: undefined, b: 1, c: { d: undefined } })).toBe('b: 1\nc: {}\n');
  });

  const itself: Record<string, unknown> = {};
  itself.self = { again: itself };

  test.each([
    [{ spec: { rules: [{}, { weight: null }] } }, 'spec.rules[1].weight: null; leave the field out'],
    [{ data: { ratio: Number.NaN } }, 'data.ratio: NaN is not a number'],
    [{ list: [1, undefined] }, 'list[1]: undefined; expected plain data'],
    [{ when: new Date(0) }, 'when: Date; expected plain data'],
    [{ labels: new Map([['a', 'b']]) }, 'labels: Map; expected plain data'],
    [{ text: 'a\ud800' }, 'text: text with half of a surrogate pair'],
    [{ spec: { 'a\udc00': 1 } }, 'spec: a key with half of a surrogate pair'],
    [{ 'a\udc00': 1 }, 'the document: a key with half'],
    [null, 'the document: null'],
    [itself, 'does it contain itself?'],
  ])('refuses what has no safe form, and says where: %#', (value, message) => {
    expect(() => toYaml(value)).toThrow(
      expect.objectContaining({
        name: 'YamlError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
