import { nearest } from '../../../../references/nearest';
import { backendName, backendsOf } from '../../publish/backends';
import type { ApplicationFinding, Running } from '../../running';

/** What is said of services: they are published, and their time-outs are said once, since Kong keeps one for each. */
export function publishedServiceFindings({ head }: Running): readonly ApplicationFinding[] {
  if (head === undefined) return [];
  const { services, routes } = head.publish;
  const called = [...new Set(Object.values(routes).flatMap(backendsOf).map(backendName))];
  const said = new Map<string, { readonly by: string; readonly time: string }>();
  for (const [name, { timeouts }] of Object.entries(services)) {
    if (timeouts !== undefined) said.set(name, { by: `publish.services.${name}`, time: '' });
  }
  return [
    ...Object.keys(services).flatMap((name): ApplicationFinding[] => {
      if (called.includes(name)) return [];
      const near = nearest(name, called);
      return [
        {
          path: ['publish', 'services', name],
          atKey: true,
          message: 'a service that no route leads to',
          found: name,
          expected: called.length === 0 ? 'a route to it' : `one of ${called.join(', ')}`,
          mend: near === undefined ? 'add a route to it, or remove it' : `write ${near}`,
          nearest: near,
        },
      ];
    }),
    ...Object.entries(routes).flatMap(([route, config]) => {
      const { timeouts } = config;
      if (timeouts === undefined) return [];
      const time = timeouts.backendRequest;
      return [...new Set(backendsOf(config).map(backendName))].flatMap((service): ApplicationFinding[] => {
        const before = said.get(service);
        if (before === undefined) said.set(service, { by: `publish.routes.${route}`, time });
        if (before === undefined || before.time === time) return [];
        return [
          {
            path: ['publish', 'routes', route, 'timeouts', 'backendRequest'],
            message: 'two time limits of one service',
            expected: `what ${before.by} says: Kong keeps one limit for all calls to ${service}`,
            mend: 'write the same, or say it once under publish.services',
          },
        ];
      });
    }),
  ];
}
