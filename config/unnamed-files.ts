import { judgeApplication } from './application/judge';
import { applicationProblems } from './application/rules/all';
import { clusterSchema } from './cluster';
import { credentialProblems } from './credential-problems';
import { type Library, nameOfFile, type TreeFile } from './library';
import type { Problem, SourceText } from './problem';
import { judgeBySchema } from './schema-problems';
import { plainValue, type TreeNode } from './yaml-tree';

/** A file that went into a cluster. */
interface NamedFile {
  readonly kind: 'base' | 'application';
  readonly name: string;
}

/**
 * What is wrong with bases and applications that no cluster names, as far as they tell it alone: what clusters would add may be
 * missing, what `${name}` stands for is not known, and neither are mesh and gateway.
 *
 * @param judged the clusters, with what went into them
 */
export function unnamedFiles(
  judged: readonly { readonly others: readonly NamedFile[] }[],
  library: Library,
): readonly Problem[] {
  const named = new Set(judged.flatMap(({ others }) => others.map(({ kind, name }) => `${kind} ${name}`)));
  const names = library.applications.join('/');
  const unnamed = (kind: NamedFile['kind'], names: readonly string[]) =>
    names.filter((name) => !named.has(`${kind} ${name}`));
  return [
    ...unnamed('base', library.bases).flatMap((name) => problemsOf(library.base(name), names, baseProblems)),
    ...unnamed('application', library.applications).flatMap((name) =>
      problemsOf(library.application(name), names, (source, root) => aloneProblems(source, root, library)),
    ),
  ];
}

/** What was said of a file that has not changed, while there were the same applications. */
const known = new WeakMap<TreeNode, { readonly names: string; readonly problems: readonly Problem[] }>();

function problemsOf(
  file: TreeFile | undefined,
  names: string,
  judge: (source: SourceText, root: TreeNode) => readonly Problem[],
): readonly Problem[] {
  if (file === undefined) return [];
  if ('problems' in file) return file.problems;
  const { source, root } = file;
  const before = known.get(root);
  if (before?.names === names) return before.problems;
  const lines = source.text.split('\n');
  const sure = judge(source, root).filter(
    ({ severity, found, line }) =>
      severity === 'error' && found !== 'nothing' && !lines[line - 1]?.includes('${'),
  );
  const wrong = new Set(sure.map(({ path }) => path));
  const problems = [...sure, ...credentialProblems(source, root).filter(({ path }) => !wrong.has(path))];
  known.set(root, { names, problems });
  return problems;
}

function baseProblems(source: SourceText, root: TreeNode): readonly Problem[] {
  const judged = judgeBySchema(clusterSchema, { source, root, value: plainValue(root) });
  return 'problems' in judged ? judged.problems : [];
}

function aloneProblems(source: SourceText, root: TreeNode, library: Library): readonly Problem[] {
  const name = nameOfFile(source.file);
  // Every value stands for itself, so that none is unknown; the lines that name one are left out above.
  const values = new Map(
    [...source.text.matchAll(/\$\{([^}$]*)\}/g)].map(([text, value = '']) => [value, text]),
  );
  const { running, problems } = judgeApplication({ name, source, root, layers: [], cluster: source, values });
  if (running === undefined || problems.some(({ severity }) => severity === 'error')) return problems;
  const around = {
    running: new Map([[name, running]]),
    known: library.applications,
    absent: library.applications,
  };
  return applicationProblems(around, undefined, 'none', undefined);
}
