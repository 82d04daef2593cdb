import { groupOf, type Manifest } from '../../../references/manifest';
import { type SchemaEntry, schemaFor, schemaIndex } from '../../../references/schemas';
import { operatorGroups } from '../server/custom-resources';
import { Random } from './random';
import { spoil } from './spoil';
import { valueFor } from './values';

/** A generated object, and the mistake that was made in it. */
export interface GeneratedObject {
  readonly entry: SchemaEntry;
  readonly manifest: Manifest;
  /** Undefined where no mistake was made on purpose. */
  readonly mistake: string | undefined;
}

/** The module whose kinds have no CustomResourceDefinition: what the API server knows of itself. */
export const coreModule = 'k8s.io/kubernetes';

/** The kinds that have a definition. */
export function customKinds(): SchemaEntry[] {
  return schemaIndex().filter(
    ({ module, apiVersion }) => module !== coreModule && !operatorGroups.has(groupOf(apiVersion)),
  );
}

/**
 * Objects of every custom kind, the same for the same seed: every second one with one mistake.
 *
 * @param each - how many objects of each kind
 */
export function generateObjects(each: number, seed: number): GeneratedObject[] {
  const random = new Random(seed);
  return customKinds().flatMap((entry) =>
    Array.from({ length: each }, (_, index) => {
      const schema = schemaFor(entry.apiVersion, entry.kind) ?? {};
      const { status: _status, metadata: _metadata, ...properties } = schema.properties ?? {};
      const shape = { ...schema, properties };
      const value = valueFor(shape, random) as Record<string, unknown>;
      const metadata = {
        name: 'generated',
        ...(entry.scope === 'Namespaced' ? { namespace: 'default' } : {}),
      };
      const mistake = index % 2 === 1 ? spoil(value, shape, random) : undefined;
      return {
        entry,
        manifest: { ...value, apiVersion: entry.apiVersion, kind: entry.kind, metadata },
        mistake,
      };
    }),
  );
}
