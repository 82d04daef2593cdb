import { isIpv4, isIpv6 } from '../schema/formats';

interface Wrong {
  readonly is: string;
  readonly expected: string;
  readonly mend: string;
}

const name =
  /^(?=.{1,253}$)[a-zA-Z0-9_]([-a-zA-Z0-9_]{0,61}[a-zA-Z0-9_])?(\.[a-zA-Z0-9_]([-a-zA-Z0-9_]{0,61}[a-zA-Z0-9_])?)*\.?$/;

/** What is wrong with a destination of the type `Domain`, `IP` or `CIDR`; nothing where it is one. */
export function wrongAddress(type: unknown, value: string): Wrong | undefined {
  if (type === 'IP') {
    if (isIpv4(value) || isIpv6(value)) return undefined;
    return {
      is: 'IP address',
      expected: 'an IPv4 or IPv6 address',
      mend: 'correct it, or write type: Domain',
    };
  }
  if (type === 'CIDR') {
    const [address = '', length = '', ...rest] = value.split('/');
    const longest = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1;
    if (/^\d{1,3}$/.test(length) && Number(length) <= longest && rest.length === 0) return undefined;
    return { is: 'CIDR', expected: 'a network such as 10.0.0.0/8', mend: 'add the length of its prefix' };
  }
  if (type !== 'Domain') return undefined;
  if (value.startsWith('*')) {
    if (/^\*(\.|$)/.test(value)) return undefined;
    return {
      is: 'domain',
      expected: 'a wildcard of whole labels, such as *.example.com',
      mend: 'write *. first',
    };
  }
  if (name.test(value) && !isIpv4(value)) return undefined;
  return {
    is: 'domain',
    expected: 'a host name without scheme, port or path',
    mend: 'write the host name alone',
  };
}
