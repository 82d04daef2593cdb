import { fields, pointer } from '../references/fields';
import type { HelmInstall } from '../references/helm-install';
import { nearest } from '../references/nearest';
import type { Draft } from './finding';

/** The keys of a chart's values: those below a key where they are known, or `true` where anything may be. */
export interface KnownValues {
  readonly [key: string]: KnownValues | true;
}

/** A key of a chart's values that the chart does not read. */
interface UnknownValue {
  readonly path: readonly string[];
  readonly known: readonly string[];
  readonly nearest?: string;
}

/**
 * What is to be said of an install's values that its chart does not read.
 *
 * @param listed so many known keys are named at most
 */
export function unknownValueDrafts(
  install: HelmInstall,
  known: KnownValues,
  listed: number,
): readonly Draft[] {
  return unknownValues(install.values, known).map((value) => {
    const key = value.path.join('.');
    return {
      object: install.by,
      path: pointer(...install.valuesPath, ...value.path),
      message: `chart ${install.chart} reads no value ${key}`,
      found: key,
      expected:
        value.known.length > listed ? 'a key of the chart’s values.yaml' : `one of ${value.known.join(', ')}`,
      ...(value.nearest === undefined ? {} : { nearest: value.nearest }),
      mend: value.nearest === undefined ? 'move it to where the chart reads it' : `write ${value.nearest}`,
    };
  });
}

/** The keys that are not among those known, at every level that is known. */
function unknownValues(
  values: unknown,
  known: KnownValues,
  path: readonly string[] = [],
): readonly UnknownValue[] {
  return Object.entries(fields(values)).flatMap(([key, value]): readonly UnknownValue[] => {
    const below = Object.hasOwn(known, key) ? known[key] : undefined;
    if (below === true) return [];
    if (below !== undefined) return unknownValues(value, below, [...path, key]);
    const near = nearest(key, Object.keys(known));
    const found = { path: [...path, key], known: Object.keys(known) };
    return [near === undefined ? found : { ...found, nearest: near }];
  });
}

/** Known keys, below which anything may be. */
export function anyBelow(...keys: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(keys.map((key) => [key, true]));
}
