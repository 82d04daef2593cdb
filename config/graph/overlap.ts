import { compareMatches, type HeaderMatch, pathOf, type Route, type RouteMatch } from './route';

/**
 * Whether one call can meet two routes of a service that share it otherwise, and neither of which is judged first by its
 * match: which of them takes it then hangs on the order in which they stand, or on less.
 *
 * @param firstPort name of the port of a route that names none
 */
export function isUndecided(a: Route, b: Route, firstPort: string | undefined): boolean {
  return (
    (a.port ?? firstPort) === (b.port ?? firstPort) &&
    compareMatches(a.match, b.match) === 0 &&
    meet(a.match, b.match) &&
    outcome(a) !== outcome(b)
  );
}

/** What a route does with a call: its shares as parts of their sum, its filters and time limits. */
function outcome({ weights, filters, timeouts }: Route): string {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const parts = Object.entries(weights).flatMap(([version, weight]) =>
    weight === 0 ? [] : [[version, weight / total] as const],
  );
  return JSON.stringify([parts.toSorted(([a], [b]) => (a < b ? -1 : 1)), filters, timeouts]);
}

/** Whether a call can meet both; of two expressions of paths, where that cannot be told, it is taken that none does. */
function meet(a: RouteMatch, b: RouteMatch): boolean {
  const [one, other] = [pathOf(a), pathOf(b)];
  // Of equal rank and length: the same text, or no call in common.
  if (one !== undefined && other !== undefined && one.value !== other.value) return false;
  if (a.method !== undefined && b.method !== undefined && a.method !== b.method) return false;
  return (a.headers ?? []).every((header) =>
    (b.headers ?? []).every(
      (another) => header.name !== another.name || (fits(header, another) && fits(another, header)),
    ),
  );
}

/** Whether some value of a header can be as both conditions want it, as far as the first one can tell. */
function fits(header: HeaderMatch, other: HeaderMatch): boolean {
  switch (header.kind) {
    case 'absent':
      return other.kind === 'absent';
    case 'exact':
      return takes(other, header.value);
    case 'prefix':
      return other.kind === 'prefix'
        ? header.value.startsWith(other.value) || other.value.startsWith(header.value)
        : other.kind !== 'range' || isPartOfNumber(header.value);
    case 'suffix':
      return other.kind === 'suffix'
        ? header.value.endsWith(other.value) || other.value.endsWith(header.value)
        : other.kind !== 'range' || isPartOfNumber(header.value);
    case 'range':
      return other.kind !== 'range' || (header.from < other.to && other.from < header.to);
    default:
      return true;
  }
}

function takes(header: HeaderMatch, value: string): boolean {
  switch (header.kind) {
    case 'exact':
      return value === header.value;
    case 'prefix':
      return value.startsWith(header.value);
    case 'suffix':
      return value.endsWith(header.value);
    case 'range':
      return Number(value) >= header.from && Number(value) < header.to;
    default:
      return true;
  }
}

function isPartOfNumber(text: string): boolean {
  return /^[-+\d]*$/.test(text);
}
