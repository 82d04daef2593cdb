import type { ClusterFiles, PublishProblem } from './publish-types';

/** The ownership index in each cluster's folder. */
export const INDEX_FILE = 'meshwright.lock.json';
/** The folder, beside the clusters', in which a run prepares its work. */
export const WORK_FOLDER = '.meshwright';

/** Why a name of a file or folder is not taken; `undefined` if it is. */
function badName(name: string): string | undefined {
  if (name === '') return 'an empty name';
  if (name === '.' || name === '..') return `"${name}", which leads elsewhere`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f\\/:*?"<>|]/.test(name))
    return `"${name}", with a character that not every system allows`;
  if (/[. ]$/.test(name)) return `"${name}", which ends in a dot or space`;
  if (name.length > 200) return `a name of ${name.length} characters (at most 200)`;
  return undefined;
}

/** Why a relative path is not taken; `undefined` if it is. */
export function badPath(path: string): string | undefined {
  for (const part of path.split('/')) {
    const reason = badName(part);
    if (reason !== undefined) return reason;
  }
  return path === INDEX_FILE ? `"${INDEX_FILE}", which is the ownership index` : undefined;
}

/**
 * What is wrong with the names of clusters: names that lead elsewhere, and names that are one and the same where upper and
 * lower case are not told apart (macOS, Windows).
 */
export function clusterNameProblems(clusters: readonly string[]): PublishProblem[] {
  const names = new Map<string, string>();
  return clusters.flatMap((name) => {
    const reason =
      badName(name) ??
      (name === WORK_FOLDER ? `"${name}", which is the folder for work in progress` : undefined);
    const fix = 'give the cluster another name';
    const bad = reason === undefined ? [] : [{ where: name, found: `a cluster called ${reason}`, fix }];
    return [...bad, ...sameName(names, name, name)];
  });
}

/** The same for the paths of a cluster's files. */
export function pathProblems({ name, files }: ClusterFiles): PublishProblem[] {
  const paths = new Map<string, string>();
  return [...files.keys()].flatMap((path) => {
    const where = `${name}/${path}`;
    const bad = badPath(path);
    if (bad !== undefined)
      return [{ where, found: bad, fix: 'give the file a relative path inside its folder' }];
    return [...sameName(paths, `${path}/`, where), ...folderProblems(paths, path, where)];
  });
}

/** Folders may be shared by files, but only under one spelling, and none may be a file as well. */
function folderProblems(paths: Map<string, string>, path: string, where: string): PublishProblem[] {
  const problems: PublishProblem[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash);
    if (paths.get(folded(folder)) !== folder) problems.push(...sameName(paths, folder, where));
    if (paths.has(folded(`${folder}/`)))
      problems.push({ where, found: `"${folder}" is the name of a file as well`, fix: 'rename one of them' });
  }
  if (paths.has(folded(path)))
    problems.push({ where, found: `"${path}" is the name of a folder as well`, fix: 'rename one of them' });
  return problems;
}

function sameName(taken: Map<string, string>, name: string, where: string): PublishProblem[] {
  const other = taken.get(folded(name));
  taken.set(folded(name), name);
  if (other === undefined) return [];
  const found = `the name is taken by "${other}" (upper and lower case are one on some systems)`;
  return [{ where, found, fix: 'rename one of them' }];
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
