import { groupOf, type Manifest } from '../../references/manifest';
import { nearestValue } from '../../references/nearest';
import type { Draft } from '../finding';
import { annotationPath } from './annotation';
import { knownAnnotation, sides } from './annotation-table';
import { type AnnotationValue, entriesOf } from './annotation-value';

/** A value of an annotation that is not one that Kong takes. */
export interface WrongValue {
  /** True where the gateway refuses the whole configuration because of it. */
  readonly stops: boolean;
  readonly draft: Draft;
}

/** The annotations of an object whose values Kong does not take. */
export function wrongValues(object: Manifest): readonly WrongValue[] {
  const side = sides.get(`${groupOf(object.apiVersion)}/${object.kind}`);
  return Object.entries(object.metadata.annotations ?? {}).flatMap(([key, value]: [string, unknown]) => {
    const known = knownAnnotation(key);
    if (known === undefined || side === undefined || !known.on.includes(side)) return [];
    if (typeof value === 'string' && known.value.accepts(value)) return [];
    const stops = typeof value === 'string' && known.value.stops?.(value) === true;
    return [{ stops, draft: draftOf(object, key, value, known.value) }];
  });
}

function draftOf(object: Manifest, key: string, value: unknown, known: AnnotationValue): Draft {
  const wrong =
    typeof value === 'string' ? (entriesOf(value).find((entry) => !known.accepts(entry)) ?? value) : value;
  const close = nearestValue(String(wrong), known.known ?? []) ?? sameMeaning(wrong, known.known);
  return {
    object,
    path: annotationPath(key),
    message: `${key} wants ${known.expected}`,
    found: typeof value === 'string' ? `"${wrong}"` : `${typeof value} ${String(value)}, which is no text`,
    expected: known.expected,
    mend: close === undefined ? `write ${known.expected}` : `write "${close}"`,
    ...(close === undefined ? {} : { nearest: close }),
  };
}

/** The words that YAML 1.1 and people use for true and false. */
function sameMeaning(value: unknown, known: readonly string[] | undefined): string | undefined {
  if (known?.includes('true') !== true) return undefined;
  if (/^(yes|y|on|1|enabled|true)$/i.test(String(value))) return 'true';
  return /^(no|n|off|0|disabled|false)$/i.test(String(value)) ? 'false' : undefined;
}
