import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../references/manifest';

/** A field of one kind, such as `VirtualNode spec.listeners[].portMapping.port`. */
export interface FieldOfKind {
  readonly kind: string;
  readonly path: string;
}

/** One row of a table of the page: the fields of both meshes that stand for the same thing. */
export interface Row {
  readonly says: string;
  readonly appMesh: readonly FieldOfKind[];
  readonly kongMesh: readonly FieldOfKind[];
}

/** The tables of `docs/app-mesh-to-kong-mesh.md`, by their headings. */
export function mappingTables(): ReadonlyMap<string, readonly Row[]> {
  const page = readFileSync(join(__dirname, '../../docs/app-mesh-to-kong-mesh.md'), 'utf8');
  const sections = page.split('\n## ').slice(1);
  return new Map(
    sections.map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const rows = lines.filter((line) => line.startsWith('|')).slice(2);
      return [heading, rows.map(rowOf)];
    }),
  );
}

function rowOf(line: string): Row {
  const [says = '', appMesh = '', kongMesh = ''] = line
    .slice(1)
    .split('|')
    .map((cell) => cell.trim());
  return { says, appMesh: fieldsOf(appMesh), kongMesh: fieldsOf(kongMesh) };
}

function fieldsOf(cell: string): FieldOfKind[] {
  return [...cell.matchAll(/`(\w+) ([^`]+)`/g)].map(([, kind = '', path = '']) => ({ kind, path }));
}

/** Every leaf of the objects: its field, with `[]` for a place in a list, and its value. An empty map is a leaf. */
export function leaves(objects: readonly Manifest[]): readonly (FieldOfKind & { readonly value: unknown })[] {
  return objects.flatMap((object) =>
    leavesOf(object).map(([path, value]) => ({ kind: object.kind, path, value })),
  );
}

function leavesOf(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return [[path, value]];
  }
  return Array.isArray(value)
    ? value.flatMap((item) => leavesOf(item, `${path}[]`))
    : Object.entries(value).flatMap(([key, inside]) =>
        leavesOf(inside, path === '' ? key : `${path}.${key}`),
      );
}

/** Whether a row's field, in which `*` stands for part of a name, is that of a leaf. */
export function covers(field: FieldOfKind, leaf: FieldOfKind): boolean {
  const pattern = field.path.replace(/[.[\]/]/g, '\\$&').replaceAll('*', '[^.]*');
  return field.kind === leaf.kind && new RegExp(`^${pattern}$`).test(leaf.path);
}

/** The values of a field, in the order of the objects. */
export function valuesAt(objects: readonly Manifest[], field: FieldOfKind): readonly unknown[] {
  return leaves(objects)
    .filter((leaf) => covers(field, leaf))
    .map(({ value }) => value);
}
