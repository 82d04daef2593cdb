import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FieldFinding, Measured } from './repositories';

const entry = z.strictObject({
  repository: z.string(),
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'notice']),
  /** Whether what the finding says is so, and worth its severity. */
  right: z.boolean(),
  /** The same, judged again by somebody who does not see the first judgement. */
  again: z.boolean().optional(),
  reason: z.string().optional(),
});

/** A person's judgement of a finding. */
export type Judgement = z.infer<typeof entry>;

/** Reads judgements, by the id of their finding; none where there is no file. @throws ZodError for a file that holds none */
export function readJudgements(path: string): ReadonlyMap<string, Judgement> {
  if (!existsSync(path)) return new Map();
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return new Map(Object.entries(z.record(z.string(), entry).parse(parsed)));
}

/**
 * So many findings, drawn the same way each time: all errors first, then warnings in the order of their ids, which are
 * hashes, and no more than a few of one rule in one repository, for what is equal is judged once.
 */
export function sample(measured: readonly Measured[], size: number): readonly FieldFinding[] {
  const findings = measured.flatMap((each) => each.findings).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const taken = new Map<string, number>();
  const drawn: FieldFinding[] = [];
  for (const severity of ['error', 'warning', 'notice'] as const) {
    for (const finding of findings) {
      if (finding.severity !== severity || drawn.length >= size) continue;
      const key = `${finding.repository} ${finding.rule}`;
      const count = taken.get(key) ?? 0;
      if (count >= mostAlike) continue;
      taken.set(key, count + 1);
      drawn.push(finding);
    }
  }
  return drawn;
}

const mostAlike = 12;
