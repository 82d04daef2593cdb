/** Letters, digits and the signs of base64 alone: what a generated credential is made of. */
const token = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** The same with dots, which tokens of several parts have. */
const dotted = /^[A-Za-z0-9+/_.~-]+={0,2}$/;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Longer ones, unless the name of the field says more, are pictures, archives and other files in base64. */
const longest = 128;

/** How much of a text may be words, and it still look generated. */
const mostWords = 0.66;

/**
 * Whether a text in a field of any name looks generated: letters of both cases and digits without words, and none of the forms that
 * digests, certificates and public keys have.
 */
export function looksGenerated(text: string): boolean {
  if (text.length < 24 || text.length > longest || !isMixed(text) || !token.test(text)) return false;
  return !isPublicMaterial(text) && isRandom(text) && !isOfWords(text);
}

/** Whether a text looks generated, in a field whose name says that it holds a credential. */
export function looksLikeCredential(text: string): boolean {
  if (text.length < 16 || text.length > 4096 || !dotted.test(text)) return false;
  if (uuid.test(text)) return true;
  if (/^(?:sha|md)\d{1,3}-/.test(text)) return false;
  // A name of words with a short random end, such as those that generators of manifests append.
  if (/^[a-z0-9]+(?:[-_/.][a-z0-9]+)+$/.test(text) && longestPart(text) < 16) return false;
  return /[a-zA-Z]/.test(text) && /[0-9]/.test(text) && isRandom(text, 0.72) && !isOfWords(text);
}

/** Whether a text has letters of both cases in so random an order that they are no words, as tokens without a digit have. */
export function isMixedAtRandom(text: string): boolean {
  return (
    text.length >= 24 &&
    /^[A-Za-z+/_-]+$/.test(text) &&
    /[a-z][A-Z]/.test(text) &&
    isRandom(text) &&
    !isOfWords(text)
  );
}

/** Whether a text looks like a cryptographic key: in hexadecimal, or generated and as long as one. */
export function looksLikeKey(text: string): boolean {
  if (/^(?:0x)?[0-9a-fA-F]{32,512}$/.test(text))
    return /[a-fA-F]/.test(text) && /\d/.test(text) && isRandom(text);
  return text.length >= 24 && !uuid.test(text) && isMixed(text) && looksLikeCredential(text);
}

/** Upper case, lower case and digits together, as in random base64: what looks generated has them, and so has any text around it. */
export function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** Lengths of MD5, SHA-1, SHA-256, SHA-384 and SHA-512 in base64, with and without what fills the last group up. */
const digest =
  /^(?:[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{27}=|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{22}|[A-Za-z0-9_-]{22}|[A-Za-z0-9+/]{27}|[A-Za-z0-9_-]{27}|[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43}|[A-Za-z0-9+/]{86}|[A-Za-z0-9_-]{86})$/;

/** How digests, SSH public keys, DER structures, pictures, archives and the TLS policies of AWS' load balancers begin. */
const publicStart =
  /^(?:(?:sha|md|blake)\d[\w]{0,4}[-_]|AAAA[BCEG][23]|MI[IGHC]|ME[QUY]CI|M[CDEFGHI][A-Za-z0-9+/]wDQYJ|iVBOR|R0lGOD|\/9j\/|PHN2Z|PD94b|H4sI|UEsDB|AGFzb|Qk[012]|age1|ELBSecurityPolicy-)/;

/** Whether a text begins as a digest, a public key, a picture or an archive does. */
export function hasPublicStart(text: string): boolean {
  return publicStart.test(text);
}

/** Whether a text has a form in which things are written that everybody may know. */
function isPublicMaterial(text: string): boolean {
  return digest.test(text) || publicStart.test(text);
}

/**
 * Whether the signs of a text are as evenly used as chance does it.
 *
 * @param share of the bits that chance gives at best; one in a hundred random texts has less than 0.8 of them
 */
function isRandom(text: string, share = 0.8): boolean {
  if (/^[0-9a-fA-F]+$/.test(text)) return entropy(text) >= 2.8;
  const signs = /^[a-z0-9]+$|^[A-Z0-9]+$/.test(text) ? 36 : 64;
  return entropy(text) >= share * Math.log2(Math.min(text.length, signs));
}

/** Shannon entropy, in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether a text is made of words rather than of signs at random. */
function isOfWords(text: string): boolean {
  // Digits between letters, here and there, are not in names. Of one case alone, letters in a row say little.
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text)) {
    const changes = text.match(/[a-zA-Z](?=[0-9])|[0-9](?=[a-zA-Z])/g)?.length ?? 0;
    return changes < text.length * 0.15;
  }
  let words = 0;
  for (const [word] of text.matchAll(/[A-Z]?[a-z]{3,}|[A-Z]{4,}|[0-9]{6,}/g)) words += word.length;
  return words / text.length >= mostWords;
}

function longestPart(text: string): number {
  return Math.max(...text.split(/[-_/.]/).map((part) => part.length));
}
