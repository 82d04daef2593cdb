import { seconds } from './items';

/** Says what a value should be; nothing of one that is right. */
export type SettingTest = (value: unknown) => string | undefined;

function duration(least: number, expected: string): SettingTest {
  return (value) => {
    const found = seconds(value);
    if (found === undefined) return 'a duration such as 500ms, 15s or 1m30s';
    return found >= least ? undefined : expected;
  };
}

/** The shortest duration that there is, in seconds: Go counts in nanoseconds. */
const least = 1e-9;

/** Any duration that Go can read: what it cannot makes the whole object unreadable. */
export const anyDuration = duration(Number.NEGATIVE_INFINITY, '');
export const durationAboveZero = duration(least, 'a duration above 0');
export const durationOfZeroOrMore = duration(0, 'a duration of 0 or more');
/** A rate's window. */
export const longerThan50Milliseconds = duration(0.05 + least, 'a duration of more than 50ms');

/** The number that a field holds which takes numbers and texts of numbers. */
function decimal(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return undefined;
  return Number(value);
}

function number(expected: string, fits: (value: number) => boolean): SettingTest {
  return (value) => {
    const found = decimal(value);
    return found !== undefined && fits(found) ? undefined : expected;
  };
}

export const aboveZero = number('a number above 0', (value) => value > 0);
export const zeroOrMore = number('a number of 0 or more', (value) => value >= 0);
export const percentage = number('a number from 0 to 100', (value) => value >= 0 && value <= 100);
export const percentageAboveZero = number(
  'a number above 0, up to 100',
  (value) => value > 0 && value <= 100,
);
export const statusCode = number('a status from 100 to 599', (value) => value >= 100 && value < 600);
export const port = number('a port from 1 to 65535', (value) => value >= 1 && value <= 65535);

function text(expected: string, fits: (value: string) => boolean): SettingTest {
  return (value) => (typeof value !== 'string' || fits(value) ? undefined : expected);
}

export const filled = text('a text that is not empty', (value) => value !== '');
export const absolutePath = text('an absolute path', (value) => value.startsWith('/'));
/** As govalidator 11 has them: a path of Unix or Windows, from its root. */
export const filePath = text(
  'an absolute path of a file',
  (value) => /^\/[^\0]*$/.test(value) || /^[a-zA-Z]:\\[^/:*?"<>|\r\n]*$/.test(value),
);
export const bandwidth = text('a rate such as 50Mbps, in kbps, Mbps or Gbps', (value) =>
  /^\d*\s?[GMk]+bps$/.test(value),
);
/** As govalidator 11 has URLs: a scheme is not needed, a host is. */
export const address = text(
  'an address such as collector.example.com:5000',
  (value) =>
    value.length > 3 &&
    value.length < 2083 &&
    /[.:]/.test(value) &&
    !value.includes('..') &&
    /^((ftp|tcp|udp|wss?|https?):\/\/)?(\S+@)?(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9_]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)\.?(:\d{1,5})?([/?#]\S*)?$/.test(
      value,
    ),
);
export const webAddress = text(
  'a URL such as http://zipkin.example.com:9411/api/v2/spans',
  (value) => address(value) === undefined,
);

const ipv4 = /^(\d{1,3}\.){3}\d{1,3}$/;
const dnsName = /^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}(\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*[._]?$/;

export const hostName = text(
  'a DNS name',
  (value) => dnsName.test(value) && !ipv4.test(value) && value.replaceAll('.', '').length <= 255,
);
export const hostOrAddress = text(
  'an IP address or a host name',
  (value) => dnsName.test(value) || /^(?=[^:]*:)[0-9a-fA-F:.]*$/.test(value),
);
/** RFC 1123: lower case, and no address. */
export const preciseHostname = text(
  'a host name in lower case, without a dot at its end, and no IP address',
  (value) =>
    !ipv4.test(value) &&
    value.length <= 253 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(value),
);
/** Keys of attributes in OpenTelemetry's logs: values may hold placeholders, keys not. */
export const attributeKey = text(
  'a key of lower case letters, digits, dots and underscores that does not start with otel.',
  (value) => !value.startsWith('otel.') && /^[a-z]([a-z0-9]|[._][a-z0-9])*$/.test(value),
);
/** Where a collector takes spans, metrics or logs. */
export const collector = text('HOST:PORT, which is no URL', (value) => !/[/?#]/.test(value));
export const collectorWithPort = text(
  'HOST:PORT',
  (value) => !/[/?#]/.test(value) && /^(\[[^\]]*\]|[^:]*):[^:]*$/.test(value),
);
/** SPIFFE-ID, section 2: scheme, trust domain, and a path of segments without a slash at the end. */
export const spiffeId = text(
  'spiffe://<trust domain>/<path>, without a slash at the end',
  (value) => /^spiffe:\/\/[a-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(value) && !/\/\.{1,2}(\/|$)/.test(value),
);

/** A Datadog agent: scheme, host and port, and nothing more. */
export const datadogAgent = text('http://HOST:PORT', (value) => {
  const found =
    /^http:\/\/[^/?#@\s:]+:(\d+)$/.exec(value)?.[1] ?? /^http:\/\/\[[^\]]+\]:(\d+)$/.exec(value)?.[1];
  return found !== undefined && port(found) === undefined;
});

export const namedOneOf =
  (names: readonly string[]): SettingTest =>
  (value) =>
    typeof value !== 'string' || names.includes(value) ? undefined : `one of ${names.join(', ')}`;

/** Names of meshes, as Kuma's own store has them. */
export const meshName = text('lower case letters, digits, hyphens, dots and underscores', (value) =>
  /^[0-9a-z._-]*$/.test(value),
);
