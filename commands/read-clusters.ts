import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { InputFile, Library } from '../config/library';
import { libraryOf } from '../config/library';
import { maxFileBytes } from '../config/limits';
import { type ClusterFile, isBase, type ParsedClusters, parseClusters, tooLarge } from '../config/parse';
import { compareProblems, locate, type Problem, sourceText } from '../config/problem';

/**
 * Reads and parses every `*.yaml` and `*.yml` file of a folder. A file over 1 MiB is refused before it is read. Never
 * throws for what is on disk: a missing folder, an unreadable file and the like are problems too.
 *
 * @param applications the folder with the application files, which need not be there
 * @param parse what parses the files: for who reads them again and again, one that remembers
 */
export function readClusters(
  folder: string,
  { applications = applicationsFolder, parse = parseClusters } = {},
): ParsedClusters {
  const names = clusterFileNames(folder);
  if (!Array.isArray(names)) return { problems: [names] };
  const clusters = readFiles(folder, names);
  const others = readFiles(applications, applicationFileNames(applications));
  return withUnreadable([...clusters.problems, ...others.problems], parse(clusters.files, others.files));
}

/** Where application files are when the command line names no other folder. */
export const applicationsFolder = 'applications';

function readFiles(
  folder: string,
  names: readonly string[],
): { readonly files: readonly ClusterFile[]; readonly problems: readonly Problem[] } {
  const read = names.map((name) => readClusterFile(folder, name));
  return {
    files: read.flatMap((file) => ('text' in file ? [file] : [])),
    problems: read.flatMap((file) => ('text' in file ? [] : [file])),
  };
}

/** Names of a folder's application files, in code unit order; none where there is no such folder. */
export function applicationFileNames(folder: string): readonly string[] {
  try {
    return yamlFiles(folder);
  } catch {
    return [];
  }
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

/** The bases and applications of folders, each read when a cluster first names it. */
export function diskLibrary(
  clusters: string,
  applications: string,
): Library & { readonly unreadable: Problem[] } {
  const unreadable: Problem[] = [];
  const lazy = (folder: string, names: readonly string[]): readonly InputFile[] =>
    names.flatMap((name) => {
      const file = readClusterFile(folder, name);
      if ('text' in file) return [file];
      unreadable.push(file);
      return [];
    });
  const bases = safeNames(clusters).filter(isBase);
  return {
    ...libraryOf(lazy(clusters, bases), lazy(applications, applicationFileNames(applications))),
    unreadable,
  };
}

function safeNames(folder: string): readonly string[] {
  const names = clusterFileNames(folder);
  return Array.isArray(names) ? names : [];
}

/** What was parsed, and what could not even be read. */
export function withUnreadable(problems: readonly Problem[], parsed: ParsedClusters): ParsedClusters {
  if (problems.length === 0) return parsed;
  const others = 'problems' in parsed ? parsed.problems : parsed.notices;
  return { problems: [...problems, ...others].sort(compareProblems) };
}

/** Names of the folder's cluster files, in code unit order, or the problem with the folder. */
export function clusterFileNames(folder: string): string[] | Problem {
  try {
    const names = yamlFiles(folder);
    if (names.some((name) => !isBase(name))) return names;
    return whole(folder, 'no cluster file', {
      found:
        names.length === 0
          ? 'no file that ends in .yaml or .yml'
          : `only ${names.join(', ')}, which are bases`,
      expected: 'one file for each cluster',
      mend: 'copy a reference file into it, or name another folder with --clusters',
    });
  } catch (error) {
    return unreadable(folder, error, 'a folder with cluster files', 'name the folder with --clusters');
  }
}

/** One file of the folder, or why it cannot be read. */
export function readClusterFile(folder: string, name: string): ClusterFile | Problem {
  const path = join(folder, name);
  try {
    const status = statSync(path);
    if (!status.isFile()) {
      const found = status.isDirectory() ? 'a folder' : 'neither a file nor a folder';
      return whole(path, 'not a file', { found, expected: 'a YAML file', mend: 'rename or remove it' });
    }
    if (status.size > maxFileBytes) return tooLarge(sourceText(path, ''), status.size);
    return decode(path, readFileSync(path));
  } catch (error) {
    return unreadable(path, error, 'a file that can be read', 'correct its permissions, or remove it');
  }
}

function decode(path: string, bytes: Buffer): ClusterFile | Problem {
  const notText = (found: string) =>
    whole(path, 'not text', { found, expected: 'YAML in UTF-8', mend: 'save the file as UTF-8 text' });
  if (bytes.includes(0)) return notText('a zero byte');
  try {
    return { name: path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return notText('bytes that are not UTF-8');
  }
}

/** What the operating system says, in words. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ELOOP: 'a symbolic link that leads to itself',
  ENOENT: 'nothing there',
  ENOTDIR: 'not a folder',
  EPERM: 'permission denied',
};

function unreadable(path: string, error: unknown, expected: string, mend: string): Problem {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'an unknown error';
  return whole(path, 'cannot be read', { found: reasons[code] ?? code, expected, mend });
}

/** A problem of a file or folder as a whole. */
function whole(path: string, message: string, words: Pick<Problem, 'found' | 'expected' | 'mend'>): Problem {
  return locate(sourceText(path, ''), { start: 0, end: 0 }, { path: '', message, ...words });
}
