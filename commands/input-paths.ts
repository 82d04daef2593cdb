import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where input files are: a folder, or patterns of paths below a folder. */
export type Inputs = string | Patterns;

export interface Patterns {
  /** The folder that the patterns start at. */
  readonly root: string;
  /** As in `teams/*\/application.yaml`: `*` stands for anything but `/`, `**` for any folders. */
  readonly patterns: readonly string[];
}

/**
 * The YAML files of a folder, or those that patterns name, in code unit order.
 *
 * @throws what the file system says of a folder
 */
export function yamlPaths(inputs: Inputs): string[] {
  if (typeof inputs === 'string') {
    return readdirSync(inputs)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(inputs, name));
  }
  // A folder that patterns name is read as by itself: the library is loaded for nobody else.
  const { globSync }: typeof import('tinyglobby') = require('tinyglobby');
  const found = globSync([...inputs.patterns], {
    cwd: inputs.root,
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
  });
  return found
    .filter((path) => /\.ya?ml$/.test(path))
    .sort()
    .map((path) => join(inputs.root, path));
}

/** The inputs in words. */
export function inputsText(inputs: Inputs): string {
  return typeof inputs === 'string' ? inputs : inputs.patterns.join(', ');
}

/** The folders in which a file may come or go. */
export function foldersOf(inputs: Inputs, paths: readonly string[]): readonly string[] {
  if (typeof inputs === 'string') return [inputs];
  const starts = inputs.patterns.map((pattern) => {
    const parts = pattern.split('/');
    const fixed = parts.slice(0, -1).findIndex((part) => /[*?[{(!]/.test(part));
    return join(inputs.root, ...parts.slice(0, fixed < 0 ? -1 : fixed));
  });
  return [...new Set([...starts, ...paths.map((path) => join(path, '..'))])];
}
