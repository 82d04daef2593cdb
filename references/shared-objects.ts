import { type Manifest, saysTheSame } from './manifest';

/** So many forms of one object are remembered: a fleet has a few stages, engines and regions. */
const MOST_FORMS = 4;
/** What so many sets in turn had in a form of their own is shared by none: keeping it costs what collecting it young does not. */
const MOST_MISSES = 12;
/** More than 50 applications have on three stages; those of the last so many are remembered besides. */
const MOST_REMEMBERED = 10_000;

/** What was met of one object. */
interface Met {
  /** The one last met first. */
  readonly forms: Manifest[];
  /** How many sets in turn had none of them. */
  misses: number;
}

/** By kind, namespace and name. */
let recent = new Map<string, Met>();
let before = new Map<string, Met>();
let remembered = 0;

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

/** Objects that more sets than one have had. */
const shared = new WeakSet<Manifest>();

/**
 * What follows from an object alone, worked out once for one that sets share. Of any other nothing is kept, for nobody asks again: what
 * a `WeakMap` holds outlives its key until the next full collection.
 */
export function ofShared<T>(make: (object: Manifest) => T): (object: Manifest) => T {
  const known = new WeakMap<Manifest, { readonly value: T }>();
  return (object) => {
    if (!shared.has(object)) return make(object);
    const before = known.get(object);
    if (before !== undefined) return before.value;
    const value = make(object);
    known.set(object, { value });
    return value;
  };
}

function sharedObject(object: Manifest): Manifest {
  const { namespace = '', name } = object.metadata;
  const key = `${object.apiVersion} ${object.kind} ${namespace} ${name}`;
  const met = recent.get(key) ?? rememberedForms(key);
  const { forms } = met;
  const at = forms.findIndex((form) => saysTheSame(form, object));
  const found = forms[at];
  if (found === undefined) {
    missed(met, object);
    return object;
  }
  met.misses = 0;
  shared.add(found);
  if (at > 0) {
    // What is met again stays when clusters with forms of their own come by.
    forms.splice(at, 1);
    forms.unshift(found);
  }
  return found;
}

function missed(met: Met, object: Manifest): void {
  const { forms } = met;
  met.misses++;
  if (met.misses > MOST_MISSES) {
    forms.length = 0;
    return;
  }
  if (forms.length === MOST_FORMS) forms.pop();
  else remembered++;
  forms.unshift(object);
}

function rememberedForms(key: string): Met {
  if (remembered >= MOST_REMEMBERED) {
    before = recent;
    recent = new Map();
    remembered = 0;
  }
  const met = before.get(key) ?? { forms: [], misses: 0 };
  remembered += met.forms.length;
  recent.set(key, met);
  return met;
}
