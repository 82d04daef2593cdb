import type { Severity } from '../problem';
import type { PartlyValid } from '../valid-parts';

/** What a rule has to say about one field. What was found is the field's source text, unless the rule says it. */
export interface RuleFinding {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected: string;
  readonly mend: string;
  readonly found?: string;
  readonly nearest?: string | undefined;
  readonly severity?: Severity;
  /** Points at the key instead of the value. */
  readonly atKey?: boolean;
}

/** Whether the file has something at a path, valid or not; `*` stands for any entry. */
export type Present = (...path: readonly PropertyKey[]) => boolean;

/**
 * A rule that spans fields. It gets the valid parts only: a part that is undefined is absent or has a problem of its
 * own, and a rule that needs it says nothing, unless `present` tells that it is absent.
 */
export type Rule = (config: PartlyValid, present: Present) => readonly RuleFinding[];
