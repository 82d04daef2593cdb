import { plainTree } from './plain-tree';
import type { Problem, SourceText } from './problem';
import { sourceText } from './problem';
import { convertYaml } from './yaml-convert';
import { readYaml } from './yaml-read';
import type { TreeNode } from './yaml-tree';

/** A file as it was read. */
export interface InputFile {
  /** Its name as it is printed, such as `clusters/us-west-2.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** A file as a tree, or what keeps it from being one. */
export type TreeFile =
  | { readonly source: SourceText; readonly root: TreeNode }
  | { readonly source: SourceText; readonly problems: readonly Problem[] };

/** The files that a cluster file names: bases, and applications. */
export interface Library {
  /** A base by its name, such as `_prod`, or undefined where there is none. */
  base(name: string): TreeFile | undefined;
  /** An application by its name, or undefined where there is none. */
  application(name: string): TreeFile | undefined;
  /** Names of all bases and of all applications, to tell the nearest of one that is not there. */
  readonly bases: readonly string[];
  readonly applications: readonly string[];
}

/** Reads the tree of a file. Pure; never throws. */
export function treeFile({ name, text }: InputFile): TreeFile {
  const source = sourceText(name, text);
  const root = plainTree(source);
  return root === undefined ? anyTree(source) : { source, root };
}

/** Reads the tree of any file, in several times the time of `plainTree`. */
export function anyTree(source: SourceText): TreeFile {
  const read = readYaml(source);
  const converted = 'problems' in read ? read : convertYaml(read.document, source);
  return { source, ...converted };
}

/** A file's name without folder and ending: what a cluster, a base or an application is called. */
export function nameOfFile(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? '').replace(/\.ya?ml$/i, '');
}

/** What an application is called: its file's name, or, of a file that is called `application.yaml`, that of its folder. */
export function applicationName(file: string): string {
  const name = nameOfFile(file);
  const folder = file.split(/[\\/]/).at(-2) ?? '';
  return name === 'application' && folder !== '' ? folder : name;
}

/**
 * Files by name, each read when it is first asked for. A file that has not changed since `before` is not parsed again.
 */
export function libraryOf(
  bases: readonly InputFile[],
  applications: readonly InputFile[],
  before?: Library,
): Library {
  const [base, baseNames] = trees(bases, nameOfFile, (name) => before?.base(name));
  const [application, applicationNames] = trees(applications, applicationName, (name) =>
    before?.application(name),
  );
  return { base, application, bases: baseNames, applications: applicationNames };
}

function trees(
  files: readonly InputFile[],
  nameOf: (file: string) => string,
  known: (name: string) => TreeFile | undefined,
): readonly [(name: string) => TreeFile | undefined, readonly string[]] {
  const byName = new Map(files.map((file) => [nameOf(file.name), file]));
  const read = new Map<string, TreeFile>();
  const find = (name: string) => {
    const file = byName.get(name);
    if (file === undefined) return undefined;
    const before = read.get(name) ?? unchanged(known(name), file);
    const tree = before ?? treeFile(file);
    read.set(name, tree);
    return tree;
  };
  return [find, [...byName.keys()]];
}

function unchanged(before: TreeFile | undefined, file: InputFile): TreeFile | undefined {
  return before?.source.text === file.text && before.source.file === file.name ? before : undefined;
}
