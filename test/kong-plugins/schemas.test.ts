import Ajv, { type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { checkShape } from '../../kong-plugins/check-shape';
import { type PluginName, pluginNames, pluginSchema } from '../../kong-plugins/plugins';
import type { FieldSchema } from '../../kong-plugins/schema';
import { isLong, times } from '../long';
import { drawnFrom, type Plain } from './schema-values';

const own = ['plugin', 'edition', 'since', 'until', 'protocols', 'scopes', 'encrypted', 'public']
  .concat(['referenceable', 'form', 'enum-since', 'enum-enterprise', 'default-before'])
  .concat(['replaced-by', 'replaced-from', 'agrees', 'was', 'only', 'nonnull', 'key-form', 'enum-until'])
  .map((word) => `x-${word}`);
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
ajv.addVocabulary(own);

const compiled = new Map<PluginName, ValidateFunction>();
function ajvOf(name: PluginName): ValidateFunction {
  let validate = compiled.get(name);
  if (validate === undefined) {
    validate = ajv.compile(pluginSchema(name));
    compiled.set(name, validate);
  }
  return validate;
}

/** The codes that JSON Schema has a word for. */
const plain = new Set(['unknown-field', 'type', 'enum', 'range', 'required']);

/** Compiling a schema takes its time, and the schemas are made alike: one in nine, unless the long tests are asked for. */
const some = pluginNames.filter((name, index) => isLong || index % 9 === 0 || name === 'datakit');
const gateway = { version: '3.15', edition: 'enterprise' } as const;

describe('the schema of every plugin', () => {
  it.each(some)('%s is strict draft-07 and says whose it is', (name) => {
    expect(() => ajvOf(name)).not.toThrow();
    expect(pluginSchema(name)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      'x-plugin': name,
      additionalProperties: false,
    });
    expect(['open-source', 'enterprise']).toContain(pluginSchema(name)['x-edition']);
  });

  it.each(pluginNames)('%s refuses unknown keys in every record', (name) => {
    const open: string[] = [];
    const walk = (field: FieldSchema, path: string): void => {
      if (field.properties !== undefined && field.additionalProperties !== false) open.push(path);
      for (const [key, inner] of Object.entries(field.properties ?? {})) walk(inner, `${path}/${key}`);
      if (field.items !== undefined) walk(field.items, `${path}[]`);
      if (
        field.type === 'object' &&
        field.properties === undefined &&
        field.oneOf === undefined &&
        field.additionalProperties === undefined
      ) {
        open.push(path);
      }
    };
    walk(pluginSchema(name), '');
    expect(open).toEqual([]);
  });

  it.each(pluginNames)('%s accepts its own defaults', (name) => {
    const wrong: string[] = [];
    const walk = (field: FieldSchema, path: string): void => {
      const context = { plugin: name, gateway, given: new Set<string>() };
      if (field.default !== undefined && checkShape(field.default, field, '', context).length > 0)
        wrong.push(path);
      for (const [key, inner] of Object.entries(field.properties ?? {})) walk(inner, `${path}/${key}`);
    };
    walk(pluginSchema(name), '');
    expect(wrong).toEqual([]);
  });

  it.each(some)('%s is judged alike by a JSON Schema validator and by the check of the shape', (name) => {
    const schema = pluginSchema(name);
    const values = fc.oneof(drawnFrom(schema, 'right'), drawnFrom(schema, 'wrong'));
    fc.assert(
      fc.property(values, (config: Plain) => {
        const faults = checkShape(config, schema, '', { plugin: name, gateway, given: new Set() });
        const validate = ajvOf(name);
        const valid = validate(config);
        // What no pattern says of a text, the check of the shape alone knows.
        const byPattern = validate.errors?.some(({ keyword }) => keyword === 'pattern') === true;
        const refused = faults.some(({ code }) => plain.has(code) || (byPattern && code === 'pattern'));
        expect({ config, refused }).toEqual({ config, refused: !valid });
      }),
      { numRuns: times(10, 1000) },
    );
  });
});
