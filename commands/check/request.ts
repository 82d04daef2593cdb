import { dirname, join, relative, resolve } from 'node:path';
import type { Severity } from '../../checks/finding';
import { rules } from '../../checks/rules';
import { versionedComponents } from '../../checks/schema/component-versions';
import { givenComponents, isGivenWord } from '../../references/given';
import { nearest } from '../../references/nearest';
import type { InputOptions } from '../manifests/inputs';
import { render } from '../render';
import { problemDiagnostics } from '../render-problems';
import { settingsAbove } from '../settings/settings-file';
import type { CheckArguments, Format } from './arguments';
import { loadSchemas } from './custom-schemas';
import type { JudgeOptions, SetFinding } from './judge';
import { pathPattern } from './path-pattern';
import { type CheckSettings, readCheckSettings } from './settings';
import { rulePattern } from './severities';

/** What is to be checked, and how: the command line, with what settings say where it does not. */
export interface CheckRequest {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly build: boolean;
  readonly reading: InputOptions;
  readonly judging: JudgeOptions;
  readonly settings: CheckSettings | undefined;
  readonly failOn: Severity;
  readonly minSeverity: Severity | undefined;
  readonly summaryOnly: boolean;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** Whether a finding was asked for. */
  readonly wanted: (finding: SetFinding) => boolean;
  /** Whether a word of `given` is read by rules that do not say so. */
  readonly always: (word: string) => boolean;
}

/** Puts command line and settings together, or says what is wrong with them. */
export function requestOf(parsed: CheckArguments): CheckRequest | { readonly refused: string } {
  const settings = settingsOf(parsed);
  if (settings !== undefined && 'refused' in settings) return settings;
  const wrong = wrongWords(parsed, settings);
  if (wrong !== undefined) return { refused: `${wrong}\n` };
  const given = [...parsed.given, ...(settings?.given ?? [])];
  const folder = settings === undefined ? '.' : dirname(resolve(settings.file));
  const schemas = [...parsed.schemas, ...(settings?.schemas ?? []).map((path) => join(folder, path))];
  const unread = loadSchemas(schemas);
  if (unread !== undefined) return { refused: `${unread}\n` };
  const own = parsed.excluded.map(pathPattern);
  const shared = (settings?.exclude ?? []).map(pathPattern);
  const namespace = parsed.namespace ?? settings?.namespace;
  const kinds = new Set(parsed.skippedKinds);
  const { format, paths, build, minSeverity, baseline, writeBaseline } = parsed;
  return {
    paths,
    format,
    build,
    minSeverity,
    baseline,
    writeBaseline,
    settings,
    reading: {
      given,
      closed: parsed.closed || settings?.closed === true,
      ...(namespace === undefined ? {} : { namespace }),
      parts: (settings?.sets ?? []).map(({ path, ...set }) => ({ ...set, folder: join(folder, path) })),
      ...(own.length === 0 && shared.length === 0
        ? {}
        : {
            excluded: (path, root) =>
              own.some((matches) => matches(path)) ||
              shared.some((matches) => matches(relative(folder, resolve(root, path)))),
          }),
    },
    judging: {
      chosen: chosenRules(parsed.rules),
      profiles: [...parsed.profiles, ...(settings?.profiles ?? [])],
      versions: new Map([
        ...Object.entries(settings?.versions ?? {}),
        ...parsed.versions.map((entry): [string, string] => [before(entry), after(entry)]),
      ]),
    },
    failOn: parsed.failOn ?? settings?.failOn ?? 'error',
    summaryOnly: parsed.summary,
    wanted: ({ object }) => !kinds.has(object.kind),
    always: (word) => /^(?:Mesh|Virtual)\w* /.test(word),
  };
}

function settingsOf({ settings, paths }: CheckArguments): CheckSettings | { refused: string } | undefined {
  const [path = '.'] = paths;
  const file = settings ?? settingsAbove(path);
  if (file === undefined) return undefined;
  const read = readCheckSettings(file);
  if ('file' in read) return read;
  return { refused: render(problemDiagnostics(read.problems), { colour: false }) };
}

/** What nobody would understand of the words that were given. */
function wrongWords(parsed: CheckArguments, settings: CheckSettings | undefined): string | undefined {
  for (const word of [
    ...parsed.given,
    ...(settings?.given ?? []),
    ...(settings?.sets ?? []).flatMap(({ given }) => given),
  ]) {
    if (isGivenWord(word)) continue;
    const near = nearest(word, givenComponents);
    const meant = near === undefined ? '' : `; did you mean ${near}?`;
    return `given: ${JSON.stringify(word)} is neither one of ${givenComponents.join(', ')} nor an object as "Secret prod/key"${meant}`;
  }
  for (const pattern of [...parsed.rules, ...(settings?.severities ?? []).map(({ rule }) => rule)]) {
    const matches = rulePattern(pattern);
    if (rules.some(({ id }) => matches(id)) || pattern === 'general/ignore-without-reason') continue;
    const near = nearest(pattern, [
      ...rules.map(({ id }) => id),
      ...new Set(rules.map(({ id }) => `${id.split('/')[0]}/*`)),
    ]);
    return `rule: no rule ${pattern}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  for (const entry of [
    ...parsed.versions,
    ...Object.entries(settings?.versions ?? {}).map((pair) => pair.join('=')),
  ]) {
    if (!versionedComponents.includes(before(entry)) || !/^v?\d+(\.\d+)*/.test(after(entry)))
      return `versions: ${entry}: expected one of ${versionedComponents.join(', ')}, and a version, as in external-secrets=0.14`;
  }
  return undefined;
}

function chosenRules(patterns: readonly string[]) {
  if (patterns.length === 0) return rules;
  const wanted = patterns.map(rulePattern);
  return rules.filter(({ id }) => wanted.some((matches) => matches(id)));
}

function before(entry: string): string {
  return entry.split('=', 1)[0] ?? '';
}

function after(entry: string): string {
  return entry.slice(before(entry).length + 1);
}
