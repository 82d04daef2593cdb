import { decoded, isPair, isStructure } from './encoded';
import { type FieldSense, fieldSense, isVariable } from './field-name';
import { isRooted, unnamedParts } from './file-path';
import { isMixed, isMixedAtRandom, looksGenerated, looksLikeCredential, looksLikeKey } from './generated';
import { isName, isPath, isPlaceholder, isPublic, isPublicKey, isReference } from './harmless';

const generated = 'a text that looks generated';
const named = 'a text that looks generated, in a field for a credential';
const readable = 'a password in a field of that name';

/** What a whole value gives away by its look and by the name of its field, without a form that somebody documents. */
export function credentialByName(field: string, value: string): string | undefined {
  const text = value.trim();
  const sense = fieldSense(field);
  if (sense === 'plain')
    return isMixed(text) && unnamedParts(text).some(([, part]) => part === text && isGenerated(part))
      ? generated
      : undefined;
  if (sense === 'public' || text.length > 4096 || isReference(text)) return undefined;
  // As Laravel writes a key.
  if (/^base64:./.test(text)) return credentialByName(field, text.slice(7));
  if (sense === 'password') return isReadable(text) ? readable : undefined;
  if (isPublicKey(text)) return undefined;
  // Kong's are long, and need not look as if chance had made them.
  if (/^licen[cs]e_?key$/i.test(field) && /^[\w+/=-]{16,}$/.test(text) && !isName(text))
    return 'a licence of Kong';
  if (isCredential(sense, field, text)) return named;
  if (!/(?:auth(?:orization)?|creds|credentials?|users?_?pass)$/i.test(field)) return undefined;
  if (isEncodedPair(text)) return 'a user and password, in base64';
  return isOpenPair(text) ? 'a user and password' : undefined;
}

/** Whether a text looks generated, and is neither a text in base64 nor a public structure. */
export function isGenerated(text: string): boolean {
  return looksGenerated(text) && !isPublic(text) && !isStructure(text) && !('text' in (decoded(text) ?? {}));
}

/** `admin:Swordfish1`, and not `shop-secret:password`, the name of a Secret and of a key in it, nor a host and its port. */
function isOpenPair(text: string): boolean {
  const password = /^[\w.@-]{1,64}:([^\s:/]{6,100})$/.exec(text)?.[1];
  return password !== undefined && /\d/.test(password) && /[A-Za-z]/.test(password) && !isName(text);
}

/** As Docker's configuration has it. */
function isEncodedPair(text: string): boolean {
  if (!/^[A-Za-z0-9+/]{6,4000}={0,2}$/.test(text)) return false;
  const plain = decoded(text);
  return plain !== undefined && 'text' in plain && isPair(plain.text);
}

function isCredential(sense: FieldSense, field: string, text: string): boolean {
  if (isRooted(text)) return false;
  if (looksLikeKey(text)) return true;
  if (sense === 'key') return false;
  if (looksLikeCredential(text) || isMixedAtRandom(text)) return true;
  if (text.length < 6 || text.length > 100 || isPath(text) || isName(text) || /\s/.test(text)) return false;
  const letters = /[A-Za-z]/.test(text);
  if (/[!@#$%^&*?~]/.test(text)) return letters && !isAddress(text);
  if (/^[A-Za-z0-9_+/=-]+$/.test(text) === false) return false;
  const digits = /\d/.test(text);
  if (isVariable(field)) return letters && !/[-/]/.test(text) && !isWordForIt(text);
  return digits && /[a-z]/.test(text) && /[A-Z]/.test(text) && /^[A-Za-z0-9]+$/.test(text);
}

/** Whether a text is an account at a host; `Cherry@668` is none. */
function isAddress(text: string): boolean {
  return /^[\w.+-]+@(?:[\w-]+\.)+[A-Za-z][\w-]*$|^[a-z][\w.+-]*@[a-z][\w-]*$/.test(text);
}

/** Values of settings that are called as a credential is: `AUTH: basic`, `TOKEN: bearer`. */
function isWordForIt(text: string): boolean {
  return /^(?:basic|bearer|oauth2?|oidc|saml|ldap|jwt|kerberos|digest|mtls|apikey|api_key|token|secret|password|cookie|header|query|body|sts|irsa|iam|session|strict|lax|[a-z]+_(?:token|secret|key|password))$/i.test(
    text,
  );
}

/** Whether the text in a field for a password may be one: it is not the way to one, and not prose about one. */
function isReadable(text: string): boolean {
  if (isPath(text) || isPlaceholder(text)) return false;
  const words = text.split(/\s+/);
  return words.length <= 6 && !/^(?:[A-Z][A-Z0-9]*_)+[A-Z0-9]+$/.test(text);
}
