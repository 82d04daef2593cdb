import type { z } from 'zod';
import { nearest } from '../references/nearest';
import { type Judged, shownPath } from './judged';
import { kubernetesPart, partSchema } from './kubernetes/field';
import { locate, type Problem, pathText } from './problem';
import { shorten } from './scalar-text';
import { alternative, child, optionsOf, recordKeysOf, schemaAt, shapeOf, valuesOf } from './schema-walk';
import { placeOf } from './yaml-tree';

/** The problem of an unknown key, and the path of the key that was probably meant. */
export interface UnknownKey {
  readonly problem: Problem;
  readonly meant: string | undefined;
}

/** Problems of the keys of one map that the schema does not know. */
export function unknownKeys(
  above: readonly PropertyKey[],
  keys: readonly string[],
  judged: Judged,
): UnknownKey[] {
  const { source, root, value } = judged;
  const here = above.reduce<unknown>(child, value);
  const schema = schemaAt(judged.schema, above, value);
  const map = schema === undefined ? undefined : (alternative(schema, here) ?? schema);
  const known = map === undefined ? [] : (recordKeysOf(map) ?? Object.keys(shapeOf(map) ?? {}));
  const free = known.filter((name) => child(here, name) === undefined);
  const shape = map === undefined ? {} : (shapeOf(map) ?? {});
  return keys.map((key) => {
    const path = [...above, key];
    const other = otherWords[key];
    const near = other !== undefined && free.includes(other) ? other : nearest(key, free);
    const below = near === undefined ? takenBelow(shape, key) : undefined;
    const elsewhere = schema === undefined ? undefined : readWith(schema, key);
    const twin = near === undefined && free.length < known.length ? nearest(key, known) : undefined;
    const place = placeOf(root, path);
    return {
      meant: near === undefined ? undefined : pathText([...above, near]),
      problem: locate(source, place.keySpan ?? place.span, {
        path: shownPath(judged, path),
        message: 'unknown key',
        found: shorten(key),
        expected: `one of ${known.join(', ')}`,
        mend:
          elsewhere !== undefined
            ? `remove it: ${key} is read only with ${elsewhere}`
            : near !== undefined
              ? `write ${near}`
              : twin !== undefined
                ? `remove it: ${twin} is there already`
                : below !== undefined
                  ? `write it under ${below}, which takes what has no field of its own`
                  : 'remove it',
        nearest: near,
      }),
    };
  });
}

/** What a key is called here that has another name in Kubernetes' objects. */
const otherWords: Readonly<Record<string, string | undefined>> = { key: 'property', containerPort: 'port' };

/** The part of a service that takes a key for Kubernetes: any field of a container, or of a pod. */
function takenBelow(shape: NonNullable<ReturnType<typeof shapeOf>>, key: string): string | undefined {
  return ['container', 'pod'].find((name) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const part = field === undefined ? undefined : kubernetesPart(field);
    return part !== undefined && Object.hasOwn(partSchema(part).properties ?? {}, key);
  });
}

/** The alternatives of a union that read a key, as `mode: kic or mode: konnect-kic`. */
function readWith(schema: z.core.$ZodType, key: string): string | undefined {
  const names = (optionsOf(schema) ?? []).flatMap((option) => {
    const shape = shapeOf(option) ?? {};
    const literal = Object.entries(shape).find(([, member]) => valuesOf(member)?.length === 1);
    if (!Object.hasOwn(shape, key) || literal === undefined) return [];
    return [`${literal[0]}: ${valuesOf(literal[1])?.[0]}`];
  });
  return names.length === 0 ? undefined : names.join(' or ');
}

/** The problem of a key that does not fit where keys are names. */
export function badKey(issue: z.core.$ZodIssueInvalidKey, judged: Judged): Problem {
  const { source, root } = judged;
  const place = placeOf(root, issue.path);
  const key = String(issue.path.at(-1));
  const [first] = issue.issues;
  const values = first?.code === 'invalid_value' ? first.values.map(String) : undefined;
  const near = nearest(key, values ?? []);
  const lower = key.toLowerCase().replace(/[_.\s]+/g, '-');
  return locate(source, place.keySpan ?? place.span, {
    path: shownPath(judged, issue.path),
    message: values === undefined ? 'malformed name' : 'unknown key',
    found: shorten(key),
    expected: first?.message ?? 'another name',
    mend:
      near !== undefined
        ? `write ${near}`
        : values !== undefined
          ? 'remove it'
          : /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(lower)
            ? `write ${lower}`
            : 'rename it',
    nearest: near,
  });
}
