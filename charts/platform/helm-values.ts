/** Values of a Helm chart: a tree of JSON. */
export interface HelmValues {
  readonly [key: string]: unknown;
}

/**
 * Values with others laid over them, as Helm itself does it: maps are merged key by key, anything else (lists too) is
 * replaced whole. A `null` stays: with it Helm deletes the default of the chart.
 */
export function mergeValues(base: HelmValues, over: HelmValues): HelmValues {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = isMap(below) && isMap(value) ? mergeValues(below, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether values hold what no typed object takes: a `null`, which means something to Helm alone, or a key that every JavaScript object has. */
export function needHelm(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  return Object.entries(value).some(([key, each]) => key in Object.prototype || needHelm(each));
}
