import { matches } from '../schema/pattern';

/** Whether Go can compile a regular expression. */
export function goRegex(pattern: string): boolean {
  try {
    matches(pattern, '');
    return true;
  } catch {
    return false;
  }
}
