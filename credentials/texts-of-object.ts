import type { Manifest } from '../references/manifest';
import { contentOfSecret, credentialsOfObject } from './of-object';
import { secretsWithin } from './secrets-within';

const known = new WeakMap<Manifest, readonly string[]>();

/** The texts of an object that nobody may see, whatever they look like elsewhere; the longest first, for one may be a part of another. */
export function credentialTexts(object: Manifest): readonly string[] {
  let texts = known.get(object);
  if (texts === undefined) {
    const found = credentialsOfObject(object).flatMap(({ text, start, end }) => [
      text,
      text.slice(start, end),
    ]);
    const inner = secretsWithin(object).flatMap(({ values }) => values);
    texts = [...new Set([...found, ...contentOfSecret(object), ...inner])].toSorted(
      (a, b) => b.length - a.length,
    );
    known.set(object, texts);
  }
  return texts;
}
