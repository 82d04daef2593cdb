import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { INDEX_FILE } from '../../output/names';
import { factsFile, readFacts } from '../cluster-facts';
import type { InputSet } from './inputs';
import { type FoundFile, readText } from './read-files';

/** The files of each cluster folder that Meshwright wrote, and under `undefined` those of none. */
export function byCluster(root: string, files: readonly FoundFile[]): Map<string | undefined, FoundFile[]> {
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

/** What the folder says of its cluster besides the objects. */
export function factsOf(folder: string): Pick<InputSet, 'given' | 'engine' | 'roles'> {
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
