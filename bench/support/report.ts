import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, machine, root } from './measure';

/** A table: its rows have the cells of its head. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Prints a Markdown table, and keeps it as JSON in `.cache/bench/NAME.json`. */
export function report(name: string, { title, head, rows }: Table): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '---:')));
  console.log([`**${title}** (${machine()})`, '', line(head), rule, ...rows.map(line), ''].join('\n'));
  mkdirSync(join(root, '.cache/bench'), { recursive: true });
  const records = rows.map((cells) => Object.fromEntries(head.map((key, column) => [key, cells[column]])));
  writeFileSync(
    join(root, '.cache/bench', `${name}.json`),
    `${JSON.stringify({ title, machine: machine(), rows: records }, undefined, 2)}\n`,
  );
}

/** A table of commands, each with its ratio to the first. */
export function costTable(title: string, costs: ReadonlyMap<string, Cost>): Table {
  const [first] = costs.values();
  return {
    title,
    head: ['', 'wall s', 'CPU s', 'peak MiB', 'wall, ratio', 'CPU, ratio'],
    rows: [...costs].map(([name, { wall, cpu, memory }]) => [
      name,
      wall.toFixed(2),
      cpu.toFixed(2),
      memory.toFixed(0),
      (wall / (first?.wall ?? wall)).toFixed(2),
      (cpu / (first?.cpu ?? cpu)).toFixed(2),
    ]),
  };
}
