import { mergeValues } from '../references/fields';
import type { Manifest } from '../references/manifest';
import type { Patch } from './result';
import { keyOf, namespaceOf } from './world';

/** One patch for each object: what several parts of the conversion ask of it together. */
export function merged(patches: readonly Patch[]): readonly Patch[] {
  const byObject = new Map<string, Patch>();
  for (const patch of patches) {
    const { apiVersion, kind, metadata } = patch.manifest;
    const key = `${apiVersion} ${kind} ${keyOf(namespaceOf(patch.manifest), metadata.name)} ${patch.part ?? ''}`;
    const found = byObject.get(key);
    byObject.set(
      key,
      found === undefined
        ? patch
        : {
            ...patch,
            manifest: { ...patch.manifest, ...both(found.manifest, patch.manifest) },
            why: [...new Set([...found.why, ...patch.why])],
          },
    );
  }
  return [...byObject.values()];
}

function both(one: Manifest, other: Manifest): Readonly<Record<string, unknown>> {
  const value = mergeValues(one, other);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
