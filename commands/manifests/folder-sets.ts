import { dirname, join, normalize, relative } from 'node:path';
import type { Problem } from '../../config/problem';
import { dig, items } from '../../references/fields';
import { idOf, keyOf } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import { declaredScopes, placed, scopeOf } from '../../references/scope';
import { type Builder, buildKustomization } from './build-kustomization';
import { type DeliveredPath, deliveredPaths } from './delivered-paths';
import type { FileObjects } from './file-objects';
import { type Followed, followKustomization, inNamespace } from './follow-kustomization';
import type { InputSet } from './inputs';
import {
  isFolder,
  isInside,
  type Kustomization,
  kustomizationNames,
  readKustomization,
} from './kustomization';
import type { ReadObject } from './objects';
import { substituted } from './substitute';

/** What a folder is read with. */
export interface FolderReading {
  readonly files: FileObjects;
  /** Builds kustomizations; without it they are followed. */
  readonly builder: Builder | undefined;
  /** Roots of repositories that the folder may be a part of, itself first: paths of Flux and Argo CD start there. */
  readonly roots: readonly string[];
}

/** Objects of a folder that belong together. */
export interface FolderSet
  extends Pick<InputSet, 'objects' | 'name' | 'namespace' | 'unpatched' | 'variables'> {
  readonly given: readonly string[];
}

export interface FolderSets {
  /** Files that kustomizations are made of, and those of folders that are delivered. */
  readonly used: ReadonlySet<string>;
  readonly sets: readonly FolderSet[];
  readonly problems: readonly Problem[];
  /** Folders of kustomizations that were followed and not built, with the reason. */
  readonly followed: ReadonlyMap<string, string>;
  /** Whether files outside of kustomizations hold the same objects, so that they are alternatives, and not one set. */
  readonly alternatives: boolean;
}

/**
 * The sets of a folder that Meshwright did not write: each root of kustomize, each path that a Kustomization of Flux or an
 * Application of Argo CD delivers, and what is left.
 *
 * @param paths the YAML and JSON files below it
 */
export function folderSets(folder: string, paths: readonly string[], reading: FolderReading): FolderSets {
  const work = new FolderWork(folder, paths, reading);
  work.deliver();
  work.roots();
  work.rest();
  return work;
}

class FolderWork implements FolderSets {
  readonly sets: FolderSet[] = [];
  readonly problems: Problem[] = [];
  readonly followed = new Map<string, string>();
  alternatives = false;
  readonly used = new Set<string>();
  private readonly covered = new Set<string>();
  private readonly kustomizations = new Map<string, Kustomization>();
  private readonly known = new Map<string, Followed>();
  private readonly built = new Map<string, readonly ReadObject[] | undefined>();
  private readonly declared = new Map<string, Manifest>();
  private readonly said = new Set<Problem>();
  /** Whether a Kustomization patches others, or what they deliver: defaults of a whole repository are written so. */
  private patchesReleases = false;

  constructor(
    private readonly folder: string,
    private readonly paths: readonly string[],
    private readonly reading: FolderReading,
  ) {
    const names: readonly string[] = kustomizationNames;
    for (const path of paths) {
      if (!names.includes(path.slice(path.lastIndexOf('/') + 1))) continue;
      const found = readKustomization(dirname(path), reading.files);
      if (found !== undefined) this.kustomizations.set(found.folder, found);
    }
    for (const { file } of this.kustomizations.values()) this.used.add(file);
  }

