import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { CheckContext } from '../../checks/rule';
import type { Problem } from '../../config/problem';
import { DISK } from '../../output/file-system';
import { type Pending, pendingAround } from '../../output/pending';
import { pendingWords } from '../pending-words';
import type { Builder } from './build-kustomization';
import { byCluster } from './cluster-folder';
import { type ClusterFolder, readCluster } from './cluster-set';
import { FileObjects } from './file-objects';
import { type FolderSet, folderSets } from './folder-sets';
import { followedNotice, LeftOutFiles } from './left-out';
import type { ReadObject } from './objects';
import { type FoundFile, filesBelow, readInput, readText, whole } from './read-files';
import { type ReadPart, TextPart } from './read-part';

/** Objects that are judged together, and what is known of the cluster that they are for. */
export interface InputSet extends Pick<CheckContext, 'given' | 'engine' | 'roles'> {
  /** What the set is: a folder, what delivers it, or empty for what was named file by file. */
  readonly name?: string;
  readonly objects: readonly ReadObject[];
  /** Whether the cluster may have more than these objects: so in every folder that Meshwright did not write. @default false */
  readonly open?: boolean;
  /** Where objects without a namespace go. @default default */
  readonly namespace?: string;
  /** What Flux fills in on the way to the cluster; null for nothing. @default not known */
  readonly variables?: CheckContext['variables'];
  /** Whether patches that were not applied may add fields to the objects. @default false */
  readonly unpatched?: boolean;
}

/** All that a command line named. */
export interface Inputs extends ReadPart {
  /**
   * A set for each cluster folder that Meshwright wrote, for each root of kustomize, each path that Flux or Argo CD delivers,
   * and what is left of each folder; and one for all files that are named, and standard input.
   */
  readonly sets: readonly InputSet[];
}

/** A folder that somebody says is a set. */
export interface PartOfRepository {
  /** Absolute. */
  readonly folder: string;
  readonly given: readonly string[];
  readonly closed: boolean;
  readonly namespace?: string | undefined;
}

/** How paths are read. */
export interface InputOptions {
  /** What the clusters have already, besides what their folders say. @default nothing */
  readonly given?: readonly string[];
  /** Builds kustomizations. @default none: they are followed */
  readonly builder?: Builder;
  /** Where objects without a namespace go. @default default */
  readonly namespace?: string;
  /** Whether a path, relative to the folder that was named, is left out. @default none is */
  readonly excluded?: (path: string, folder: string) => boolean;
  /** Whether the sets are all that their clusters get. @default false: only folders that Meshwright wrote are */
  readonly closed?: boolean;
  /** Folders whose files are one set each, with what is known of it. @default none */
  readonly parts?: readonly PartOfRepository[];
}

/** A part of what a command line named. A folder that Meshwright wrote is a set of its own, which any thread can read. */
export type FoundPart = ReadPart | ClusterFolder;

/**
 * Reads every path: a file, a folder, or `-` for standard input. A folder that Meshwright wrote is a set of its own, with
 * what its `cluster.json` and `iam/` say; what is for Konnect's global control plane (`global/`) is left out.
 *
 * @param options.progress called now and then with the number of objects so far
 */
export function readInputs(
  paths: readonly string[],
  options: InputOptions & { readonly progress?: (objects: number) => void } = {},
): Inputs {
  const count = inHundreds(options.progress);
  const found = findInputs(paths, options, count);
  return inputsOf(found.map((part) => ('folder' in part ? readCluster(part, options.given, count) : part)));
}

/** All parts as one. */
export function inputsOf(parts: readonly ReadPart[]): Inputs {
  return {
    sets: parts.flatMap(({ sets }) => sets),
    files: parts.reduce((sum, { files }) => sum + files, 0),
    problems: parts.flatMap(({ problems }) => problems),
    notices: parts.flatMap(({ notices }) => notices),
  };
}

/**
 * Reads every path but for the clusters, and finds those.
 *
 * @param count called with the number of objects that were read since
 */
export function findInputs(
  paths: readonly string[],
  options: InputOptions,
  count: (objects: number) => void,
): readonly FoundPart[] {
  const reading = new Reading(options, count);
  for (const path of paths) {
    if (path === '-') reading.text(readInput());
    else reading.path(path.replace(/(?<!\/)(?!^)\/+$/, ''));
  }
  return reading.found();
}

/** Adds up, and says the sum each time that it has passed a hundred more. */
export function inHundreds(say: (sum: number) => void = () => {}): (more: number) => void {
  let sum = 0;
  return (more) => {
    const before = sum;
    sum += more;
    if (Math.floor(before / 100) < Math.floor(sum / 100)) say(sum);
  };
}

/** Half of the files are old and half are new: whatever were said of them would be said of a state that nobody meant. */
function pendingProblem(pending: Pending): Problem {
  const { where, found, mend } = pendingWords(pending);
  return whole(where, 'not judged', found, mend);
}

class Reading {
  private readonly parts: FoundPart[] = [];
  /** What was named file by file. */
  private readonly loose: ReadObject[] = [];
  private readonly seen = new Set<string>();
  private readonly given: readonly string[];

