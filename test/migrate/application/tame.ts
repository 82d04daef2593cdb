import type { Drawn } from '../routing/draw';

type DrawnNode = Drawn['nodes'][number];
type DrawnRoute = Exclude<Drawn['services'][number]['provider'], number>[number];

const caller = (name: string, calls: readonly number[]): DrawnNode => ({
  name,
  tls: undefined,
  enforces: false,
  calls,
  replicas: 1,
});

/**
 * A drawn set as most sets are: nobody leaves the mesh, two virtual nodes call and are no versions, the last route of a router
 * takes everything, shares are percents, and TLS is nobody's business.
 */
export function tamed(drawn: Drawn): Drawn {
  return {
    ...drawn,
    egress: 'DROP_ALL',
    nodes: [
      ...drawn.nodes.map((node) => ({ ...node, tls: undefined, enforces: false, calls: [] })),
      caller('both', [0, 1]),
      caller('first', drawn.shared ? [0] : [0, 1]),
    ],
    services: drawn.services.map((service) => {
      const { provider } = service;
      return typeof provider === 'number' ? service : { ...service, provider: routes(provider, drawn) };
    }),
  };
}

function routes(provider: readonly DrawnRoute[], { protocol }: Drawn): readonly DrawnRoute[] {
  const percents = provider.map(({ match, weights, priority = 500 }) => ({
    priority,
    match: withoutQuery(match),
    weights: weights.map(([node, weight]) => [node, weight === 100 ? 40 : weight] as const),
  }));
  const last = percents.at(-1);
  if (protocol === 'tcp' || last === undefined) return percents;
  const match = protocol === 'grpc' ? {} : { prefix: '/' };
  return [
    ...percents,
    { priority: undefined, match, weights: last.weights.map(([node], i) => [node, 2 * i + 1]) },
  ];
}

function withoutQuery(match: unknown): unknown {
  if (typeof match !== 'object' || match === null) return match;
  return Object.fromEntries(Object.entries(match).filter(([key]) => key !== 'queryParameters'));
}
