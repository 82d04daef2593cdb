import { isUndecided } from '../../graph/overlap';
import { portsOf, routesOf } from '../graph';
import type { ApplicationFinding, ServiceRule } from '../running';

/**
 * Routes of a service have no order of their own: both meshes judge the more specific one first. Two that neither is, that
 * one call may meet, and that share it otherwise, would be decided by chance.
 */
export const overlaps: ServiceRule = (service, { config }) => {
  if (config === undefined) return [];
  const routes = routesOf(config);
  const firstPort = portsOf(config)[0]?.name;
  return routes.flatMap((route, index): ApplicationFinding[] => {
    const other = routes
      .slice(0, index)
      .find((before) => before.name !== route.name && isUndecided(before.route, route.route, firstPort));
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
};
