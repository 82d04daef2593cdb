import type { PlannedFile } from '../../plan/files';
import type { Json, Manifest } from '../../references/manifest';

/** A place where the clusters of a template differ. */
export interface Place {
  /** The object, by its position. */
  readonly object: number;
  /** JSON pointer below the object. */
  readonly pointer: string;
  readonly parameter: string;
}

/** Clusters whose objects have the same shape, as one list of objects with parameters in it. */
export interface Template {
  /** The output file of each object, as one cluster has it. */
  readonly paths: readonly string[];
  /** The objects of the first cluster. */
  readonly first: readonly Manifest[];
  /** The same with `PARAMETERx3x` in the place of what differs between the clusters. */
  readonly objects: readonly Json[];
  readonly places: readonly Place[];
  /** By cluster, the value of every parameter: `p3`. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, Json>>>;
}

export const placeholder = /PARAMETERx(\d+)x/g;

/**
 * What other programs are given to make the clusters from: as few templates as there are shapes (the two delivery engines make two),
 * and the values of each cluster.
 */
export function templatesOf(clusters: ReadonlyMap<string, readonly PlannedFile[]>): readonly Template[] {
  const shapes = new Map<string, (readonly [string, readonly PlannedFile[]])[]>();
  for (const [cluster, files] of clusters) {
    const shape = JSON.stringify(files.map(({ path, objects }) => [path, objects.map(({ kind }) => kind)]));
    shapes.set(shape, [...(shapes.get(shape) ?? []), [cluster, files]]);
  }
  return [...shapes.values()].map(templateOf);
}

function templateOf(clusters: readonly (readonly [string, readonly PlannedFile[]])[]): Template {
  const lists = clusters.map(([, files]) => files.flatMap(({ objects }) => objects));
  const [, files = []] = clusters[0] ?? [];
  const parameters = new Map<string, { readonly name: string; readonly values: readonly Json[] }>();
  const places: Place[] = [];

  /** One value for all, with parameters where they differ. */
  const merged = (values: readonly Json[], object: number, pointer: string): Json => {
    const [first = null] = values;
    const texts = values.map((value) => JSON.stringify(value));
    if (new Set(texts).size === 1) return first;
    const arrays = values.filter(isArray);
    if (arrays.length === values.length && new Set(arrays.map(({ length }) => length)).size === 1)
      return (arrays[0] ?? []).map((_, at) =>
        merged(
          arrays.map((array) => array[at] ?? null),
          object,
          `${pointer}/${at}`,
        ),
      );
    const records = values.filter(isRecord);
    if (
      records.length === values.length &&
      new Set(records.map((record) => Object.keys(record).join('\n'))).size === 1
    )
      return Object.fromEntries(
        Object.keys(records[0] ?? {}).map((key) => [
          key,
          merged(
            records.map((record) => record[key] ?? null),
            object,
            `${pointer}/${escaped(key)}`,
          ),
        ]),
      );
    const text = texts.join();
    const { name } = parameters.get(text) ?? { name: `p${parameters.size}` };
    parameters.set(text, { name, values });
    places.push({ object, pointer, parameter: name });
    return `PARAMETERx${name.slice(1)}x`;
  };

  return {
    paths: files.flatMap(({ path, objects }) => objects.map(() => path)),
    first: lists[0] ?? [],
    objects: (lists[0] ?? []).map((_, at) =>
      merged(
        lists.map((list) => plain(list[at])),
        at,
        '',
      ),
    ),
    places,
    values: new Map(
      clusters.map(([cluster], at) => [
        cluster,
        Object.fromEntries([...parameters.values()].map(({ name, values }) => [name, values[at] ?? null])),
      ]),
    ),
  };
}

function plain(manifest: Manifest | undefined): Json {
  const copy: Json = JSON.parse(JSON.stringify(manifest ?? null));
  return copy;
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
