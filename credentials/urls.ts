import type { Credential } from './credential';
import { looksLikeCredential } from './generated';
import { isReference } from './harmless';

/** What ends the part of a URL that may hold a password. */
const unlikely = /[\s"'`<>\\{}|]/g;

/** A longer one is none. */
const longest = 2000;

/**
 * Passwords in URLs of any scheme: `scheme://user:password@host`, with an empty user, or with a `/` in the password, as people forget
 * to escape it; and tokens that stand for the user.
 */
export function urlPasswordsIn(text: string, out: Credential[]): void {
  let stop = -1;
  for (let at = text.indexOf('://'); at >= 0; ) {
    const start = at + 3;
    const next = text.indexOf('://', start);
    if (/[A-Za-z0-9+.-]/.test(text[at - 1] ?? '')) {
      if (stop < start) {
        unlikely.lastIndex = start;
        stop = unlikely.exec(text)?.index ?? text.length;
      }
      const end = Math.min(stop, start + longest, next < 0 ? text.length : next);
      const found = passwordIn(text.slice(start, end));
      if (found !== undefined)
        out.push({ what: found.what, start: start + found.start, end: start + found.end });
    }
    at = next;
  }
}

function passwordIn(rest: string): Credential | undefined {
  const slash = rest.search(/[/?#]/);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const colon = authority.indexOf(':');
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    if (colon >= 0 && colon < at) return judged(rest, colon + 1, at);
    const user = authority.slice(0, at);
    // The public key of a project of Sentry, which every browser that reports to it has.
    if (/^[0-9a-f]{32}$/.test(user) && /(?:^|\.)sentry\.io(?::\d+)?$/.test(authority.slice(at + 1)))
      return undefined;
    return user.length >= 20 && looksLikeCredential(user)
      ? { what: 'a token in a URL', start: 0, end: at }
      : undefined;
  }
  // No `@` before the first slash: the slash may be one of the password's own, unless what is before it is a port or an address.
  if (slash < 0 || colon < 0 || authority.startsWith('[')) return undefined;
  if (colon > 0 && /^\d{0,5}$/.test(authority.slice(colon + 1))) return undefined;
  const after = rest.lastIndexOf('@');
  return after > slash && /^[A-Za-z0-9[]/.test(rest.slice(after + 1))
    ? judged(rest, colon + 1, after)
    : undefined;
}

function judged(rest: string, start: number, end: number): Credential | undefined {
  const password = rest.slice(start, end);
  const named = /^[A-Z_]{0,20}(?:PASS(?:WORD)?|TOKEN|SECRET)[A-Z_]{0,20}$/.test(password);
  return password === '' || named || isReference(password)
    ? undefined
    : { what: 'a password in a URL', start, end };
}
