/** A host as the gateway reads it: a name or an address, and the port where one is written behind it. */
export interface Host {
  readonly type: 'name' | 'ipv4' | 'ipv6';
  readonly host: string;
  /** False for a port above 65535. */
  readonly port?: number | false;
}

/**
 * Reads a host with an optional port; undefined for what is none (Kong/kong 3.9 kong/tools/ip.lua, normalize_ip): digits and
 * dots alone are an IPv4 address, more than one colon is an IPv6 address, all else is a name, whose labels may begin with
 * but not end in a hyphen, and which may end in a dot.
 */
export function parseHost(text: string): Host | undefined {
  const colons = text.split(':').length - 1;
  if (colons > 1) return ipv6(text);
  if (/^[\d.]+$/.test(text.replace(':', ''))) return ipv4(text);
  const [, name = '', port] = /^([\s\S]*?)(?::(\d+))?$/.exec(text) ?? [];
  if (port !== undefined && Number(port) > 65_535) return { type: 'name', host: name, port: false };
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return undefined;
  const labels = name.split('.');
  if (labels.some((label, index) => label.endsWith('-') || (label === '' && index !== labels.length - 1)))
    return undefined;
  return { type: 'name', host: name, ...(port === undefined ? {} : { port: Number(port) }) };
}

function ipv4(text: string): Host | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d+))?$/.exec(text);
  if (parts === null || parts.slice(1, 5).some((part) => Number(part) > 255)) return undefined;
  const port = parts[5];
  const host = parts.slice(1, 5).map(Number).join('.');
  if (port === undefined) return { type: 'ipv4', host };
  return { type: 'ipv4', host, port: Number(port) > 65_535 ? false : Number(port) };
}

function ipv6(text: string): Host | undefined {
  const bracketed = /^\[([^[\]]*)\](?::(\d*))?$/.exec(text);
  const address = bracketed === null ? text : (bracketed[1] ?? '');
  if (!isIpv6(address)) return undefined;
  const port = bracketed?.[2];
  if (port === undefined) return { type: 'ipv6', host: address };
  return { type: 'ipv6', host: address, port: Number(port) > 65_535 ? false : Number(port) };
}

function isIpv4Address(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** The URL parser of the platform knows what an IPv6 address is. */
function isIpv6Address(text: string): boolean {
  return /^[0-9A-Fa-f:.]+$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`);
}

/** Kong's own reading knows no zones and no IPv4 address at the end. */
function isIpv6(text: string): boolean {
  return isIpv6Address(text) && !/[%.]/.test(text);
}

/** True for a host name or an address without a port (kong/db/schema/typedefs.lua, host). */
export function isHost(text: string): boolean {
  const host = parseHost(text);
  return host !== undefined && host.port === undefined;
}

/** True for a host name without a port that is no address (kong/db/schema/typedefs.lua, sni). */
export function isServerName(text: string): boolean {
  const host = parseHost(text);
  return host?.type === 'name' && host.port === undefined;
}

/**
 * True for a host that a route may match: one wildcard at most, as the first or the last label, and a port is allowed
 * (kong/db/schema/typedefs.lua, hosts).
 */
export function isWildcardHost(text: string): boolean {
  if (!/^[^*]*(?:\*[^*]*)?$/.test(text) || !/^\*\.|\.\*$|^[^*]*$/.test(text)) return false;
  const host = parseHost(text.replaceAll('*', 'abc'));
  return host !== undefined && host.port !== false;
}

/** True for an IP address, or a range of them in CIDR notation. */
export function isIpOrCidr(text: string): boolean {
  const slash = text.indexOf('/', 2);
  const address = slash < 0 ? text : text.slice(0, slash);
  const longest = isIpv4Address(address)
    ? 32
    : isIpv6Address(address.replace(/^\[(.*)\]$/, '$1')) && !address.includes('%')
      ? 128
      : -1;
  if (longest < 0) return false;
  return (
    slash < 0 ||
    (/^(0|[1-9]\d{0,2})$/.test(text.slice(slash + 1)) && Number(text.slice(slash + 1)) <= longest)
  );
}

/** The parts of a URL that the gateway looks at (LuaSocket url.lua, parse). */
export interface UrlParts {
  readonly scheme?: string;
  readonly host?: string;
  readonly userinfo?: string;
}

/** Takes a URL apart as LuaSocket does: leniently, by its marks alone. */
export function urlParts(text: string): UrlParts {
  const scheme = /^([A-Za-z0-9][A-Za-z0-9+.-]*):/.exec(text);
  const rest = scheme === null ? text : text.slice(scheme[0].length);
  const authority = /^\/\/([^/?#]*)/.exec(rest)?.[1] ?? '';
  const at = authority.indexOf('@');
  const host = authority.slice(at + 1).replace(/:[^:\]]*$/, '');
  return {
    ...(scheme?.[1] === undefined ? {} : { scheme: scheme[1] }),
    ...(host === '' ? {} : { host }),
    ...(at < 0 ? {} : { userinfo: authority.slice(0, at) }),
  };
}
