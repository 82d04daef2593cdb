import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './folders';
import { machine } from './machine';
import { cpuOf, type Measured, ratio, wallOf } from './measure';

/** A table: its rows have the cells of its head. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What has to be known to read it, in sentences below it. */
  readonly notes?: readonly string[];
  /** Every single measurement, for the JSON. */
  readonly runs?: unknown;
}

/** Prints a Markdown table, and keeps it in `.cache/bench`: as it was printed in `NAME.md`, with every single run in `NAME.json`. */
export function report(name: string, { title, head, rows, notes = [], runs }: Table): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '---:')));
  const below = notes.flatMap((note) => [note, '']);
  const where = machine();
  const text = [`**${title}** (${where})`, '', line(head), rule, ...rows.map(line), '', ...below].join('\n');
  console.log(text);
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.md`), `${text.trimEnd()}\n`);
  const records = rows.map((cells) => Object.fromEntries(head.map((key, column) => [key, cells[column]])));
  writeFileSync(
    join(cache, `${name}.json`),
    `${JSON.stringify({ title, machine: where, rows: records, notes, runs }, undefined, 2)}\n`,
  );
}

/** A table of commands, each with its ratio to the first: the median over the rounds. */
export function costTable(
  title: string,
  costs: ReadonlyMap<string, Measured>,
  notes: readonly string[] = [],
): Table {
  const [first] = costs.values();
  const most = Math.max(...[...costs.values()].map(({ runs }) => runs.length));
  return {
    title: `${title}, median of ${most} ${most === 1 ? 'run' : 'runs'}`,
    head: ['', 'wall s', 'CPU s', 'of it in the kernel', 'peak MiB', 'wall, ratio', 'CPU, ratio'],
    rows: [...costs].map(([name, measured]) => {
      const { median, runs } = measured;
      const more = median.unfinished ? 'more than ' : '';
      const than = first ?? measured;
      return [
        runs.length === most ? name : `${name} (${runs.length} ${runs.length === 1 ? 'run' : 'runs'})`,
        more + median.wall.toFixed(2),
        more + cpuOf(median).toFixed(2),
        median.system.toFixed(2),
        median.memory.toFixed(0),
        more + ratio(measured, than, wallOf).toFixed(2),
        more + ratio(measured, than, cpuOf).toFixed(2),
      ];
    }),
    notes,
    runs: Object.fromEntries([...costs].map(([name, { runs }]) => [name, runs])),
  };
}
