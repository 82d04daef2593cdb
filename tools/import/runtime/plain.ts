/** What cdk8s would render of an object in which it has nothing to resolve: found in one walk, where it has four. */
import { type ApiObject, App } from 'cdk8s';
import { at, type Fields, Refusal } from './refusal';

/** An object's name in messages. */
export function whereOf({ metadata, name }: ApiObject): string {
  return metadata.namespace ? `${metadata.namespace}/${name}` : name;
}

/**
 * An object rendered from its props, where nothing in them is for cdk8s to resolve, and nothing patches them; undefined
 * elsewhere, and where the renderer refuses the props: the long way says why.
 */
export function renderedPlain(object: ApiObject, render: (props: Fields) => object): object | undefined {
  const { props, patches } = kept(object);
  const metadata = plainMetadata(object);
  if (metadata === undefined || patches.length > 0 || hasOwnResolvers(object)) {
    return undefined;
  }
  try {
    return render({ ...props, metadata });
  } catch (error) {
    if (error instanceof Refusal) {
      return undefined;
    }
    throw error;
  }
}

/**
 * What cdk8s renders of an object.
 *
 * @throws Error at a null or a key that cdk8s would not write
 */
export function renderedByCdk8s(object: ApiObject, render: () => object): object {
  refuseUnwritable(`${object.kind} ${whereOf(object)}`, kept(object).props);
  return render();
}

/**
 * What cdk8s keeps of an object and gives to nobody. In brackets the compiler lets a private field be read, and does not
 * compile when another version of cdk8s has no such field.
 */
function kept(object: ApiObject) {
  // biome-ignore-start lint/complexity/useLiteralKeys: see above
  return { props: object['props'], patches: object['patches'] };
  // biome-ignore-end lint/complexity/useLiteralKeys: see above
}

/** What `metadata.toJson()` gives, which resolves and copies it, where it is no more than a name and some strings. */
function plainMetadata(object: ApiObject): Fields | undefined {
  const { metadata } = object;
  const given = kept(object).props.metadata ?? {};
  // biome-ignore-start lint/complexity/useLiteralKeys: see above
  const owners = metadata['ownerReferences'];
  const attributes = metadata['_additionalAttributes'];
  const annotations = metadata['annotations'];
  const finalizers = metadata['finalizers'];
  const labels = metadata['labels'];
  // biome-ignore-end lint/complexity/useLiteralKeys: see above
  const usual = Object.keys(attributes).every((key) => usualKeys.has(key));
  if (!usual || owners.length > 0 || Object.values(given).includes(null)) {
    return undefined;
  }
  return {
    annotations: unlessEmpty(annotations),
    finalizers: unlessEmpty(finalizers),
    labels: unlessEmpty(labels),
    name: metadata.name,
    namespace: metadata.namespace,
  };
}

/** All else that `metadata.add` has put there, or the props, comes to the YAML as well. */
const usualKeys: ReadonlySet<string> = new Set(['name', 'namespace', 'annotations', 'finalizers', 'labels']);

function unlessEmpty(map: object): object | undefined {
  return Object.keys(map).length === 0 ? undefined : map;
}

const builtInResolvers = new App().resolvers.length;

function hasOwnResolvers({ node }: ApiObject): boolean {
  const { root } = node;
  return root instanceof App && root.resolvers.length > builtInResolvers;
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
