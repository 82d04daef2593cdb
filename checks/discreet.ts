import { withoutCredentials } from '../credentials/shown';
import { credentialTexts } from '../credentials/texts-of-object';
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
