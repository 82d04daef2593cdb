/** What cdk8s would render of an object in which it has nothing to resolve: found in one walk, where it has four. */
import { type ApiObject, App } from 'cdk8s';
import { at, type Fields } from './refusal';

/** An object's name in messages. */
export function whereOf({ metadata, name }: ApiObject): string {
  return metadata.namespace ? `${metadata.namespace}/${name}` : name;
}

/**
 * The props of an object, with its whole metadata, where nothing in them is for cdk8s to resolve or to leave out, and
 * nothing patches them; undefined elsewhere. The keys are in no order.
 *
 * @throws Error at a null or a key that cdk8s would not write
 */
export function plainFields(object: ApiObject): Fields | undefined {
  const { props, patches, ...metadata } = kept(object);
  if (!isPlain(props)) {
    refuseUnwritable(`${object.kind} ${whereOf(object)}`, props);
    return undefined;
  }
  return patches.length === 0 && !hasOwnResolvers(object)
    ? { ...props, metadata: plainMetadata(metadata) ?? object.metadata.toJson() }
    : undefined;
}

/**
 * What cdk8s keeps of an object and gives to nobody. In brackets the compiler lets a private field be read, and does not
 * compile when another version of cdk8s has no such field.
 */
function kept(object: ApiObject) {
  const { metadata } = object;
  // biome-ignore-start lint/complexity/useLiteralKeys: see above
  return {
    props: object['props'],
    patches: object['patches'],
    name: metadata.name,
    namespace: metadata.namespace,
    annotations: metadata['annotations'],
    labels: metadata['labels'],
    finalizers: metadata['finalizers'],
    owners: metadata['ownerReferences'],
    attributes: metadata['_additionalAttributes'],
  };
  // biome-ignore-end lint/complexity/useLiteralKeys: see above
}

/** What `metadata.toJson()` gives, which resolves and copies it, where it is no more than a name and some strings. */
function plainMetadata(metadata: Omit<ReturnType<typeof kept>, 'props' | 'patches'>): Fields | undefined {
  const { name, namespace, annotations, labels, finalizers, owners, attributes } = metadata;
  const plain =
    typeof name === 'string' &&
    (namespace === undefined || typeof namespace === 'string') &&
    areStrings(annotations) &&
    areStrings(labels) &&
    finalizers.length + owners.length === 0 &&
    Object.keys(attributes).every((key) => usualKeys.has(key));
  return plain
    ? { name, namespace, annotations: unlessEmpty(annotations), labels: unlessEmpty(labels) }
    : undefined;
}

/** All else that `metadata.add` has put there, or the props, comes to the YAML as well. */
const usualKeys: ReadonlySet<string> = new Set(['name', 'namespace', 'annotations', 'labels']);

function areStrings(map: Fields): boolean {
  return Object.values(map).every((value) => typeof value === 'string');
}

function unlessEmpty(map: Fields): Fields | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}

const builtInResolvers = new App().resolvers.length;

function hasOwnResolvers(object: ApiObject): boolean {
  return App.of(object).resolvers.length > builtInResolvers;
}

/** Whether cdk8s has nothing to resolve in a value, nothing to leave out, and nothing that confuses it. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object') {
    return value !== undefined && typeof value !== 'function';
  }
  if (Array.isArray(value)) {
    return value.every(isPlain);
  }
  // A Lazy or a construct is no plain object: what it stands for comes later, and it may hold its whole tree.
  if (value?.constructor !== Object) {
    return value !== null && isWrapped(value as Fields);
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || !isPlain((value as Fields)[key])) {
      return false;
    }
  }
  return true;
}

/** A number or a string in a class of its own, such as IntOrString: cdk8s reads its `value`, and so do the renderers. */
function isWrapped(object: Fields): boolean {
  const { value } = object;
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    Object.keys(object).length === 1 &&
    typeof object.resolve !== 'function'
  );
}

/**
 * cdk8s leaves out a null without a word, also where it means something, as in Helm values; and two keys confuse it.
 *
 * @throws Error at the first such place
 */
export function refuseUnwritable(object: string, value: unknown, path: string[] = []): void {
  if (value === null) {
    throw new Error(`${object}${at(path)}: null cannot be written; leave the key out`);
  }
  if (typeof value !== 'object' || (!Array.isArray(value) && value.constructor?.name !== 'Object')) {
    return;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key === 'constructor') {
      throw new Error(`${object}${at(path)}: a key called ${key} cannot be written`);
    }
    path.push(key);
    const inner = (value as Fields)[key];
    if (inner === undefined && Array.isArray(value)) {
      throw new Error(`${object}${at(path)}: undefined cannot be written in a list`);
    }
    refuseUnwritable(object, inner, path);
    path.pop();
  }
}
