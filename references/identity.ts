import { groupOf, type Manifest } from './manifest';
import { oneLine } from './printable';

/** What makes two objects the same one: group and kind (never the version), namespace and name. */
export interface ObjectId {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent for a cluster-scoped object. */
  readonly namespace?: string;
  readonly name: string;
}

/** Builds an id; an undefined namespace stays absent. */
export function objectId(group: string, kind: string, namespace: string | undefined, name: string): ObjectId {
  return namespace === undefined ? { group, kind, name } : { group, kind, namespace, name };
}

/** The id of a manifest. */
export function idOf(object: Manifest): ObjectId {
  return objectId(groupOf(object.apiVersion), object.kind, object.metadata.namespace, object.metadata.name);
}

/** A string that is equal for equal ids. */
export function keyOf(id: ObjectId): string {
  return `${id.group}/${id.kind}/${id.namespace ?? ''}/${id.name}`;
}

/** One line that names an object, as `describe` does for a manifest. */
export function describeId(id: ObjectId): string {
  const group = id.group === '' ? '' : `${id.group}/`;
  return oneLine(`${group}${id.kind} ${id.namespace === undefined ? '' : `${id.namespace}/`}${id.name}`);
}
