/** How the props of a generated class become the JSON of an object. */
import { type Fields, isObject, Refusal, refuse, unknownKey } from './refusal';

/**
 * How a value is rendered: a string, number, integer, boolean, anything (`a`), the fields of a shape by its number, one of
 * some values, a list, a map, or a wrapped number-or-string by the name of its class.
 */
export type Codec =
  | 's'
  | 'n'
  | 'i'
  | 'b'
  | 'a'
  | number
  | { readonly e: readonly (string | number)[] }
  | { readonly l: Codec }
  | { readonly m: Codec }
  | { readonly u: string };

/** The fields of an object by the class's spelling; a pair where the API server spells the field differently. */
export type Shape = Readonly<Record<string, Codec | readonly [spelling: string, codec: Codec]>>;

/** @param path where the value stands; what it holds when a Refusal is thrown is where the value that was refused stands */
export type Render = (value: unknown, path: string[]) => unknown;

interface Field {
  readonly spelling: string;
  readonly render: Render;
}

/** What renders the codecs that speak of these shapes. A shape is compiled when the first object needs it. */
export function compiler(shapes: readonly Shape[]): (codec: Codec) => Render {
  const compiled: Render[] = [];
  const compile = (codec: Codec): Render => {
    if (typeof codec === 'number') {
      return (value, path) => {
        compiled[codec] ??= fieldsOf(shapes[codec] ?? {}, compile);
        return compiled[codec](value, path);
      };
    }
    if (typeof codec === 'string') {
      return scalars[codec];
    }
    if ('e' in codec) {
      return oneOf(codec.e);
    }
    if ('l' in codec) {
      return listOf(compile(codec.l));
    }
    return 'm' in codec ? mapOf(compile(codec.m)) : wrapped(codec.u);
  };
  return compile;
}

/** The keys by code unit, as cdk8s writes them. Few maps have many, and many are in order already. */
function sortedKeys(map: Fields): readonly string[] {
  const keys = Object.keys(map);
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort();
}

const scalars: Readonly<Record<'s' | 'n' | 'i' | 'b' | 'a', Render>> = {
  s: (value) => (typeof value === 'string' ? value : refuse('a string', value)),
  n: (value) => (Number.isFinite(value) ? value : refuse('a number', value)),
  i: (value) => (Number.isInteger(value) ? value : refuse('an integer', value)),
  b: (value) => (typeof value === 'boolean' ? value : refuse('true or false', value)),
  a: anything,
};

/** A free-form value goes through as it is, but for the order of keys; only what JSON and YAML cannot carry is refused. */
function anything(value: unknown, path: string[]): unknown {
  if (Array.isArray(value)) {
    return listOfAnything(value, path);
  }
  if (isObject(value)) {
    return mapOfAnything(value, path);
  }
  if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    refuse('a value', value);
  }
  return value;
}

function fieldsOf(shape: Shape, compile: (codec: Codec) => Render): Render {
  const fields = new Map<string, Field>();
  for (const [name, entry] of Object.entries(shape)) {
    const [spelling, codec] = Array.isArray(entry) ? entry : [name, entry];
    fields.set(name, { spelling, render: compile(codec) });
  }
  return (value, path) => {
    if (!isObject(value)) {
      return refuse('an object', value);
    }
    const rendered: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) {
      const inner = value[key];
      if (inner === undefined) {
        continue;
      }
      const field = fields.get(key);
      if (!field) {
        throw new Refusal(unknownKey(key, fields));
      }
      path.push(key);
      rendered[field.spelling] = field.render(inner, path);
      path.pop();
    }
    return rendered;
  };
}

function oneOf(values: readonly (string | number)[]): Render {
  const known = new Set<unknown>(values);
  return (value) =>
    known.has(value) ? value : refuse(`one of ${values.map((one) => JSON.stringify(one)).join(', ')}`, value);
}

function listOf(render: Render): Render {
  return (value, path) => {
    if (!Array.isArray(value)) {
      return refuse('a list', value);
    }
    return value.map((item, index) => {
      path.push(String(index));
      const rendered = render(item, path);
      path.pop();
      return rendered;
    });
  };
}

function mapOf(render: Render): Render {
  return (value, path) => {
    if (!isObject(value)) {
      return refuse('a map', value);
    }
    const rendered: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) {
      const inner = value[key];
      if (inner !== undefined) {
        path.push(key);
        rendered[key] = render(inner, path);
        path.pop();
      }
    }
    return rendered;
  };
}

const listOfAnything = listOf(anything);
const mapOfAnything = mapOf(anything);

function wrapped(name: string): Render {
  return (value) => {
    const inner = typeof value === 'object' && value !== null ? (value as Fields).value : undefined;
    return typeof inner === 'string' || Number.isFinite(inner)
      ? inner
      : refuse(
          `${name}.fromNumber(...) or ${name}.fromString(...); a JSON patch writes {"value": ...}`,
          value,
        );
  };
}
