import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CheckContext } from '../../checks/rule';
import type { Problem } from '../../config/problem';
import { DISK } from '../../output/file-system';
import { INDEX_FILE } from '../../output/names';
import { type Pending, pendingAround } from '../../output/pending';
import { factsFile, readFacts } from '../cluster-facts';
import { pendingWords } from '../pending-words';
import { objectsOf, type ReadObject } from './objects';
import { type FoundFile, filesBelow, readInput, readText, whole } from './read-files';

/** Objects that are judged together, and what is known of the cluster that they are for. */
export interface InputSet extends Pick<CheckContext, 'given' | 'engine' | 'roles'> {
  readonly objects: readonly ReadObject[];
  /** Whether the cluster may have more than these objects: so in every folder that Meshwright did not write. @default false */
  readonly open?: boolean;
  /** Where objects without a namespace go. @default default */
  readonly namespace?: string;
}

/** All that a command line named. */
export interface Inputs {
  /** A set for each cluster folder that Meshwright wrote, and one for everything else. */
  readonly sets: readonly InputSet[];
  readonly files: number;
  /** What could not be read. */
  readonly problems: readonly Problem[];
  /** What was left out, and why. */
  readonly notices: readonly Problem[];
}

/**
 * Reads every path: a file, a folder, or `-` for standard input. A folder that Meshwright wrote is a set of its own, with
 * what its `cluster.json` and `iam/` say; what is for Konnect's global control plane (`global/`) is left out.
 *
 * @param given what the clusters have already, besides what their folders say
 * @param progress called now and then with the number of objects so far
 */
export function readInputs(
  paths: readonly string[],
  given: readonly string[],
  progress: (objects: number) => void,
): Inputs {
  const reading = new Reading(progress);
  const sets: InputSet[] = [];
  const loose: ReadObject[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    if (path === '-') {
      reading.add(readInput(), { lenient: false }, loose);
      continue;
    }
    const found = filesBelow(path);
    if ('severity' in found) {
      reading.problems.push(found);
      continue;
    }
    const half = pendingAround(DISK, [path, ...found.map((file) => dirname(file.path))]);
    if (half.length > 0) {
      reading.problems.push(...half.map(pendingProblem));
      continue;
    }
    for (const [folder, files] of byCluster(path.replace(/(?<=.)\/+$/, ''), found)) {
      const objects = folder === undefined ? loose : [];
      for (const file of files) {
        if (seen.has(file.path)) continue;
        seen.add(file.path);
        reading.add(readText(file.path), { lenient: !file.named }, objects);
      }
      if (folder !== undefined) {
        const facts = factsOf(folder);
        sets.push({ ...facts, given: [...given, ...facts.given], objects, open: false });
      }
    }
  }
  if (loose.length > 0) sets.push({ given, objects: loose, open: true });
  return { sets, files: reading.files, problems: reading.problems, notices: reading.notices };
}

/** Half of the files are old and half are new: whatever were said of them would be said of a state that nobody meant. */
function pendingProblem(pending: Pending): Problem {
  const { where, found, mend } = pendingWords(pending);
  return whole(where, 'not judged', found, mend);
}

class Reading {
  readonly problems: Problem[] = [];
  readonly notices: Problem[] = [];
  files = 0;
  private objects = 0;

  constructor(private readonly progress: (objects: number) => void) {}

  add(text: ReturnType<typeof readText>, options: { readonly lenient: boolean }, to: ReadObject[]): void {
    if ('severity' in text) {
      this.problems.push(text);
      return;
    }
    this.files++;
    for (const object of objectsOf(text, options)) {
      if ('severity' in object) (object.severity === 'error' ? this.problems : this.notices).push(object);
      else {
        to.push(object);
        if (++this.objects % 100 === 0) this.progress(this.objects);
      }
    }
  }
}

/** The files of each cluster folder, and under `undefined` those of none. */
function byCluster(root: string, files: readonly FoundFile[]): Map<string | undefined, FoundFile[]> {
  const groups = new Map<string | undefined, FoundFile[]>();
  const known = new Map<string, boolean>();
  const isCluster = (folder: string) => {
    const before = known.get(folder) ?? existsSync(join(folder, INDEX_FILE));
    known.set(folder, before);
    return before;
  };
  for (const file of files) {
    const below = file.path.slice(root.length).split('/').slice(0, -1);
    const folders = below.map((_, depth) => join(root, ...below.slice(0, depth + 1)));
    const folder = file.named ? undefined : folders.find(isCluster);
    const inside = folder === undefined ? '' : file.path.slice(join(folder, '/').length);
    // JSON is for people and other tools there, and the global control plane is another server.
    if (folder !== undefined && (inside.endsWith('.json') || inside.startsWith('global/'))) continue;
    const group = groups.get(folder) ?? [];
    groups.set(folder, group);
    group.push(file);
  }
  return groups;
}

function factsOf(folder: string): Pick<InputSet, 'given' | 'engine' | 'roles'> {
  const text = readText(join(folder, factsFile));
  const facts = 'severity' in text ? { given: [] } : readFacts(text.text);
  const roles = rolesOf(join(folder, 'iam'));
  return { ...facts, ...(roles.length > 0 ? { roles } : {}) };
}

function rolesOf(folder: string): NonNullable<InputSet['roles']> {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.trust.json'))
    .toSorted()
    .map((file) => {
      const name = basename(file, '.trust.json');
      return {
        name,
        trust: json(join(folder, file)),
        permissions: json(join(folder, `${name}.permissions.json`)),
      };
    });
}

function json(path: string): unknown {
  const text = readText(path);
  if ('severity' in text) return undefined;
  try {
    return JSON.parse(text.text);
  } catch {
    return undefined;
  }
}
