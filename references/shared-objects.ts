import { type Manifest, saysTheSame } from './manifest';

/** So many forms of one object are remembered: a fleet has a few stages, engines and regions. */
const MOST_FORMS = 4;
/** More than 50 applications have on three stages; those of the last so many are remembered besides. */
const MOST_REMEMBERED = 10_000;

/** Forms of each object that were met, by its kind, namespace and name; the one last met first. */
let recent = new Map<string, Manifest[]>();
let before = new Map<string, Manifest[]>();
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

function sharedObject(object: Manifest): Manifest {
  const { namespace = '', name } = object.metadata;
  const key = `${object.apiVersion} ${object.kind} ${namespace} ${name}`;
  const forms = recent.get(key) ?? rememberedForms(key);
  const at = forms.findIndex((form) => saysTheSame(form, object));
  const found = forms[at];
  if (found === undefined) {
    if (forms.length === MOST_FORMS) forms.pop();
    else remembered++;
    forms.unshift(object);
    return object;
  }
  if (at > 0) {
    // What is met again stays when clusters with forms of their own come by.
    forms.splice(at, 1);
    forms.unshift(found);
  }
  return found;
}

function rememberedForms(key: string): Manifest[] {
  if (remembered >= MOST_REMEMBERED) {
    before = recent;
    recent = new Map();
    remembered = 0;
  }
  const forms = before.get(key) ?? [];
  remembered += forms.length;
  recent.set(key, forms);
  return forms;
}
