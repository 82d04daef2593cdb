import { z } from 'zod';
import type { Application } from './application/schema';
import { type ClusterConfig, clusterSchema } from './cluster';
import { alternative, child, isRecord, itemOf, optionsOf, recordValueOf, shapeOf } from './schema-walk';

/** A value of which every part may be missing, because it is absent or because it is not valid. */
export type Partly<T> = T extends readonly (infer Element)[]
  ? readonly (Partly<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Partly<T[Key]> | undefined }
    : T;

/** What is valid of a cluster file, defaults included. */
export type PartlyValid = ValidCluster & {
  /** The applications that are valid as a whole, and undefined for one that is not. */
  readonly applications?: Readonly<Record<string, Application | undefined>>;
};

/** What is valid of a cluster file but for its applications, defaults included. */
export type ValidCluster = Partly<Omit<ClusterConfig, 'name' | 'applications'>>;

// `parts` builds by the schema what the type says of it; zod keeps the two together.
const partlyValid = z.custom<ValidCluster>(isRecord);

const withoutApplications = clusterSchema.omit({ applications: true });

/**
 * The valid parts of a file's value: a field that fails its schema is left out, and its siblings stay. The rules that
 * span fields judge these, so that one mistake does not hide another (zod skips a refinement when a sibling failed).
 */
export function validParts(value: unknown): ValidCluster {
  return partlyValid.parse(parts(withoutApplications, value) ?? {});
}

function parts(schema: z.core.$ZodType, value: unknown): unknown {
  if (value !== undefined && optionsOf(schema) !== undefined) {
    const chosen = alternative(schema, value);
    return chosen === undefined ? undefined : parts(chosen, value);
  }
  if (value === undefined) return leaf(schema, value);
  const item = itemOf(schema);
  if (item !== undefined) return Array.isArray(value) ? value.map((each) => parts(item, each)) : undefined;
  const shape = shapeOf(schema);
  const entry = recordValueOf(schema);
  if (shape === undefined && entry === undefined) return leaf(schema, value);
  if (!isRecord(value)) return undefined;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(shape ?? value)) {
    const member = shape?.[key] ?? entry;
    const part = member === undefined ? undefined : parts(member, child(value, key));
    if (part !== undefined) result[key] = part;
  }
  return result;
}

function leaf(schema: z.core.$ZodType, value: unknown): unknown {
  const result = z.safeParse(schema, value);
  return result.success ? result.data : undefined;
}
