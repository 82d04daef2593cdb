import { isHost, isIpOrCidr, isServerName, isWildcardHost, urlParts } from './host-names';
import { luaProblem } from './lua';
import type { Form } from './schema';

/** A form that texts can have: what it is called, and what a text lacks of it. */
interface FormRule {
  readonly expected: string;
  /** What the text would have to be, where it is not of the form. */
  readonly problem: (text: string) => string | undefined;
}

function form(expected: string, test: (text: string) => boolean): FormRule {
  return { expected, problem: (text) => (test(text) ? undefined : expected) };
}

/** The forms of Kong's typedefs (Kong/kong 3.9 kong/db/schema/typedefs.lua, kong/tools/http.lua). */
export const forms: Readonly<Record<Form, FormRule>> = {
  url: form('a URL with scheme and host, such as https://example.com/path', isUrl),
  host: form('a host name or an IP address, without scheme and port', isHost),
  sni: form('a host name, not an IP address', isServerName),
  path: form('a path that starts with /, without empty segments', isPath),
  header: form('a header name of letters, digits, - and _', isHeaderName),
  'ip-or-cidr': form('an IP address or a range such as 10.0.0.0/8', isIpOrCidr),
  uuid: form('a UUID', (text) =>
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
  ),
  regex: form('a regular expression', isRegex),
  'star-or-regex': form(
    '*, an origin such as https://example.com, or a regular expression',
    (text) => text === '*' || isRegex(text),
  ),
  'wildcard-host': form('a host name, with * as its first or last label at most', isWildcardHost),
  lua: {
    expected: 'Lua that can be parsed',
    problem: (text) => {
      const problem = luaProblem(text);
      return problem === undefined ? undefined : `Lua that can be parsed; the parser says ${problem}`;
    },
  },
};

/** True for a header name that Kong accepts. */
export function isHeaderName(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text);
}

/** True for a path without query whose characters RFC 3986 reserves for one, each `%` before two hexadecimal digits. */
export function isPath(text: string): boolean {
  return (
    /^\/[\w.\-~/%:@!$&'()*+,;=]*$/.test(text) && !text.includes('//') && !/%(?![0-9a-fA-F]{2})/.test(text)
  );
}

function isUrl(text: string): boolean {
  const { scheme, host } = urlParts(text);
  return scheme !== undefined && host !== undefined;
}

/** Kong compiles PCRE: what only PCRE knows is given the benefit of the doubt. */
export function isRegex(text: string): boolean {
  if (/\(\?|[*+?}]\+|\\[AZzGQEhKRX]|\[\[:/.test(text)) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
