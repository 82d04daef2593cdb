import type { Pending } from '../output/pending';
import { shortPath } from './short-path';

/** What to say of an output that is half old and half new, and what to do about it. */
export function pendingWords({ out, clusters }: Pending): {
  readonly where: string;
  readonly found: string;
  readonly mend: string;
} {
  const where = shortPath(out);
  const whose = clusters === undefined ? '' : ` (${[...clusters].join(', ')})`;
  return {
    where,
    found: `a publication is pending${whose}: some files are from before it and some from after it`,
    mend: `run meshwright synth${where === 'dist' ? '' : ` --out ${where}`}, which finishes or undoes it; if one is running, wait for it`,
  };
}
