import { compareMatches, type HeaderMatch, pathOf, type RouteMatch } from '../../graph/route';
import { type PlacedRoute, routesOf } from '../graph';
import type { ApplicationFinding, ApplicationRule } from '../running';

/**
 * Routes of a service have no order of their own: both meshes judge the more specific one first. Two that neither is, that
 * one call may meet, and that share it otherwise, would be decided by chance.
 */
export const overlaps: ApplicationRule = (running) =>
  [...running.services].flatMap(([service, { config }]) => {
    const routes = config === undefined ? [] : routesOf(config);
    return routes.flatMap((route, index): ApplicationFinding[] => {
      const other = routes.slice(0, index).find((before) => undecided(before, route));
      return other === undefined
        ? []
        : [
            {
              path: ['services', service, 'routes', route.name, 'matches', route.match],
              message: 'an overlap that nothing decides',
              found: `a match that some calls meet beside that of ${other.name}`,
              expected: 'matches of which one is more specific, or that no call meets both of',
              mend: `add a method, a header or a longer path to one of ${other.name} and ${route.name}`,
            },
          ];
    });
  });

function undecided(a: PlacedRoute, b: PlacedRoute): boolean {
  return (
    a.name !== b.name &&
    compareMatches(a.route.match, b.route.match) === 0 &&
    meet(a.route.match, b.route.match) &&
    outcome(a) !== outcome(b)
  );
}

/** What a route does with a call: its shares as parts of their sum, its filters and time limits. */
function outcome({ route: { weights, filters, timeouts } }: PlacedRoute): string {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const parts = Object.entries(weights).flatMap(([version, weight]) =>
    weight === 0 ? [] : [[version, weight / total] as const],
  );
  return JSON.stringify([parts.toSorted(([a], [b]) => (a < b ? -1 : 1)), filters, timeouts]);
}

/** Whether a call can meet both; where that cannot be told, as of two expressions, it is taken that none does. */
function meet(a: RouteMatch, b: RouteMatch): boolean {
  const [one, other] = [pathOf(a), pathOf(b)];
  // Of equal rank and length: the same text, or no call in common.
  if (one !== undefined && other !== undefined && one.value !== other.value) return false;
  if (a.method !== undefined && b.method !== undefined && a.method !== b.method) return false;
  return (a.headers ?? []).every((header) =>
    (b.headers ?? []).every((another) => header.name !== another.name || canBoth(header, another)),
  );
}

function canBoth(a: HeaderMatch, b: HeaderMatch): boolean {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind;
  if (a.kind === 'exact' && b.kind === 'exact') return a.value === b.value;
  if (a.kind === 'exact') return meets(b, a.value);
  if (b.kind === 'exact') return meets(a, b.value);
  if (a.kind === 'prefix' && b.kind === 'prefix')
    return a.value.startsWith(b.value) || b.value.startsWith(a.value);
  return true;
}

function meets(header: HeaderMatch, value: string): boolean {
  switch (header.kind) {
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
