import { readFileSync, statSync } from 'node:fs';
import type { InputFile, Library } from '../config/library';
import { applicationName, libraryOf, nameOfFile } from '../config/library';
import { maxFileBytes } from '../config/limits';
import { type ClusterFile, isBase, type ParsedClusters, parseClusters, tooLarge } from '../config/parse';
import { compareProblems, locate, type Problem, sourceText } from '../config/problem';
import { type Inputs, inputsText, yamlPaths } from './input-paths';

/**
 * Reads and parses the cluster files of a folder, or those that patterns name. A file over 1 MiB is refused before it is read.
 * Never throws for what is on disk: a missing folder, an unreadable file and the like are problems too.
 *
 * @param applications where the application files are, of which there need be none
 * @param parse what parses the files: for who reads them again and again, one that remembers
 */
export function readClusters(
  from: Inputs,
  {
    applications = applicationsFolder,
    parse = parseClusters,
  }: { readonly applications?: Inputs; readonly parse?: typeof parseClusters } = {},
): ParsedClusters {
  const paths = clusterPaths(from);
  if (!Array.isArray(paths)) return { problems: [paths] };
  const others = applicationPaths(applications);
  const files = readFiles(paths);
  const library = readFiles(others);
  const problems = [...files.problems, ...library.problems, ...sameNames(paths.filter(isBase), others)];
  return withUnreadable(problems, parse(files.files, library.files));
}

/** Where application files are when nobody names another folder. */
export const applicationsFolder = 'applications';

function readFiles(paths: readonly string[]): {
  readonly files: readonly ClusterFile[];
  readonly problems: readonly Problem[];
} {
  const read = paths.map(readInputFile);
  return {
    files: read.flatMap((file) => ('text' in file ? [file] : [])),
    problems: read.flatMap((file) => ('text' in file ? [] : [file])),
  };
}

/** Paths of the application files, in code unit order; none where there is no such folder. */
export function applicationPaths(from: Inputs): readonly string[] {
  try {
    return yamlPaths(from);
  } catch {
    return [];
  }
}

/** The bases and applications as they are on disk. */
export interface DiskLibrary extends Library {
  /** What is wrong with files that are not among them, or twice. */
  readonly unreadable: Problem[];
  /** The files that it is made of. */
  readonly files: { readonly bases: readonly InputFile[]; readonly applications: readonly InputFile[] };
}

/** The bases and applications, each parsed when a cluster first names it. */
export function diskLibrary(bases: readonly string[], applications: readonly string[]): DiskLibrary {
  const unreadable: Problem[] = sameNames(bases, applications);
  const readable = (paths: readonly string[]): readonly InputFile[] =>
    paths.flatMap((path) => {
      const file = readInputFile(path);
      if ('text' in file) return [file];
      unreadable.push(file);
      return [];
    });
  const files = { bases: readable(bases), applications: readable(applications) };
  return { ...libraryOf(files.bases, files.applications), unreadable, files };
}

/** What is wrong where two files, of several folders, have one name. */
function sameNames(bases: readonly string[], applications: readonly string[]): Problem[] {
  return [
    ...sameName(bases, 'bases', nameOfFile, 'rename or remove one of the two files'),
    ...sameName(
      applications,
      'applications',
      applicationName,
      'rename one of the two files; a file called application.yaml has the name of its folder',
    ),
  ];
}

function sameName(
  paths: readonly string[],
  what: string,
  nameOf: (path: string) => string,
  mend: string,
): Problem[] {
  const first = new Map<string, string>();
  return paths.flatMap((path) => {
    const name = nameOf(path);
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, path);
      return [];
    }
    const found = `${name}, which is the name of ${other} too`;
    return [
      whole(path, `two ${what} with one name`, { found, expected: 'a name of its own for each', mend }),
    ];
  });
}

/** What was parsed, and what could not even be read. */
export function withUnreadable(problems: readonly Problem[], parsed: ParsedClusters): ParsedClusters {
  if (problems.length === 0) return parsed;
  const others = 'problems' in parsed ? parsed.problems : parsed.notices;
  return { problems: [...problems, ...others].sort(compareProblems) };
}

/** Paths of the cluster files and bases, in code unit order, or the problem with the folder. */
export function clusterPaths(from: Inputs): string[] | Problem {
  const where = inputsText(from);
  try {
    const paths = yamlPaths(from);
    if (paths.some((path) => !isBase(path))) return paths;
    return whole(where, 'no cluster file', {
      found:
        paths.length === 0
          ? 'no file that ends in .yaml or .yml'
          : `only ${paths.map((path) => path.split('/').at(-1)).join(', ')}, which are bases`,
      expected: 'one file for each cluster',
      mend: 'write one, as meshwright init does, or name another folder with --clusters',
    });
  } catch (error) {
    return unreadable(where, error, 'a folder with cluster files', 'name the folder with --clusters');
  }
}

/** One file, or why it cannot be read. */
export function readInputFile(path: string): ClusterFile | Problem {
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

/** The file that has these bytes. */
export function decode(path: string, bytes: Buffer): ClusterFile | Problem {
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
