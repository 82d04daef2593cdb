/** Whether a text is a label of DNS (RFC 1123): names of containers and volumes. */
export function isLabel(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(value);
}

/** Whether a text is a name of DNS (RFC 1123): names of most objects. */
export function isSubdomain(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 253 && value.split('.').every(isPartOfSubdomain);
}

function isPartOfSubdomain(value: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(value);
}

/** Whether a text is a name of a service (RFC 6335): names of ports. */
export function isPortName(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= 15 &&
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(value) &&
    /[a-z]/.test(value) &&
    !value.includes('--')
  );
}

export function isPort(value: unknown): boolean {
  return typeof value !== 'number' || (value >= 1 && value <= 65_535);
}

export function isPortOrName(value: unknown): boolean {
  return typeof value === 'number' ? isPort(value) : isPortName(value);
}

/** At least so much; of what is no number the schema speaks. */
export function atLeast(least: number): (value: unknown) => boolean {
  return (value) => typeof value !== 'number' || value >= least;
}

/** A user or a group. */
export function isId(value: unknown): boolean {
  return typeof value !== 'number' || (value >= 0 && value <= 2_147_483_647);
}

/** A path that stays where it is mounted. */
export function isPathInside(value: unknown): boolean {
  return typeof value !== 'string' || !(value.startsWith('/') || value.split('/').includes('..'));
}

export function isPathWithoutBackSteps(value: unknown): boolean {
  return typeof value !== 'string' || !value.split('/').includes('..');
}

const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** What a quantity comes to (apimachinery pkg/api/resource/quantity.go); undefined for what is none. */
export function quantityOf(value: unknown): number | undefined {
  const match = /^([+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30}))(?:([eE][+-]?\d{1,3})|([A-Za-z]{0,2}))$/.exec(
    String(value),
  );
  if (match === null) return undefined;
  const [, digits = '', exponent = '', suffix = ''] = match;
  const factor = Object.hasOwn(suffixes, suffix) ? suffixes[suffix] : undefined;
  return factor === undefined ? undefined : Number(`${digits}${exponent}`) * factor;
}
