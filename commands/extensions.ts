import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { createJiti as CreateJiti } from 'jiti';
import { z } from 'zod';
import type { Extension } from '../api/index';
import { addCharts, addedCharts } from '../charts/extension-charts';
import { asRule } from '../checks/extension-rule';
import { families } from '../checks/rule';
import { addRules, rules } from '../checks/rules';
import { addHealthRules } from '../plan/health';
import { importedFiles } from './imported-files';
import { projectHere } from './project';
import type { Diagnostic } from './render';
import { problemDiagnostics } from './render-problems';
import { settingsFile } from './settings/settings-file';

/** The extensions of the repository that a command works in. */
export interface LoadedExtensions {
  readonly names: readonly string[];
  /** What their code was, in hexadecimal: empty where there is none. */
  readonly digest: string;
}

const none: LoadedExtensions = { names: [], digest: '' };
let loaded: { readonly root: string; readonly extensions: LoadedExtensions } | undefined;

/** What the extensions are that this process has loaded. */
export function extensionsHere(): LoadedExtensions {
  return loaded?.extensions ?? none;
}

const named = z.string().min(1);
const callable = z.custom((value) => typeof value === 'function', 'expected a function');
const extensionSchema = z.looseObject({
  name: named,
  charts: z
    .array(
      z.looseObject({
        name: z.string().regex(/^[a-z][-a-z0-9]{0,60}$/, 'expected lower case letters, digits and -'),
        build: callable,
      }),
    )
    .optional(),
  rules: z
    .array(
      z.looseObject({
        id: z.string().regex(/^[a-z][-a-z0-9]*\/[a-z][-a-z0-9]*$/, 'expected family/what'),
        severity: z.enum(['error', 'warning', 'notice']),
        title: named,
        why: named,
        kinds: z.array(z.string().regex(/^[a-z0-9.-]*\/[A-Z]\w*$/, 'expected group/Kind')).min(1),
        check: callable,
      }),
    )
    .optional(),
  health: z.array(z.looseObject({ group: named, version: named, kind: named, condition: named })).optional(),
});

/**
 * Loads the extensions that the `meshwright.yaml` of the working folder names, and adds what they bring to the charts, rules and health
 * checks of this process. Code is loaded from below that file's folder and from its packages alone, and once.
 *
 * @returns what was loaded, or why it cannot be
 */
export async function loadExtensions(
  isWanted: boolean,
): Promise<LoadedExtensions | { readonly diagnostics: readonly Diagnostic[] }> {
  const project = projectHere();
  if ('problems' in project) return { diagnostics: problemDiagnostics(project.problems) };
  const root = resolve(project.root);
  if (!isWanted || project.extensions.length === 0) return none;
  if (loaded?.root === root) return loaded.extensions;
  const names: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = new Set<string>();
  for (const specifier of project.extensions) {
    try {
      const module = await load(root, specifier, files);
      const extension = extensionIn(module);
      add(extension, specifier);
      names.push(extension.name);
    } catch (error) {
      diagnostics.push(refusal(specifier, error));
    }
  }
  if (diagnostics.length > 0) return { diagnostics };
  loaded = { root, extensions: { names, digest: digestOf(root, files) } };
  return loaded.extensions;
}

async function load(root: string, specifier: string, files: Set<string>): Promise<unknown> {
  const { createJiti }: { createJiti: typeof CreateJiti } = require('jiti');
  const from = join(root, settingsFile);
  oneCopy(from);
  const own = createRequire(from);
  const before = new Set(Object.keys(own.cache));
  // Nothing is kept on the disk: a cache of code in a folder that others can write is code of theirs.
  const jiti = createJiti(from, { fsCache: false, moduleCache: true, interopDefault: true });
  const module: unknown = await jiti.import(specifier);
  for (const file of importedFiles(specifier, jiti)) files.add(file);
  for (const file of Object.keys(own.cache)) {
    if (!before.has(file) && !file.includes('/node_modules/')) files.add(file);
  }
  return module;
}

/** Charts of an extension import the cdk8s of the repository, and the program has to use the same. */
function oneCopy(from: string): void {
  for (const name of ['cdk8s', 'constructs']) {
    const [theirs, ours] = [from, __filename].map((file) => {
      try {
        return createRequire(file).resolve(name);
      } catch {
        return undefined;
      }
    });
    if (theirs !== undefined && ours !== undefined && theirs !== ours)
      throw new Error(
        `there are two copies of ${name}: ${theirs} and ${ours}; npm dedupe, or ask for the version that meshwright asks for`,
      );
  }
}

function extensionIn(module: unknown): Extension {
  const exported = typeof module === 'object' && module !== null ? module : {};
  const found: unknown =
    'extension' in exported ? exported.extension : 'default' in exported ? exported.default : exported;
  const parsed = extensionSchema.safeParse(found);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `what it exports is no extension: ${issue?.path.join('.') || 'default'}: ${issue?.message}`,
    );
  }
  return found as Extension;
}

function add(extension: Extension, specifier: string): void {
  for (const { id } of extension.rules ?? []) {
    if (families.some((family) => id.startsWith(`${family}/`)))
      throw new Error(`its rule ${id} is in a family of Meshwright's own; name it after yours`);
    if (rules.some((rule) => rule.id === id)) throw new Error(`there is a rule ${id} already`);
  }
  for (const { name } of extension.charts ?? []) {
    if (addedCharts().some((chart) => chart.name === name))
      throw new Error(`there is a chart ${name} already`);
  }
  addRules((extension.rules ?? []).map((rule) => asRule(rule, extension.name)));
  addCharts(extension.charts ?? []);
  addHealthRules(
    (extension.health ?? []).map((check) => ({
      ...check,
      source: `extension ${extension.name}, ${specifier}`,
    })),
  );
}

function refusal(specifier: string, error: unknown): Diagnostic {
  // It may come from another realm, where Error is another class.
  const said =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return {
    severity: 'error',
    title: 'an extension that cannot be loaded',
    location: `${settingsFile}: extensions`,
    notes: [
      ['found', `${specifier}: ${said.split('\n')[0]}`],
      ['mend', 'docs/extend.md says what an extension is; --no-extensions leaves them out'],
    ],
  };
}

function digestOf(root: string, files: ReadonlySet<string>): string {
  const sums = createHash('sha256');
  const texts = [...files].map(
    (file) => [file.startsWith(root) ? file.slice(root.length) : file, readFileSync(file, 'utf8')] as const,
  );
  for (const [path, text] of texts.sort(([one], [other]) => (one < other ? -1 : 1))) {
    // Where a package lies is the machine's business; what it is is not.
    sums.update(`${path.replace(/^.*\/node_modules\//, '')}\0${text}\0`);
  }
  return sums.digest('hex');
}
