import { dig, fields, items, text } from '../../references/fields';
import { groupOf, type Manifest } from '../../references/manifest';
import type { Variables } from './substitute';

/** A folder of the repository that an engine delivers, and what it does to the objects on the way. */
export interface DeliveredPath {
  /** Name of the set: the kind and name of what delivers it. */
  readonly name: string;
  readonly engine: 'flux' | 'argo-cd';
  /** Relative to the root of a repository. */
  readonly path: string;
  /** Where objects without a namespace go. */
  readonly namespace?: string;
  /** The namespace that every object gets, whatever it says. */
  readonly targetNamespace?: string;
  readonly variables?: Variables;
  /** Whether only the folder's own files are read, not those of folders below. */
  readonly shallow: boolean;
  /** Whether patches make other objects of these. */
  readonly patched: boolean;
}

/** Finds an object that variables are read from. */
export type Declared = (kind: string, namespace: string | undefined, name: string) => Manifest | undefined;

/** The folders that an object has delivered: those of a Flux Kustomization or of an Argo CD Application. */
export function deliveredPaths(object: Manifest, declared: Declared): readonly DeliveredPath[] {
  const group = groupOf(object.apiVersion);
  if (group === 'kustomize.toolkit.fluxcd.io' && object.kind === 'Kustomization')
    return [fluxPath(object, declared)];
  return group === 'argoproj.io' && object.kind === 'Application' ? argoPaths(object) : [];
}

function fluxPath(object: Manifest, declared: Declared): DeliveredPath {
  const { namespace, name } = object.metadata;
  const target = text(dig(object, 'spec', 'targetNamespace'));
  const postBuild = dig(object, 'spec', 'postBuild');
  return {
    name: `Kustomization ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    engine: 'flux',
    path: text(dig(object, 'spec', 'path')) ?? '.',
    ...(namespace === undefined ? {} : { namespace }),
    ...(target === undefined ? {} : { targetNamespace: target }),
    ...(postBuild === undefined ? {} : { variables: variablesOf(object, postBuild, declared) }),
    shallow: false,
    patched:
      items(dig(object, 'spec', 'patches')).length + items(dig(object, 'spec', 'components')).length > 0,
  };
}

function variablesOf(object: Manifest, postBuild: unknown, declared: Declared): Variables {
  const values = new Map<string, string>();
  let complete = true;
  for (const source of items(dig(postBuild, 'substituteFrom'))) {
    const name = text(dig(source, 'name')) ?? '';
    const kind = text(dig(source, 'kind')) ?? '';
    const found = kind === 'ConfigMap' ? declared(kind, object.metadata.namespace, name) : undefined;
    // A Secret holds what nobody can read here, and so may a ConfigMap that is not in the repository.
    if (found === undefined) complete = false;
    for (const [key, value] of Object.entries(fields(found?.data))) values.set(key, String(value));
  }
  for (const [key, value] of Object.entries(fields(dig(postBuild, 'substitute'))))
    values.set(key, String(value));
  return { values, complete };
}

function argoPaths(object: Manifest): readonly DeliveredPath[] {
  const { namespace, name } = object.metadata;
  const to = text(dig(object, 'spec', 'destination', 'namespace'));
  const sources = [dig(object, 'spec', 'source'), ...items(dig(object, 'spec', 'sources'))];
  return sources.flatMap((source) => {
    const path = text(dig(source, 'path'));
    if (path === undefined || dig(source, 'helm') !== undefined || dig(source, 'plugin') !== undefined)
      return [];
    return [
      {
        name: `Application ${namespace === undefined ? '' : `${namespace}/`}${name}`,
        engine: 'argo-cd' as const,
        path,
        ...(to === undefined ? {} : { namespace: to }),
        shallow: dig(source, 'directory', 'recurse') !== true,
        patched: dig(source, 'kustomize') !== undefined,
      },
    ];
  });
}
