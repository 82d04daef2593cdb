import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS>();

/**
 * Whether a part of the text matches the pattern, as Go's `regexp` reads it: RE2 syntax, and time that grows with the text's
 * length alone, so that no text can make it hang.
 *
 * @throws when the pattern is not RE2
 */
export function matches(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = RE2JS.compile(pattern);
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
