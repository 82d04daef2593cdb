import { join, normalize } from 'node:path';
import type { Problem } from '../../config/problem';
import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { scopeOf } from '../../references/scope';
import type { FileObjects } from './file-objects';
import {
  changesObjects,
  isFolder,
  isInside,
  isRemote,
  type Kustomization,
  kustomizationFile,
  otherFilesOf,
  readKustomization,
  resourcesOf,
  runsPrograms,
} from './kustomization';
import type { ReadObject } from './objects';
import { whole } from './read-files';

/** What a kustomization comes to when its resources, components and namespaces are followed. */
export interface Followed {
  readonly objects: readonly ReadObject[];
  /** Every file that it is made of. */
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  /** What its generators make, in the words of `given`. */
  readonly generated: readonly string[];
  readonly problems: readonly Problem[];
  /** Whether patches and the like make other objects of these. */
  readonly changed: boolean;
  /** Why no program may build it; undefined where one may. */
  readonly refused?: string;
}

/** More folders than a repository has, and few enough for one that leads in circles by links. */
const mostFolders = 10_000;

/**
 * Follows a kustomization through its folders. Files outside of the bounds are not read.
 *
 * @param bounds the folder that everything has to be in, such as the root of the repository
 */
export function followKustomization(root: Kustomization, files: FileObjects, bounds: string): Followed {
  const following = new Following(files, bounds);
  const objects = following.kustomization(root);
  return following.finish(objects);
}

class Following {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();
  private readonly open = new Set<string>();
  private readonly generated: string[] = [];
  private readonly problems: Problem[] = [];
  private changed = false;
  private refused: string | undefined;

  constructor(
    private readonly reader: FileObjects,
    private readonly bounds: string,
  ) {}

  finish(objects: readonly ReadObject[]): Followed {
    const { files, folders, generated, problems, changed, refused } = this;
    const found = { objects, files, folders, generated, problems, changed };
    return refused === undefined ? found : { ...found, refused };
  }

  kustomization(own: Kustomization): readonly ReadObject[] {
    if (this.open.has(own.folder) || this.folders.size > mostFolders) return [];
    this.open.add(own.folder);
    this.folders.add(own.folder);
    this.files.add(own.file);
    this.changed ||= changesObjects(own);
    if (runsPrograms(own)) this.refused ??= 'it runs plugins or charts';
    for (const entry of otherFilesOf(own)) this.other(own, entry);
    const objects = resourcesOf(own).flatMap((entry) => this.resource(own, entry));
    this.open.delete(own.folder);
    const namespace = text(own.value.namespace);
    this.generators(own, namespace);
    return namespace === undefined ? objects : objects.map((object) => inNamespace(object, namespace));
  }

  private other(own: Kustomization, entry: string): void {
    const path = normalize(join(own.folder, entry));
    if (isRemote(entry)) this.refused ??= 'it reads from other machines';
    else if (isInside(path, this.bounds)) this.files.add(path);
    else this.refused ??= 'it reads files that are not there, or not of this repository';
  }

  private resource(own: Kustomization, entry: string): readonly ReadObject[] {
    const path = normalize(join(own.folder, entry)).replace(/\/$/, '');
    if (!isInside(path, this.bounds)) {
      // What is fetched may hold anything, so nothing is said of it.
      if (isRemote(entry)) this.refused ??= 'it has remote bases';
      else this.missing(own, entry);
      return [];
    }
    if (!isFolder(path)) {
      this.files.add(path);
      const { objects, problems } = this.reader.of(path);
      this.problems.push(...problems);
      return objects;
    }
    const inner = readKustomization(path, this.reader);
    if (inner !== undefined) return this.kustomization(inner);
    if (kustomizationFile(path) === undefined) this.missing(own, entry);
    return [];
  }

  private missing(own: Kustomization, entry: string): void {
    this.refused ??= 'it names files that are not there';
    const words = `${entry} is named under resources and is not there`;
    this.problems.push(
      whole(own.file, 'a resource that cannot be read', words, 'correct the path, or remove the entry'),
    );
  }

  private generators({ value }: Kustomization, namespace: string | undefined): void {
    for (const [field, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ] as const) {
      for (const generator of items(value[field])) {
        const name = text(dig(generator, 'name'));
        const where = namespace ?? text(dig(generator, 'namespace')) ?? 'default';
        if (name !== undefined) this.generated.push(`${kind} ${where}/${name}`);
      }
    }
  }
}

/** The object in the namespace of a kustomization, which every one that is not known to be cluster-scoped gets. */
export function inNamespace(object: ReadObject, namespace: string): ReadObject {
  const { manifest } = object;
  if (manifest.kind === 'Namespace' && manifest.apiVersion === 'v1') {
    // kustomize gives a Namespace the name of the namespace (api/internal/konfig/builtinpluginconsts/namespace.go).
    return { ...object, manifest: { ...manifest, metadata: { ...manifest.metadata, name: namespace } } };
  }
  if (scopeOf(manifest.apiVersion, manifest.kind) === 'Cluster') {
    const bound = /RoleBinding$/.test(manifest.kind) ? boundIn(manifest, namespace) : manifest;
    return bound === manifest ? object : { ...object, manifest: bound };
  }
  const moved = { ...manifest, metadata: { ...manifest.metadata, namespace } };
  return { ...object, manifest: /RoleBinding$/.test(manifest.kind) ? boundIn(moved, namespace) : moved };
}

/** A binding of accounts that name no namespace of their own: they move along. */
function boundIn(binding: Manifest, namespace: string): Manifest {
  if (!Array.isArray(binding.subjects)) return binding;
  const subjects = items(binding.subjects).map((subject) => {
    const moves =
      dig(subject, 'kind') === 'ServiceAccount' &&
      (text(dig(subject, 'namespace')) ?? 'default') === 'default';
    return moves && typeof subject === 'object' && subject !== null ? { ...subject, namespace } : subject;
  });
  return { ...binding, subjects };
}
