import type { Answer } from './request';

/** Shares that differ by less are the same: weights are integers, and their shares are rounded. */
const tolerance = 1e-6;

/** Whether the same workloads answer with the same shares, and see the same path. Why nobody answers does not count. */
export function sameAnswer(a: Answer, b: Answer): boolean {
  const names = new Set([...Object.keys(a.shares), ...Object.keys(b.shares)]);
  const alike = [...names].every(
    (name) => Math.abs((a.shares[name] ?? 0) - (b.shares[name] ?? 0)) < tolerance,
  );
  return alike && (names.size === 0 || a.path === b.path);
}
