/** A form of credential that is known by its look. */
interface CredentialForm {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Forms that their makers document; each is a credential on sight. */
const forms: readonly CredentialForm[] = [
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a Konnect token', pattern: /\b(?:kpat|spat)_[A-Za-z0-9]{20,}/ },
  { what: 'a GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}/ },
  { what: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,}/ },
  { what: 'a JSON Web Token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { what: 'a licence of Kong', pattern: /"license_key"\s*:\s*"[^"]{16,}"/ },
  { what: 'a password in a URL', pattern: /[a-z0-9+.-]:\/\/[^\s/:@]+:[^\s/:@]+@/ },
];

/** Names of fields whose value is a credential if it is text at all. */
const secretName =
  /(?:^|[._-])(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret)$/i;

/** Letters, digits and the signs of base64 alone: what a generated credential is made of. */
const generated = /^[A-Za-z0-9+/_=-]{24,}$/;

/**
 * What a text gives away, or undefined. A field whose name says that it holds a credential is judged by less than any
 * other; names, images, hosts and ARNs are not credentials however long they are.
 */
export function credentialIn(field: string, text: string): string | undefined {
  for (const { what, pattern } of forms) if (pattern.test(text)) return what;
  if (
    !generated.test(text) ||
    /^[a-z0-9]+(?:[-_/][a-z0-9]+)+$/i.test(text) ||
    /^[0-9a-f]{40,128}$/.test(text)
  )
    return undefined;
  const bits = entropy(text);
  if (secretName.test(field) && bits > 3.2) return 'a text that looks generated, in a field for a credential';
  return bits > 4.3 && mixed(text) ? 'a text that looks generated' : undefined;
}

/** Upper case, lower case and digits together, as in random base64. */
function mixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** Shannon entropy, in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
