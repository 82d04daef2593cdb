import type { ClusterConfig } from './cluster';
import { acrossFiles, clusterName, type NamedFile, namedZone, nameProblems } from './cluster-names';
import { freeFormProblems } from './free-form';
import { maxFileBytes } from './limits';
import { withMeantModes } from './meant-modes';
import { compareProblems, locate, type Problem, type SourceText, sourceText } from './problem';
import { ruleProblems } from './rules';
import { judgeBySchema } from './schema-problems';
import { withSource } from './source-of';
import { type PartlyValid, validParts } from './valid-parts';
import { convertYaml } from './yaml-convert';
import { readYaml } from './yaml-read';
import { plainValue, type TreeNode } from './yaml-tree';

/** A cluster file as it was read. */
export interface ClusterFile {
  /** Its name as it is printed, such as `clusters/us-west-2.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** Every cluster, in the order of the files; or everything that is wrong with any of them, in the order of its place. */
export type ParsedClusters =
  | { readonly clusters: readonly ClusterConfig[]; readonly notices: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/**
 * Parses and validates cluster files. Pure; never throws, whatever the text. All problems of all files come at once, and
 * notices come with them; when there are only notices, the clusters come with the notices.
 */
export function parseClusters(files: readonly ClusterFile[]): ParsedClusters {
  return judgeTogether(files.map(judgeFile));
}

/**
 * As `parseClusters`, time after time: a file that says what it said the last time is not parsed again, and its cluster is
 * the same value as before.
 */
export function rememberingParser(): (files: readonly ClusterFile[]) => ParsedClusters {
  let known: ReadonlyMap<string, { readonly text: string; readonly judged: JudgedFile }> = new Map();
  return (files) => {
    const read = files.map((file) => {
      const before = known.get(file.name);
      return { ...file, judged: before?.text === file.text ? before.judged : judgeFile(file) };
    });
    known = new Map(read.map((file) => [file.name, file]));
    return judgeTogether(read.map(({ judged }) => judged));
  };
}

/**
 * What comes of files that have been judged each, perhaps in several threads: what is wrong between them is added. The
 * clusters are those of the files that brought theirs along.
 */
export function judgeTogether(read: readonly JudgedFile[]): ParsedClusters {
  const problems = [...read.flatMap((file) => file.problems), ...acrossFiles(read)].sort(compareProblems);
  if (problems.some((problem) => problem.severity === 'error')) return { problems };
  return { clusters: read.flatMap(({ config }) => config ?? []), notices: problems };
}

/** What comes of one file alone. */
export interface JudgedFile extends NamedFile {
  /** Absent when the file is not a cluster. */
  readonly config?: ClusterConfig;
  readonly problems: readonly Problem[];
}

/** Parses and validates one cluster file. Pure; never throws. */
export function judgeFile(file: ClusterFile): JudgedFile {
  if (Buffer.byteLength(file.text) > maxFileBytes) {
    const source = sourceText(file.name, '');
    return { source, problems: [tooLarge(source, Buffer.byteLength(file.text))] };
  }
  const source = sourceText(file.name, file.text);
  const read = readTree(source);
  if ('problems' in read) return { source, problems: [...nameProblems(source), ...read.problems] };
  const { root } = read;
  const zone = namedZone(root);
  const known = { source, ...(zone === undefined ? {} : { zone }) };
  const value = plainValue(root);
  const judged = judgeBySchema({ source, root, value });
  const further = (bySchema: readonly Problem[], valid: PartlyValid) => [
    ...nameProblems(source),
    ...bySchema,
    ...ruleProblems(source, root, valid),
    ...freeFormProblems(source, root),
  ];
  if ('config' in judged) {
    const config = withSource({ ...judged.config, name: clusterName(source.file) }, source);
    return { ...known, config, problems: further([], config) };
  }
  const meant = withMeantModes(value);
  const again = meant === value ? judged : judgeBySchema({ source, root, value: meant });
  const bySchema = unique([...judged.problems, ...('config' in again ? [] : again.problems)]);
  return { ...known, problems: further(bySchema, validParts(meant)) };
}

function readTree(source: SourceText): { root: TreeNode } | { problems: readonly Problem[] } {
  const read = readYaml(source);
  return 'problems' in read ? read : convertYaml(read.document, source);
}

/** The problems without those that are at one place with one message. */
function unique(problems: readonly Problem[]): Problem[] {
  const key = ({ path, line, column, message }: Problem) => JSON.stringify([path, line, column, message]);
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}

/** The problem of a file over 1 MiB, which is not parsed. */
export function tooLarge(source: SourceText, bytes: number): Problem {
  return locate(
    source,
    { start: 0, end: 0 },
    {
      path: '',
      message: 'file too large',
      found: `${bytes} bytes`,
      expected: `at most ${maxFileBytes} bytes; a cluster file has about 50 lines`,
      mend: 'check that this is a cluster file',
    },
  );
}