  constructor(
    private readonly options: InputOptions,
    private readonly count: (objects: number) => void,
  ) {
    this.given = options.given ?? [];
  }

  /** In the order in which it was named; what was named file by file is one set, the last. */
  found(): readonly FoundPart[] {
    const { loose, given, options, parts } = this;
    if (loose.length === 0) return parts;
    const { namespace } = options;
    const place = namespace === undefined ? {} : { namespace };
    const sets = [{ given, objects: loose, open: options.closed !== true, ...place }];
    return [...parts, { sets, files: 0, problems: [], notices: [] }];
  }

  path(path: string): void {
    const found = filesBelow(path);
    if ('severity' in found) {
      this.refuse([found]);
      return;
    }
    const half = pendingAround(DISK, [path, ...found.map((file) => dirname(file.path))]);
    if (half.length > 0) {
      this.refuse(half.map(pendingProblem));
      return;
    }
    const { excluded } = this.options;
    const files = found.filter((file) => file.named || excluded?.(relative(path, file.path), path) !== true);
    for (const [folder, own] of byCluster(path, files)) {
      const fresh = own.filter((file) => !this.seen.has(file.path));
      for (const file of fresh) this.seen.add(file.path);
      if (folder !== undefined) this.parts.push({ folder, files: fresh.map((file) => file.path) });
      else if (own.some((file) => file.named)) for (const file of fresh) this.text(readText(file.path));
      else this.folder(path, this.setsApart(path, fresh));
    }
  }

  private refuse(problems: readonly Problem[]): void {
    this.parts.push({ sets: [], files: 0, problems, notices: [] });
  }

  /** A named file, or standard input. */
  text(text: ReturnType<typeof readText>): void {
    const part = new TextPart(this.count, this.loose);
    part.add(text, { lenient: false });
    this.parts.push(part.of([]));
  }

  /** Takes out the folders that are said to be sets. @returns the other files */
  private setsApart(folder: string, files: readonly FoundFile[]): readonly FoundFile[] {
    const { parts = [] } = this.options;
    const left = new Set(files);
    for (const part of parts) {
      const below = isBelow(folder, part.folder);
      const own = [...left].filter((file) => below || isBelow(file.path, part.folder));
      if (own.length === 0) continue;
      for (const file of own) left.delete(file);
      this.folder(below ? folder : join(folder, relative(resolve(folder), part.folder)), own, part);
    }
    return [...left];
  }

  /** A folder of anybody's; one set where that is said. */
  private folder(folder: string, found: readonly FoundFile[], part?: PartOfRepository): void {
    if (found.length === 0) return;
    const files = new FileObjects(this.count);
    const leftOut = new LeftOutFiles(folder);
    const paths = found.map(({ path }) => path).filter((path) => !leftOut.isOfChart(path));
    const read = folderSets(folder, paths, {
      files,
      builder: this.options.builder,
      roots: rootsOf(folder),
    });
    const passed: Problem[] = [];
    for (const path of paths) {
      const { leftOut: why, notices } = files.of(path);
      if (why !== undefined && !read.used.has(path)) leftOut.add(path, why);
      passed.push(...notices);
    }
    passed.push(...leftOut.notices());
    if (read.followed.size > 0) passed.push(followedNotice(folder, read.followed));
    const open = !(part?.closed ?? this.options.closed ?? false);
    const sets = part === undefined ? read.sets : joined(relative('', folder) || '.', read.sets);
    this.parts.push({
      sets: sets.map(({ given, ...set }): InputSet => {
        const namespace = set.namespace ?? part?.namespace ?? this.options.namespace;
        const place = namespace === undefined ? {} : { namespace };
        return { ...set, ...place, given: [...this.given, ...(part?.given ?? []), ...given], open };
      }),
      files: files.files - leftOut.counted,
      problems: read.problems,
      notices: passed,
    });
  }
}

/** The folder and those above it, up to the root of its repository. */
function rootsOf(folder: string): readonly string[] {
  const above: string[] = [];
  let at = resolve(folder);
  for (;;) {
    above.push(at);
    if (existsSync(join(at, '.git'))) break;
    const next = dirname(at);
    // Outside of a repository, bases may be beside the folder, as in `overlays/production` and `base`.
    if (next === at) return [folder, ...above.slice(1, 3)];
    at = next;
  }
  return [folder, ...above.slice(1)];
}

/** Whether an absolute or relative path is a folder, or lies in it. */
function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, resolve(path));
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}

/** All sets as one; none of none. */
function joined(name: string, sets: readonly FolderSet[]): readonly FolderSet[] {
  if (sets.length < 2) return sets.map((set) => ({ ...set, name }));
  const seen = new Set<unknown>();
  const objects = sets
    .flatMap((set) => set.objects)
    .filter(({ manifest }) => !seen.has(manifest) && seen.add(manifest));
  const given = sets.flatMap((set) => set.given);
  return [{ name, objects, given, unpatched: sets.some(({ unpatched = false }) => unpatched) }];
}
