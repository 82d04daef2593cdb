import { startLineProgram } from '../../cluster/server/line-program';
import { bases } from './bases';
import { type Change, changes } from './changes';
import { type Comparison, disagreementsOf, errorsAbout, rowsByKind, tableOf } from './compare';
import { ofSets, type Program, programGroups } from './programs';

/** A generator of numbers from 0 up to 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** At most so many changes of objects of each kind, drawn anew for each seed, each object once. */
export function drawnChanges(groups: readonly string[], most: number, seed: number): readonly Change[] {
  const byKind = new Map<string, Map<string, Change>>();
  for (const base of bases(groups)) {
    const known = byKind.get(base.kind) ?? new Map<string, Change>();
    byKind.set(base.kind, known);
    for (const change of [{ object: base, path: '', how: 'as it is' }, ...changes(base)]) {
      const text = JSON.stringify(change.object);
      if (!known.has(text)) known.set(text, change);
    }
  }
  const next = numbers(seed);
  return [...byKind.values()].flatMap((known) => {
    const all = [...known.values()].map((change) => ({ change, at: next() }));
    return all
      .toSorted((a, b) => a.at - b.at)
      .slice(0, most)
      .map(({ change }) => change);
  });
}

/** Asks a program and the rules of each change. */
export async function compareWith(
  program: Program,
  drawn: readonly Change[],
): Promise<readonly Comparison[]> {
  const [command = '', ...args] = program.command.split(' ');
  const asked = startLineProgram(command, args);
  try {
    const comparisons: Comparison[] = [];
    for (const { object, path, how } of drawn) {
      const answer = await asked.ask<{ verdict?: string; at?: readonly string[] | null; error?: string }>(
        object,
      );
      if (answer.verdict !== 'accept' && answer.verdict !== 'refuse') {
        throw new Error(`${program.name}: ${answer.error ?? `no verdict in ${JSON.stringify(answer)}`}`);
      }
      const refused = answer.verdict === 'refuse';
      comparisons.push({ object, path, how, refused, at: answer.at ?? [], errors: errorsAbout(object) });
    }
    return comparisons;
  } finally {
    asked.stop();
  }
}

/**
 * Compares programs with the rules on drawn changes, and prints a table and the disagreements of each.
 *
 * @returns whether every kind with 200 objects or more has at most 5 % missed and 1 % false
 */
export async function compareAll(
  programs: readonly Program[],
  most: number,
  seed: number,
  print: (text: string) => void,
): Promise<boolean> {
  let within = true;
  for (const program of programs) {
    const drawn = drawnChanges(programGroups[program.name] ?? [], most, seed);
    const rows = rowsByKind(await compareWith(program, drawn));
    print(`\n${program.name}, seed ${seed}\n\n${tableOf(rows)}\n`);
    for (const line of disagreementsOf(rows)) print(`${line}\n`);
    within &&= rows.every(
      ({ asked, missed, wrong }) =>
        asked < 200 || (missed.length <= 0.05 * asked && wrong.length <= 0.01 * asked),
    );
  }
  const left = Object.keys(programGroups).filter(
    (name) => !ofSets.has(name) && !programs.some((program) => program.name === name),
  );
  if (left.length > 0) print(`\nSKIPPED: no --program for ${left.join(', ')}\n`);
  return within;
}
