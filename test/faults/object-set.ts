import type { CheckContext } from '../../checks/rule';
import { idOf, keyOf, type ObjectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import { buildIndex, type ReferenceIndex } from '../../references/reference-index';

/** The objects of one file, in its order. */
export interface SetFile {
  /** Path below the cluster's folder, such as `30-mesh/kong.yaml`: the stage, then the chart. */
  readonly path: string;
  readonly objects: readonly Manifest[];
}

/** Objects that belong together, and what is known beside them: what a fault is put into. */
export interface ObjectSet {
  readonly name: string;
  readonly files: readonly SetFile[];
  readonly given: readonly string[];
  readonly engine?: 'flux' | 'argo-cd';
  readonly roles: NonNullable<CheckContext['roles']>;
}

/** Every object of a set, in the order of its files. */
export function objectsOf(set: ObjectSet): readonly Manifest[] {
  return set.files.flatMap(({ objects }) => objects);
}

const indexes = new WeakMap<ObjectSet, ReferenceIndex>();

/** The reference index of a set; built once. */
export function indexOf(set: ObjectSet): ReferenceIndex {
  const known = indexes.get(set) ?? buildIndex(objectsOf(set), { given: set.given });
  indexes.set(set, known);
  return known;
}

/** The set with other objects in the place of one: none to remove it, several to put more beside it. */
export function withReplaced(set: ObjectSet, object: Manifest, by: readonly Manifest[]): ObjectSet {
  const files = set.files.map(({ path, objects }) => ({
    path,
    objects: objects.flatMap((each) => (each === object ? by : [each])),
  }));
  return { ...set, files };
}

/** The set with several objects edited: each by its identity. */
export function withEdited(set: ObjectSet, edited: readonly Manifest[]): ObjectSet {
  const byKey = new Map(edited.map((object) => [keyOf(idOf(object)), object]));
  const files = set.files.map(({ path, objects }) => ({
    path,
    objects: objects.map((each) => byKey.get(keyOf(idOf(each))) ?? each),
  }));
  return { ...set, files };
}

/** The set with an object in another file. */
export function withMoved(set: ObjectSet, object: Manifest, path: string): ObjectSet {
  const without = withReplaced(set, object, []);
  const there = without.files.some((file) => file.path === path);
  const files = there ? without.files : [...without.files, { path, objects: [] }];
  return {
    ...set,
    files: files
      .map((file) => (file.path === path ? { ...file, objects: [...file.objects, object] } : file))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The objects of a kind, `group/Kind` (`/Service` for the core group). */
export function ofKind(set: ObjectSet, kind: string): readonly Manifest[] {
  const slash = kind.indexOf('/');
  return indexOf(set).ofKind(kind.slice(0, slash), kind.slice(slash + 1));
}

/** The ids of the objects that refer to an object, or to what it brings. */
export function referrersOf(set: ObjectSet, object: Manifest): readonly ObjectId[] {
  return indexOf(set)
    .referrers(object)
    .map(({ from }) => idOf(from));
}
