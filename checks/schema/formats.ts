/** What a format asks for, in words, and whether a text has it. */
export interface Format {
  readonly expected: string;
  readonly test: (text: string) => boolean;
}

/**
 * The format of a text by its name, of those that the imported schemas use, as apiextensions-apiserver v0.35 pkg/apiserver/validation/formats.go
 * reads them. Others are no reason to refuse a text: the API server ignores formats that it does not know.
 */
export function formatOf(name: string, custom: boolean): Format | undefined {
  // Go's decoder is laxer about base64 than the validation of custom kinds is.
  if (name === 'byte' && !custom)
    return { ...base64, test: (text) => text === '' || base64.test(text.replace(/[\r\n]/g, '')) };
  return formats.get(name);
}

const base64: Format = {
  expected: 'base64 in the standard alphabet, padded with =',
  test: (text) =>
    text !== '' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
};

const quantity: Format = { expected: 'a quantity such as 100m, 1.5, 128Mi or 1G', test: isQuantity };

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['byte', base64],
  ['quantity', quantity],
  ['date-time', { expected: 'a time such as 2026-01-31T08:00:00Z (RFC 3339)', test: isDateTime }],
  ['ipv4', { expected: 'an IPv4 address', test: isIpv4 }],
  ['ipv6', { expected: 'an IPv6 address', test: isIpv6 }],
]);

/** Whole-number formats and their ranges. */
export const integerRanges: ReadonlyMap<string, readonly [low: number, high: number]> = new Map([
  ['int32', [-(2 ** 31), 2 ** 31 - 1]],
  ['int64', [-(2 ** 63), 2 ** 63]],
]);

/** What `resource.Quantity` reads (apimachinery pkg/api/resource/quantity.go). */
function isQuantity(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(text);
}

function isDateTime(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.exec(
    text,
  );
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const last = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= last && hour <= 23 && minute <= 59 && second <= 59;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Four numbers from 0 to 255 without leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** Eight groups of hexadecimal digits, `::` for a run of zeros, an IPv4 address at the end if need be. */
export function isIpv6(text: string): boolean {
  if (!text.includes(':') || text.length > 45) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const withIpv4 = last.includes('.') && !text.endsWith('::');
  const hexadecimal = withIpv4 ? groups.slice(0, -1) : groups;
  if (withIpv4 && !isIpv4(last)) return false;
  if (!hexadecimal.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const length = hexadecimal.length + (withIpv4 ? 2 : 0);
  return halves.length === 2 ? length <= 7 : length === 8;
}
