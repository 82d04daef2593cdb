import type { Credential } from './credential';

/** A private or a symmetric key's own parts (RFC 7518, 6.2.2, 6.3.2 and 6.4.1), quoted as JSON or as JSON in a text of JSON. */
const secretPart = /[{,]\s{0,20}\\{0,3}"[dk]\\{0,3}"\s{0,8}:\s{0,8}\\{0,3}"([\w-]{20,2000})/d;

/** Private keys among JSON Web Keys. What stands before the private part is public. */
export function webKeysIn(text: string, out: Credential[]): void {
  if (!text.includes('"kty')) return;
  for (const { 0: object, index } of text.matchAll(/\{[^{}]*\}/g)) {
    if (!object.includes('"kty')) continue;
    const [start] = secretPart.exec(object)?.indices?.[1] ?? [];
    if (start !== undefined)
      out.push({ what: 'a private key', start: index + start, end: index + object.length - 1 });
  }
}
