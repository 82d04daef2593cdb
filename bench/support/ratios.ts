import { type Candidate, cpuOf, type Measured, ratio, wallOf } from './measure';
import type { Table } from './report';

/** One candidate, and what it is compared with. */
export interface Row {
  readonly one: Candidate;
  readonly other: Candidate;
  /** Where `one` does so many times the work of `other`, what each unit of it costs is compared. @default 1 */
  readonly per?: number;
  /** What a unit of that work is. @default cluster */
  readonly unit?: string;
}

/** How many times as much one candidate takes as another, both from the same measurement: the median over its rounds. */
export function ratioTable(
  title: string,
  rows: readonly Row[],
  measured: ReadonlyMap<string, Measured>,
): Table {
  return {
    title,
    head: ['', 'to', 'by the clock', 'by CPU time'],
    rows: rows.map(({ one, other, per = 1, unit = 'cluster' }) => {
      const [a, b] = [found(measured, one), found(measured, other)];
      const more = a.median.unfinished ? 'more than ' : '';
      const cells = [wallOf, cpuOf].map((of) => `${more}${(ratio(a, b, of) / per).toFixed(2)}`);
      return [one.name, per === 1 ? other.name : `${other.name}, for each ${unit}`, ...cells];
    }),
  };
}

function found(measured: ReadonlyMap<string, Measured>, { name }: Candidate): Measured {
  const each = measured.get(name);
  if (each === undefined) throw new Error(`${name} was not measured`);
  return each;
}
