import { contentOfSecret, credentialsOfObject } from '../credentials/of-object';
import { withoutCredentials } from '../credentials/shown';
import type { Manifest } from '../references/manifest';
import type { Finding } from './finding';

/** Says a finding without showing a credential: not one of its object, whatever it looks like, and none of another. */
export function discreet(finding: Finding): Finding {
  const known = credentialTexts(finding.object);
  const { message, found, expected, nearest, mend } = finding;
  return {
    ...finding,
    message: withoutCredentials(message, known),
    found: withoutCredentials(found, known),
    expected: withoutCredentials(expected, known),
    ...(nearest === undefined ? {} : { nearest: withoutCredentials(nearest, known) }),
    mend: withoutCredentials(mend, known),
  };
}

const texts = new WeakMap<Manifest, readonly string[]>();

/** The credentials of an object, the longest first, for one may be a part of another. */
export function credentialTexts(object: Manifest): readonly string[] {
  let known = texts.get(object);
  if (known === undefined) {
    const found = credentialsOfObject(object).flatMap(({ text, start, end }) => [
      text,
      text.slice(start, end),
    ]);
    known = [...new Set([...found, ...contentOfSecret(object)])].toSorted((a, b) => b.length - a.length);
    texts.set(object, known);
  }
  return known;
}
