/** Values of a Helm chart: a tree of JSON. */
export interface HelmValues {
  readonly [key: string]: unknown;
}

/**
 * Values with others laid over them, as Helm itself does it: maps are merged key by key, anything else (lists too) is
 * replaced whole.
 */
export function mergeValues(base: HelmValues, over: HelmValues): HelmValues {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isMap(below) && isMap(value) ? mergeValues(below, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
