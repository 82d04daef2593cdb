import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { locate, type Problem } from '../../config/problem';
import { readYaml } from '../../config/yaml-read';
import { pointer } from '../../references/fields';
import { nearest } from '../../references/nearest';
import { readText } from '../manifests/read-files';
import { placeIn } from '../yaml-place';
import { keysAt, type Settings, settingsSchema } from './schema';

export const settingsFile = 'meshwright.yaml';

/** The settings file of a path: the one in its folder, or the next above it. */
export function settingsAbove(path: string): string | undefined {
  const start = resolve(path === '-' ? '.' : path);
  const isFolder = statSync(start, { throwIfNoEntry: false })?.isDirectory() === true;
  for (let at = isFolder ? start : dirname(start); ; at = dirname(at)) {
    const file = join(at, settingsFile);
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

/** Reads a settings file. Nothing of it is run. */
export function readSettings(file: string): Settings | { readonly problems: readonly Problem[] } {
  const text = readText(file);
  if ('severity' in text) return { problems: [text] };
  const read = readYaml(text);
  if ('problems' in read) return read;
  const value: unknown = read.document.toJS({ maxAliasCount: 100 }) ?? {};
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const whole = { source: text, start: 0, end: text.text.length };
  return {
    problems: parsed.error.issues.map((issue) => {
      const { path, key } = placeOfIssue(issue);
      const known = keysAt(path);
      const { start, length } = placeIn(whole, pointer(...path, ...key), key.length > 0 ? 'key' : 'value');
      const near = key[0] === undefined ? undefined : nearest(key[0], known);
      return locate(
        text,
        { start, end: start + length },
        {
          path: [...path, ...key].join('.'),
          message: key.length > 0 ? 'no setting of that name' : 'a setting that cannot be read',
          found: key[0] ?? issue.message,
          expected: key.length > 0 ? `one of ${known.join(', ')}` : issue.message,
          mend: 'docs/meshwright-yaml.md lists the settings',
          ...(near === undefined ? {} : { nearest: near }),
        },
      );
    }),
  };
}

/** Where an issue is: the path, and the unknown key below it. */
function placeOfIssue(issue: z.core.$ZodIssue): {
  readonly path: readonly (string | number)[];
  readonly key: readonly string[];
} {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  return { path, key: issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [] };
}
