import type { Problem } from '../../config/problem';

/** What reading says, with a mend for who converts and does not check. */
export function toldHere(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({
    ...problem,
    mend: problem.mend
      .replace(/\bcheck what\b/, 'give what')
      .replace('| meshwright check -', '| meshwright leave-app-mesh - --out DIR')
      .replace('it was not checked', 'it was not read'),
  }));
}

/** What was left out of the input, for the report. */
export function noteOf({ file, line, message, found }: Problem): string {
  return `${file}${line === 1 ? '' : `:${line}`}: ${message} (${found})`;
}
