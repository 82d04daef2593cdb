import type { Problem } from '../config/problem';
import type { Diagnostic } from './render';

/** Problems of cluster files as diagnostics that `render` prints. */
export function problemDiagnostics(problems: readonly Problem[]): Diagnostic[] {
  return problems.map((problem) => ({
    severity: problem.severity,
    title: problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`,
    location: isWhole(problem) ? problem.file : `${problem.file}:${problem.line}:${problem.column}`,
    ...(problem.excerpt.text === '' ? {} : { excerpt: { line: problem.line, ...problem.excerpt } }),
    notes: [
      ['found', problem.found],
      ['expected', problem.expected],
      ['mend', problem.mend],
    ],
  }));
}

/** Whether a problem is one of a file, or folder, that was not read: there is no line to show. */
function isWhole({ line, column, excerpt }: Problem): boolean {
  return line === 1 && column === 1 && excerpt.text === '';
}
