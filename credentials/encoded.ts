import { isReference } from './harmless';

/** What a text in base64 is, when it is decoded. */
export type Decoded = { readonly text: string } | { readonly what: string } | undefined;

/** The start of a text shows whether it is one: bytes at random are not printable for long. */
const looked = 64;

/**
 * Decodes base64 or its form for URLs, which lines may wrap: the text that it stands for, or what kind of key it is. Undefined for what
 * is neither, such as a picture, a certificate or a digest.
 */
export function decoded(text: string): Decoded {
  const head = Buffer.from(text.slice(0, 128), 'base64');
  if (head.length < 6) return undefined;
  const key = keyKind(head);
  if (key !== undefined) return { what: key };
  if (!isPrintable(head, looked)) return undefined;
  const whole = Buffer.from(text, 'base64');
  return isPrintable(whole) ? { text: whole.toString('utf8') } : undefined;
}

/** Whether a text is a whole structure in DER: a certificate, a public key, a request for one. */
export function isStructure(text: string): boolean {
  if (!text.startsWith('M')) return false;
  const bytes = Buffer.from(text, 'base64');
  const [tag, first = 0] = bytes;
  if (tag !== 0x30) return false;
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4 || bytes.length < 2 + size) return false;
  const length = size === 0 ? first : bytes.readUIntBE(2, size);
  return bytes.length === 2 + size + length;
}

function isPrintable(bytes: Buffer, most = bytes.length): boolean {
  const length = Math.min(bytes.length, most);
  let other = 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) || byte === 0x7f) return false;
    if (byte >= 0x80) other++;
  }
  return other * 5 < length;
}

/** Private keys and key stores in DER, Java's and OpenSSH's own form, by their first bytes. */
function keyKind(bytes: Buffer): string | undefined {
  if (bytes.readUInt32BE(0) === 0xfeedfeed || bytes.readUInt32BE(0) === 0xcececece) return 'a key store';
  if (bytes[0] === 0x6f && bytes.toString('latin1', 0, 14) === 'openssh-key-v1') return 'a private key';
  if (bytes[0] !== 0x30) return undefined;
  const length = bytes[1] ?? 0;
  const inside = bytes.subarray(length < 0x80 ? 2 : 2 + (length & 0x7f));
  // A version number, which keys and key stores begin with, and public keys and certificates do not.
  if (inside[0] === 0x02 && inside[1] === 0x01 && (inside[2] ?? 9) <= 3) {
    if (inside[2] === 3) return 'a key store';
    return inside[3] === 0x30 || inside[3] === 0x02 || inside[3] === 0x04 ? 'a private key' : undefined;
  }
  // An encrypted private key (PKCS #8): the algorithm is one of PKCS #5 or PKCS #12.
  return inside.toString('latin1', 0, 24).includes('\u002a\u0086\u0048\u0086\u00f7\u000d\u0001\u0005')
    ? 'a private key'
    : undefined;
}

/** `user:password`, as Basic authentication and Docker's configuration have it. */
export function isPair(text: string): boolean {
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1).trim();
  return (
    colon >= 0 && colon < 200 && password !== '' && !/\s/.test(text.slice(0, colon)) && !isReference(password)
  );
}
