import type { Manifest } from './manifest';

/** So many forms of one object are remembered: a fleet has a few stages, engines and regions. */
const MOST_FORMS = 4;
/** As many objects as 100 clusters have; the older half goes when there are more. */
const MOST_REMEMBERED = 6_000;

/** Forms of each object that were met, by its kind, namespace and name; the last one first. */
let recent = new Map<string, Manifest[]>();
let before = new Map<string, Manifest[]>();

/**
 * The objects of a set, each as the one value that an earlier set had for an object that says the same: clusters of a fleet
 * share most of theirs, and what is remembered of an object (its text, that no rule has anything against it) is then known
 * for all of them. Two equal objects of one set stay two.
 *
 * @param objects plain data, which nobody changes afterwards
 */
export function sharedObjects(objects: readonly Manifest[]): readonly Manifest[] {
  const own = new Set<Manifest>();
  return objects.map((object) => {
    const shared = sharedObject(object);
    const chosen = own.has(shared) ? object : shared;
    own.add(chosen);
    return chosen;
  });
}

function sharedObject(object: Manifest): Manifest {
  const { namespace = '', name } = object.metadata;
  const key = `${object.apiVersion} ${object.kind} ${namespace} ${name}`;
  const forms = recent.get(key) ?? remembered(key);
  const found = forms.find((form) => isSame(form, object));
  if (found === undefined) {
    if (forms.length === MOST_FORMS) forms.pop();
    forms.unshift(object);
  }
  return found ?? object;
}

function remembered(key: string): Manifest[] {
  if (recent.size >= MOST_REMEMBERED / 2) {
    before = recent;
    recent = new Map();
  }
  const forms = before.get(key) ?? [];
  recent.set(key, forms);
  return forms;
}

/** Whether two values of plain data are written with the same text: equal, and their keys in the same order. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const keys = Object.keys(one);
  const others = Object.keys(other);
  return (
    keys.length === others.length &&
    keys.every((key, at) => key === others[at] && isSame(Reflect.get(one, key), Reflect.get(other, key)))
  );
}
