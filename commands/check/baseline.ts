import { identityOf } from './fingerprint';
import type { SetFinding } from './judge';

/** What a baseline takes away, and what is in it that is found no more. */
export interface Compared {
  readonly fresh: readonly SetFinding[];
  readonly known: number;
  /** Entries that are mended: their identities. */
  readonly fixed: readonly string[];
}

const note =
  'Findings that meshwright check knows: meshwright check PATH --write-baseline FILE writes them anew.';

/** The text of a baseline: one sorted entry for each finding, none of which says a line or a message. */
export function baselineText(findings: readonly SetFinding[]): string {
  return `${JSON.stringify({ version: 1, note, findings: countsOf(findings) }, undefined, 2)}\n`;
}

function countsOf(findings: readonly SetFinding[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const identity = identityOf(finding);
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads a baseline; undefined for a text that is none. */
export function readBaseline(text: string): ReadonlyMap<string, number> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || !('findings' in parsed)) return undefined;
  const { findings } = parsed;
  if (typeof findings !== 'object' || findings === null || Array.isArray(findings)) return undefined;
  const entries = Object.entries(findings).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0,
  );
  return new Map(entries);
}

/** Takes away what a baseline knows: of equal findings as many as it has. */
export function compare(findings: readonly SetFinding[], baseline: ReadonlyMap<string, number>): Compared {
  const left = new Map(baseline);
  const fresh = findings.filter((finding) => {
    const identity = identityOf(finding);
    const count = left.get(identity) ?? 0;
    if (count === 0) return true;
    left.set(identity, count - 1);
    return false;
  });
  const fixed = [...left].flatMap(([identity, count]) => (count > 0 ? [identity] : []));
  return { fresh, known: findings.length - fresh.length, fixed };
}
