import { rules } from '../../checks/rules';
import { nearest } from '../../references/nearest';
import { oneLine } from '../../references/printable';
import { readText } from '../manifests/read-files';
import type { World } from '../world';
import { type CheckArguments, checkArguments } from './arguments';
import { readBaseline } from './baseline';
import { explain } from './explain';
import { type CheckRequest, requestOf } from './request';

/** The world with a standard output that may be a terminal. */
export interface CheckWorld extends World {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** All that a run needs to know before it looks at what is checked. */
export interface CheckTask {
  readonly parsed: CheckArguments;
  readonly request: CheckRequest;
  /** How often each finding is in the baseline. */
  readonly known: ReadonlyMap<string, number>;
}

/** @returns the exit status where there is nothing to check: help, a rule to explain, wrong usage */
export function readTask(argv: readonly string[], world: CheckWorld): CheckTask | number {
  const parsed = checkArguments(argv);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  if (parsed.explain !== undefined) return explainRule(parsed.explain, world);
  const request = requestOf(parsed);
  if ('refused' in request) {
    world.stderr.write(request.refused);
    return 2;
  }
  const { baseline } = request;
  const known = baseline === undefined ? new Map<string, number>() : baselineIn(baseline);
  if (typeof known === 'string') {
    world.stderr.write(known);
    return 2;
  }
  return { parsed, request, known };
}

/** A file of known findings, or what is wrong with it. */
function baselineIn(path: string): ReadonlyMap<string, number> | string {
  const text = readText(path);
  if ('severity' in text) return `--baseline ${oneLine(path)}: ${text.message}: ${text.found}\n`;
  const said = oneLine(path);
  return readBaseline(text.text) ?? `--baseline ${said}: no baseline; --write-baseline ${said} writes one\n`;
}

function explainRule(id: string, world: CheckWorld): number {
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined) {
    world.stdout.write(explain(rule));
    return 0;
  }
  const ids = rules.map((each) => each.id);
  const near = nearest(id, ids);
  world.stderr.write(
    `no rule ${oneLine(id)}${near === undefined ? '' : `; did you mean ${near}?`} docs/rules.md lists them all\n`,
  );
  return 2;
}
