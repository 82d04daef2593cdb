/** How the props of a generated class become the JSON of an object. */
import { type Fields, inside, isObject, Refusal, refuse, unknownKey } from './refusal';

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

/**
 * The fields of an object by the class's spelling, in the order in which they are written; a pair where the API server spells
 * the field differently.
 */
export type Shape = Readonly<Record<string, Codec | readonly [spelling: string, codec: Codec]>>;

/**
 * Copies a value as it is written. What is for cdk8s to resolve is refused like all else that does not fit.
 *
 * @throws Refusal
 */
export type Render = (value: unknown) => unknown;

interface Field {
  readonly name: string;
  readonly spelling: string;
  readonly place: number;
  readonly render: Render;
}

/** What renders the codecs that speak of these shapes. A shape is compiled when the first object needs it. */
export function compiler(shapes: readonly Shape[]): (codec: Codec) => Render {
  const compiled: Render[] = [];
  const compile = (codec: Codec): Render => {
    if (typeof codec === 'number') {
      return (value) => {
        compiled[codec] ??= fieldsOf(shapes[codec] ?? {}, compile);
        return compiled[codec](value);
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
  let last = '';
  for (const key of keys) {
    if (key < last) {
      return keys.sort();
    }
    last = key;
  }
  return keys;
}

const scalars: Readonly<Record<'s' | 'n' | 'i' | 'b' | 'a', Render>> = {
  s: (value) => (typeof value === 'string' ? value : refuse('a string', value)),
  n: (value) => (Number.isFinite(value) ? value : refuse('a number', value)),
  i: (value) => (Number.isInteger(value) ? value : refuse('an integer', value)),
  b: (value) => (typeof value === 'boolean' ? value : refuse('true or false', value)),
  a: anything,
};

/** A free-form value goes through as it is, but for the order of keys; only what JSON and YAML cannot carry is refused. */
function anything(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return listOfAnything(value);
  }
  return isObject(value) ? mapOfAnything(value) : refuse('a value', value);
}

function fieldsOf(shape: Shape, compile: (codec: Codec) => Render): Render {
  const fields = new Map<string, Field>();
  for (const [name, entry] of Object.entries(shape)) {
    const [spelling, codec] = Array.isArray(entry) ? entry : [name, entry];
    fields.set(name, { name, spelling, place: fields.size, render: compile(codec) });
  }
  return (value) => {
    if (!isObject(value)) {
      return refuse('an object', value);
    }
    const rendered: Record<string, unknown> = {};
    for (const { name, spelling, render } of fieldsIn(value, fields)) {
      try {
        rendered[spelling] = render(value[name]);
      } catch (error) {
        throw inside(name, error);
      }
    }
    return rendered;
  };
}

/** The fields that a value has, in the order of the shape. */
function fieldsIn(value: Fields, fields: ReadonlyMap<string, Field>): readonly Field[] {
  const found: Field[] = [];
  for (const key of Object.keys(value)) {
    if (value[key] === undefined) {
      continue;
    }
    const field = fields.get(key);
    if (!field) {
      throw new Refusal(unknownKey(key, fields));
    }
    let at = found.length;
    for (let before = found[at - 1]; before && before.place > field.place; before = found[at - 1]) {
      found[at] = before;
      at -= 1;
    }
    found[at] = field;
  }
  return found;
}

function oneOf(values: readonly (string | number)[]): Render {
  const known = new Set<unknown>(values);
  return (value) =>
    known.has(value) ? value : refuse(`one of ${values.map((one) => JSON.stringify(one)).join(', ')}`, value);
}

function listOf(render: Render): Render {
  return (value) => {
    if (!Array.isArray(value)) {
      return refuse('a list', value);
    }
    const rendered: unknown[] = [];
    for (const item of value) {
      try {
        rendered.push(render(item));
      } catch (error) {
        throw inside(rendered.length, error);
      }
    }
    return rendered;
  };
}

function mapOf(render: Render): Render {
  return (value) => {
    if (!isObject(value)) {
      return refuse('a map', value);
    }
    const rendered: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) {
      const inner = value[key];
      if (inner === undefined) {
        continue;
      }
      try {
        rendered[key] = key === '__proto__' ? refuse('another key', key) : render(inner);
      } catch (error) {
        throw inside(key, error);
      }
    }
    return rendered;
  };
}

const listOfAnything = listOf(anything);
const mapOfAnything = mapOf(anything);

function wrapped(name: string): Render {
  return (value) => {
    const inner = wrappedIn(value);
    return typeof inner === 'string' || Number.isFinite(inner)
      ? inner
      : refuse(
          `${name}.fromNumber(...) or ${name}.fromString(...); a JSON patch writes {"value": ...}`,
          value,
        );
  };
}

/** A number or a string in a class of its own, such as IntOrString, which holds nothing else. */
function wrappedIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1
    ? (value as Fields).value
    : undefined;
}
