import type { Form } from './schema';

/** A form that texts can have: what it is called, and whether a text has it. */
interface FormRule {
  readonly expected: string;
  readonly test: (text: string) => boolean;
}

const hostName = /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$/;

/** The forms of Kong's typedefs (`kong/db/schema/typedefs.lua`, `kong/tools/http.lua`). */
export const forms: Readonly<Record<Form, FormRule>> = {
  url: { expected: 'a URL with scheme and host, such as https://example.com/path', test: isUrl },
  host: { expected: 'a host name or an IP address, without scheme and port', test: isHost },
  sni: { expected: 'a host name, not an IP address', test: (text) => hostName.test(text) && !isIpv4(text) },
  path: {
    expected: 'a path that starts with /, without empty segments',
    test: (text) => /^\/[\w.\-~/%]*$/.test(text) && !text.includes('//') && !/%(?![0-9a-fA-F]{2})/.test(text),
  },
  header: { expected: 'a header name of letters, digits, - and _', test: isHeaderName },
  'ip-or-cidr': { expected: 'an IP address or a range such as 10.0.0.0/8', test: isIpOrCidr },
  uuid: {
    expected: 'a UUID',
    test: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
  },
  regex: { expected: 'a regular expression', test: isRegex },
  'star-or-regex': {
    expected: '*, an origin such as https://example.com, or a regular expression',
    test: (text) => text === '*' || isRegex(text),
  },
};

/** True for a header name that Kong accepts. */
export function isHeaderName(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text);
}

function isUrl(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]/.test(text) && URL.canParse(text);
}

function isHost(text: string): boolean {
  return hostName.test(text) || isIpv6(text);
}

function isIpOrCidr(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  if (more.length > 0) return false;
  const longest = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
  if (longest < 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** The URL parser of the platform knows what an IPv6 address is. */
function isIpv6(text: string): boolean {
  return /^[0-9A-Fa-f:.]+$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`);
}

/** Kong compiles PCRE: what only PCRE knows is given the benefit of the doubt. */
function isRegex(text: string): boolean {
  if (/\(\?|[*+?}]\+|\\[AZzGQEhKRX]|\[\[:/.test(text)) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
