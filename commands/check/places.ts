import { placeOfFinding } from '../finding-diagnostics';
import type { SetFinding } from './judge';
import type { CheckReport } from './report';

/** Where a finding is, as machines want it. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The column after the last character that is meant. */
  readonly endColumn: number;
}

/** A finding with its place. */
export interface PlacedFinding extends SetFinding {
  readonly place: FilePlace | undefined;
}

/** All findings with their places, in the order of the objects. */
export function placedFindings({ findings, textOf }: CheckReport): readonly PlacedFinding[] {
  return findings.map((finding) => {
    const problem = placeOfFinding(finding, textOf);
    if (problem === undefined) return { ...finding, place: undefined };
    const { file, line, column, excerpt } = problem;
    return { ...finding, place: { file, line, column, endColumn: column + excerpt.length } };
  });
}
