import { GraphError } from '../../../config/graph/graph-error';
import type { Service, ServiceGraph } from '../../../config/graph/service-graph';
import { assertGraph, graphProblems } from '../../../config/graph/validate-graph';
import { oneService } from './graph';

function saidOf(graph: ServiceGraph): readonly string[] {
  return graphProblems(graph).map(
    ({ service, field, found, expected }) => `${service} ${field}: ${found}; ${expected}`,
  );
}

const [shop] = oneService().services;
const versions = shop?.versions ?? [];
const other = (wanted: Partial<Service>) =>
  oneService({}, { services: [...oneService().services, ...oneService(wanted).services] });

describe('a service graph that is consistent', () => {
  test('has no problems', () => {
    expect(saidOf(oneService())).toEqual([]);
  });

  test('may call hosts outside the mesh', () => {
    const external = [{ name: 'bank', host: 'api.bank.example.com', port: 443, protocol: 'tls' } as const];
    expect(saidOf(oneService({ calls: ['bank'] }, { external }))).toEqual([]);
  });
});

describe('names', () => {
  test('a name stands for one service only, or one version of one service', () => {
    const twice = oneService({}, { services: [...oneService().services, ...oneService().services] });
    expect(saidOf(twice)[0]).toBe('shop name: a second shop; a name of its own: service shop has it already');
    const met = oneService(
      {},
      {
        services: [
          ...oneService().services,
          ...oneService({ name: 'shop-v1', versions: versions.slice(0, 1) }).services,
        ],
      },
    );
    expect(saidOf(met)).toContain(
      'shop-v1 name: a second shop-v1; a name of its own: service shop has it already',
    );
  });

  test.each(['Shop', 'a_b', '1shop', '-shop', 'x'.repeat(64), ''])('%j is not a DNS label', (name) => {
    expect(saidOf(oneService({ name }))).toContain(
      `${name} name: ${JSON.stringify(name)}; a DNS label of at most 63 characters, from a letter on`,
    );
  });
});

describe('ports, protocols and versions', () => {
  test.each([0, -1, 65_536, 80.5, Number.NaN])('port %d is not a port', (port) => {
    expect(saidOf(oneService({ port }))).toEqual([`shop port: ${port}; a whole number, 1 to 65535`]);
  });

  test('a service has at least one version', () => {
    expect(saidOf(oneService({ versions: [] }))).toEqual(['shop versions: none; at least one version']);
  });

  test.each([
    [[0, 0], 'shop versions: weights that are all 0; at least one above 0'],
    [[101, 0], 'shop versions.v1: weight 101; a whole number, 0 to 100'],
    [[50, -1], 'shop versions.v2: weight -1; a whole number, 0 to 100'],
    [[50.5, 1], 'shop versions.v1: weight 50.5; a whole number, 0 to 100'],
    [[60, 50], 'shop versions: weights of 110 together; at most 100 together'],
  ])('weights %j', (weights, said) => {
    const weighted = versions.map((version, index) => ({ ...version, weight: weights[index] ?? 0 }));
    expect(saidOf(oneService({ versions: weighted }))).toEqual([said]);
  });
});

describe('calls and entry', () => {
  test('a call is to a service or host of the graph, once, and not to the service itself', () => {
    expect(saidOf(oneService({ calls: ['till'] }))).toEqual([
      'shop calls[0]: "till"; nothing: the graph has no other service',
    ]);
    expect(saidOf(other({ name: 'till', calls: ['shop', 'shop', 'till'] }))).toEqual([
      'till calls[1]: a second shop; each name once',
      'till calls[2]: "till"; one of shop',
    ]);
  });

  test('the gateway enters by a service of the graph that speaks http', () => {
    expect(saidOf(oneService({}, { entry: ['till'] }))).toEqual(['till entry: "till"; one of shop']);
    expect(saidOf(oneService({ protocol: 'tcp' }, { entry: ['shop'] }))).toEqual([
      'shop entry: protocol tcp; http or grpc, which the gateway speaks',
    ]);
  });
});

test.each([
  [
    { host: 'https://bank.example.com' },
    'host: "https://bank.example.com"; a DNS name such as api.example.com, without scheme or port',
  ],
  [{ host: 'bank' }, 'host: "bank"; a DNS name such as api.example.com, without scheme or port'],
  [{ port: 0 }, 'port: 0; a whole number, 1 to 65535'],
])('an external service with %j', (wrong, said) => {
  const external = [
    { name: 'bank', host: 'bank.example.com', port: 443, protocol: 'tls', ...wrong } as const,
  ];
  expect(saidOf(oneService({}, { external }))).toEqual([`bank ${said}`]);
});

test('all that is wrong is told at once, by service, field, found and expected', () => {
  const wrong = oneService({ port: 0, calls: ['till'] });
  expect(() => assertGraph(wrong, 'app-mesh')).toThrow(GraphError);
  expect(() => assertGraph(wrong, 'app-mesh')).toThrow(
    [
      'the service graph of namespace prod cannot be compiled:',
      '  service shop: port: found 0; expected a whole number, 1 to 65535',
      '  service shop: calls[0]: found "till"; expected nothing: the graph has no other service',
    ].join('\n'),
  );
});
