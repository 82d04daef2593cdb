import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { locate, type Problem } from '../../config/problem';
import { readYaml } from '../../config/yaml-read';
import { pointer } from '../../references/fields';
import { readText } from '../manifests/read-files';
import { placeIn } from '../yaml-place';

export const settingsFile = 'meshwright.yaml';

const words = z.array(z.string().min(1)).default([]);
const severity = z.enum(['error', 'warning', 'notice']);

const schema = z.strictObject({
  given: words,
  closed: z.boolean().default(false),
  namespace: z.string().optional(),
  sets: z
    .array(
      z.strictObject({
        path: z.string().min(1),
        given: words,
        closed: z.boolean().default(false),
        namespace: z.string().optional(),
      }),
    )
    .default([]),
  versions: z.record(z.string(), z.string()).default({}),
  severities: z
    .array(
      z.strictObject({
        rule: z.string().min(1),
        severity: z.enum(['error', 'warning', 'notice', 'off']),
        path: z.string().optional(),
        kind: z.string().optional(),
        reason: z.string().min(1),
      }),
    )
    .default([]),
  schemas: words,
  exclude: words,
  profiles: z.array(z.enum(['production'])).default([]),
  failOn: severity.optional(),
});

/** What a `meshwright.yaml` says of checks, under `check`. */
export type CheckSettings = z.infer<typeof schema> & {
  /** Where the file is; paths in it start at its folder. */
  readonly file: string;
};

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
export function readSettings(file: string): CheckSettings | readonly Problem[] {
  const text = readText(file);
  if ('severity' in text) return [text];
  const read = readYaml(text);
  if ('problems' in read) return read.problems;
  const value: unknown = read.document.toJS({ maxAliasCount: 100 }) ?? {};
  const own: unknown = typeof value === 'object' && value !== null && 'check' in value ? value.check : {};
  const parsed = schema.safeParse(own ?? {});
  const whole = { source: text, start: 0, end: text.text.length };
  if (parsed.success) return { ...parsed.data, file };
  return parsed.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const at = ['check', ...path, ...unknown];
    const { start, length } = placeIn(whole, pointer(...at), unknown.length > 0 ? 'key' : 'value');
    return locate(
      text,
      { start, end: start + length },
      {
        path: at.join('.'),
        message: unknown.length > 0 ? 'no setting of that name' : 'a setting that cannot be read',
        found: unknown[0] ?? issue.message,
        expected: unknown.length > 0 ? `one of ${Object.keys(schema.shape).join(', ')}` : issue.message,
        mend: 'docs/checks.md lists the settings',
      },
    );
  });
}
