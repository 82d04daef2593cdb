import type { Context } from '../context';
import type { InputDocument } from '../document';

/** Why an application file cannot say a field. */
export interface Obstacle {
  /** Why, as the end of a sentence. */
  readonly why: string;
  readonly found: string;
  /** What an application file can say. */
  readonly expected: string;
  /** @default to write objects instead */
  readonly mend?: string;
}

/** Enters a field that keeps a set from being an application file: nothing is written then. */
export function inTheWay(
  { account }: Pick<Context, 'account'>,
  document: InputDocument,
  field: string,
  { why, found, expected, mend }: Obstacle,
): void {
  account.finding(document, field, {
    message: `no application file can say it: ${why}`,
    found,
    expected,
    mend: `${mend === undefined ? '' : `${mend}, or `}write objects: leave --application out`,
  });
}
