import type { StructuralSchema } from '../../../references/schemas';
import type { Random } from './random';

type Holder = Record<string, unknown> | unknown[];

interface Place {
  readonly holder: Holder;
  readonly key: string | number;
  readonly schema: StructuralSchema;
  readonly path: string;
  readonly required: boolean;
}

/**
 * Makes one mistake in a value, in place.
 *
 * @returns what was done and where, or undefined where no mistake could be made
 */
export function spoil(value: Holder, schema: StructuralSchema, random: Random): string | undefined {
  const place = random.pick(placesOf(value, schema, ''));
  if (place === undefined) return undefined;
  const mistakes = mistakesAt(place);
  const [what, make] = random.pick(mistakes) ?? [];
  make?.();
  return what === undefined ? undefined : `${what} at ${place.path}`;
}

function mistakesAt({ holder, key, schema, required }: Place): [string, () => void][] {
  const old = Reflect.get(holder, key) as unknown;
  const put = (value: unknown) => () => {
    Reflect.set(holder, key, value);
  };
  const mistakes: [string, () => void][] = [];
  const object = typeof old === 'object' && old !== null && !Array.isArray(old);
  if (object) mistakes.push(['an unknown field', put({ ...old, meshwrightUnknown: 1 })]);
  if (required && !Array.isArray(holder)) {
    mistakes.push(['a missing field', () => Reflect.deleteProperty(holder, String(key))]);
  }
  if (schema['x-kubernetes-int-or-string'] !== true) {
    mistakes.push([
      'another type',
      put(typeof old === 'string' ? 7 : object ? 'text' : typeof old === 'number' ? 'text' : 'no'),
    ]);
  }
  if (schema.enum !== undefined) mistakes.push(['a value of no enum', put('NoSuchValue')]);
  if (typeof schema.maximum === 'number') mistakes.push(['too large a number', put(schema.maximum + 1)]);
  if (typeof schema.minimum === 'number') mistakes.push(['too small a number', put(schema.minimum - 1)]);
  if (typeof schema.pattern === 'string')
    mistakes.push(['a text against the pattern', put('!! no pattern !!')]);
  if (typeof schema.minItems === 'number' && schema.minItems > 0)
    mistakes.push(['too short a list', put([])]);
  if (Array.isArray(old) && old.length > 0) mistakes.push(['an item twice', put([...old, old[0]])]);
  mistakes.push(['a null', put(null)]);
  return mistakes;
}

function placesOf(value: unknown, schema: StructuralSchema, path: string): Place[] {
  if (Array.isArray(value)) {
    const items = schema.items ?? {};
    return value.flatMap((item: unknown, key) => [
      { holder: value, key, schema: items, path: `${path}[${key}]`, required: false },
      ...placesOf(item, items, `${path}[${key}]`),
    ]);
  }
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (!(key in holder) || (path === '' && ['apiVersion', 'kind', 'metadata'].includes(key))) return [];
    const below = path === '' ? key : `${path}.${key}`;
    const required = schema.required?.includes(key) ?? false;
    return [
      { holder, key, schema: property, path: below, required },
      ...placesOf(holder[key], property, below),
    ];
  });
}