  /** Paths of Flux and Argo CD, and those that their objects name in turn. */
  deliver(): void {
    const waiting: Manifest[] = [];
    const seen = new Set<Manifest>();
    const found = new Set<string>();
    const add = (objects: readonly ReadObject[]) => {
      for (const { manifest } of objects) {
        if (seen.has(manifest)) continue;
        seen.add(manifest);
        if (manifest.kind === 'Kustomization' && items(dig(manifest, 'spec', 'patches')).length > 0)
          this.patchesReleases = true;
        if (manifest.kind === 'ConfigMap') this.declared.set(keyOf(idOf(manifest)), manifest);
        waiting.push(manifest);
      }
    };
    for (const path of this.paths) add(this.reading.files.of(path).objects);
    for (const each of this.topmost()) add(this.follow(each).objects);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const delivered of deliveredPaths(next, (kind, namespace, name) =>
        this.declared.get(`/${kind}/${namespace ?? ''}/${name}`),
      )) {
        const place = this.locate(delivered.path);
        const key = `${delivered.name} ${place} ${JSON.stringify([...(delivered.variables?.values ?? [])])}`;
        if (place === undefined || found.has(key)) continue;
        found.add(key);
        add(this.delivered(place, delivered));
      }
    }
  }

  /** A folder of the checked one that a path of a repository leads to. */
  private locate(path: string): string | undefined {
    for (const root of this.reading.roots) {
      const place = normalize(join(root, path)).replace(/\/$/, '');
      // The whole repository is no set: it is what its parts say.
      if (isFolder(place) && isInside(place, this.folder) && relative(this.folder, place) !== '')
        return place;
    }
    return undefined;
  }

  private delivered(place: string, how: DeliveredPath): readonly ReadObject[] {
    const kustomization = this.kustomizations.get(place) ?? readKustomization(place, this.reading.files);
    const part = kustomization === undefined ? this.generated(place, how) : this.objectsOf(kustomization);
    if (part.objects.length === 0) return [];
    this.covered.add(place);
    const { targetNamespace, variables } = how;
    const objects = part.objects.map((object) => {
      const filled = variables === undefined ? object.manifest : substituted(object.manifest, variables);
      const own = filled === object.manifest ? object : { ...object, manifest: filled };
      return targetNamespace === undefined ? own : inNamespace(own, targetNamespace);
    });
    this.sets.push({
      name: how.name,
      objects,
      given: part.given,
      unpatched: part.unpatched || how.patched || this.patchesReleases,
      variables:
        variables === undefined
          ? null
          : { names: new Set(variables.values.keys()), complete: variables.complete },
      ...(how.namespace === undefined ? {} : { namespace: how.namespace }),
    });
    return objects;
  }

  /** Flux and Argo CD take every manifest of a folder that has no `kustomization.yaml`. */
  private generated(place: string, { shallow }: DeliveredPath): Part {
    const below = this.paths.filter((path) => path.startsWith(`${place}/`));
    const parts: Part[] = [];
    const inside = (path: string) =>
      [...this.kustomizations.keys()].find((folder) => folder !== place && path.startsWith(`${folder}/`));
    const folders = new Set<string>();
    for (const path of below) {
      if (shallow && dirname(path) !== place) continue;
      const folder = inside(path);
      const kustomization = folder === undefined ? undefined : this.topmostAbove(folder, place);
      if (kustomization !== undefined) {
        if (folders.has(kustomization.folder)) continue;
        folders.add(kustomization.folder);
        this.covered.add(kustomization.folder);
        if (!kustomization.component) parts.push(this.objectsOf(kustomization));
        continue;
      }
      this.used.add(path);
      const { objects, problems } = this.reading.files.of(path);
      this.report(problems);
      parts.push({ objects, given: [], unpatched: false });
    }
    return {
      objects: parts.flatMap(({ objects }) => objects),
      given: parts.flatMap(({ given }) => given),
      unpatched: parts.some(({ unpatched }) => unpatched),
    };
  }

  private topmostAbove(folder: string, place: string): Kustomization | undefined {
    let top: Kustomization | undefined;
    for (let at = folder; at.startsWith(`${place}/`); at = dirname(at))
      top = this.kustomizations.get(at) ?? top;
    return top;
  }

  /** Kustomizations that no other one and no engine names. */
  roots(): void {
    for (const kustomization of this.topmost()) {
      if (this.covered.has(kustomization.folder)) continue;
      const part = this.objectsOf(kustomization);
      if (part.objects.length === 0) continue;
      this.sets.push({ ...part, variables: null, name: relative(this.folder, kustomization.folder) || '.' });
    }
  }

  private topmost(): readonly Kustomization[] {
    const inner = new Set<string>();
    for (const each of this.kustomizations.values()) {
      const { folders, files } = this.follow(each);
      for (const folder of folders) if (folder !== each.folder) inner.add(folder);
      for (const file of files) this.used.add(file);
    }
    return [...this.kustomizations.values()].filter(
      ({ folder, component }) => !component && !inner.has(folder),
    );
  }

  private follow(kustomization: Kustomization): Followed {
    const before = this.known.get(kustomization.folder);
    if (before !== undefined) return before;
    const bounds = this.reading.roots.at(-1) ?? this.folder;
    const followed = followKustomization(kustomization, this.reading.files, bounds);
    this.known.set(kustomization.folder, followed);
    return followed;
  }

  private objectsOf(kustomization: Kustomization): Part {
    const followed = this.follow(kustomization);
    this.report(followed.problems);
    const { objects, generated: given, changed, refused } = followed;
    if (!changed) {
      if (refused !== undefined) this.followed.set(kustomization.folder, refused);
      return { objects, given, unpatched: refused !== undefined };
    }
    const built = refused === undefined ? this.build(kustomization, followed) : undefined;
    if (built !== undefined) return { objects: built, given, unpatched: false };
    const why = this.reading.builder === undefined ? 'no program builds it' : 'the program refuses it';
    this.followed.set(kustomization.folder, refused ?? why);
    return { objects, given, unpatched: true };
  }

  private build(kustomization: Kustomization, followed: Followed): readonly ReadObject[] | undefined {
    const { builder } = this.reading;
    if (builder === undefined) return undefined;
    const { folder } = kustomization;
    if (!this.built.has(folder)) this.built.set(folder, buildKustomization(kustomization, followed, builder));
    return this.built.get(folder);
  }

  private report(problems: readonly Problem[]): void {
    for (const problem of problems) {
      if (this.said.has(problem)) continue;
      this.said.add(problem);
      this.problems.push(problem);
    }
  }

  /** What no kustomization and no engine names: one set, or, where the files are alternatives, one for each folder or file. */
  rest(): void {
    const loose = this.paths.filter((path) => !this.used.has(path));
    for (const path of loose) this.report(this.reading.files.of(path).problems);
    this.split(loose, '.', [dirname, (path) => path]);
  }

  private split(paths: readonly string[], name: string, ways: readonly ((path: string) => string)[]): void {
    const objects = paths.flatMap((path) => this.reading.files.of(path).objects);
    if (objects.length === 0) return;
    const [way, ...others] = ways;
    if (way === undefined || !this.repeats(paths)) {
      this.sets.push({ name, objects, given: [], unpatched: false });
      return;
    }
    this.alternatives = true;
    const groups = new Map<string, string[]>();
    for (const path of paths) groups.set(way(path), [...(groups.get(way(path)) ?? []), path]);
    for (const [group, own] of groups) this.split(own, relative(this.folder, group) || '.', others);
  }

  /** Whether two files have the same object. */
  private repeats(paths: readonly string[]): boolean {
    const at = new Map<string, string>();
    for (const path of paths) {
      const { objects } = this.reading.files.of(path);
      const manifests = objects.map(({ manifest }) => manifest);
      const scopes = declaredScopes(manifests);
      for (const manifest of manifests) {
        const key = keyOf(
          idOf(placed(manifest, scopeOf(manifest.apiVersion, manifest.kind, scopes), 'default')),
        );
        const before = at.get(key);
        if (before !== undefined && before !== path) return true;
        at.set(key, path);
      }
    }
    return false;
  }
}

interface Part {
  readonly objects: readonly ReadObject[];
  readonly given: readonly string[];
  readonly unpatched: boolean;
}
