import fc from 'fast-check';
import { serviceGraph } from '../../config/application/graph';
import type { HeaderMatch, Route, RouteMatch } from '../../config/graph/route';
import type { Service, ServiceGraph } from '../../config/graph/service-graph';
import { libraryOf } from '../../config/library';
import { judgeFile } from '../../config/parse';
import { compile } from '../../main';
import { times } from '../long';
import { referenceText } from '../reference/reference';
import { manifestsOf } from './clusters';
import { differences } from './differences';
import { randomGraph } from './random-graph';

const pathTypes = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' } as const;
const headerTypes = {
  exact: 'Exact',
  prefix: 'Prefix',
  suffix: 'Suffix',
  regex: 'RegularExpression',
} as const;

/** The file that says what a drawn graph does. */
function fileOf(graph: ServiceGraph): unknown {
  return {
    namespace: graph.namespace,
    image: 'registry.example.com/app:1.0',
    services: Object.fromEntries(graph.services.map((service) => [service.name, serviceOf(service)])),
    external: Object.fromEntries((graph.external ?? []).map(({ name, ...host }) => [name, host])),
    publish: {
      routes:
        graph.entry.length === 0
          ? {}
          : { all: { paths: Object.fromEntries(graph.entry.map((name) => [`/${name}`, name])) } },
    },
  };
}

function serviceOf({ port, protocol, versions, routes = [], calls = [] }: Service): unknown {
  return {
    ports: { [protocol]: { port, protocol } },
    versions: Object.fromEntries(versions.map(({ name, weight }) => [name, { weight }])),
    calls,
    ...(routes.length === 0 ? {} : { routes: Object.fromEntries(routes.map(routeOf)) }),
  };
}

function routeOf({ name, match, weights, timeouts }: Route): readonly [string, unknown] {
  const limit = timeouts?.requestMilliseconds;
  return [
    name,
    {
      matches: [matchOf(match)],
      weights,
      ...(limit === undefined ? {} : { timeouts: { request: `${limit}ms` } }),
    },
  ];
}

function matchOf({ path, method, grpc, headers = [] }: RouteMatch): unknown {
  return {
    ...(path === undefined ? {} : { path: { type: pathTypes[path.kind], value: path.value } }),
    ...(method === undefined ? {} : { method }),
    ...(grpc === undefined ? {} : { method: grpc }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers.map(headerOf)) }),
  };
}

function headerOf(header: HeaderMatch): readonly [string, unknown] {
  switch (header.kind) {
    case 'present':
      return [header.name, { type: 'Present' }];
    case 'absent':
      return [header.name, { type: 'Absent' }];
    case 'range':
      return [header.name, { type: 'Range', from: header.from, to: header.to }];
    default:
      return [header.name, { type: headerTypes[header.kind], value: header.value }];
  }
}

function judged(mesh: string, file: unknown) {
  const text = referenceText(`us-west-2-${mesh}`).replace(
    /applications:[\s\S]*/,
    'applications: {drawn: {}}\n',
  );
  return judgeFile(
    { name: `clusters/${mesh}.yaml`, text },
    libraryOf([], [{ name: 'applications/drawn.yaml', text: JSON.stringify(file) }]),
  );
}

test('any drawn application file compiles to both meshes without an error, and both route as it says', () => {
  fc.assert(
    fc.property(randomGraph, (graph) => {
      const [appMesh, kongMesh] = ['app-mesh', 'kong-mesh'].map((mesh) => judged(mesh, fileOf(graph)));
      const errors = [...(appMesh?.problems ?? []), ...(kongMesh?.problems ?? [])].filter(
        ({ severity }) => severity === 'error',
      );
      // Two drawn matches may be such that nothing decides between them: that is told, and nothing else is.
      if (errors.length > 0) {
        expect([...new Set(errors.map(({ message }) => message))]).toEqual([
          'an overlap that nothing decides',
        ]);
        return;
      }
      if (appMesh?.config === undefined || kongMesh?.config === undefined) throw new Error('no cluster');
      for (const { config } of [appMesh, kongMesh]) {
        const diagnostics = config === undefined ? [] : compile(config).diagnostics;
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      }
      const { drawn } = kongMesh.config.applications;
      if (drawn === undefined) throw new Error('no application');
      const read = differences({
        appMesh: manifestsOf(appMesh.config),
        kongMesh: manifestsOf(kongMesh.config),
        graph: serviceGraph(drawn, kongMesh.config),
      });
      expect(read.found).toEqual([]);
    }),
    { numRuns: times(8, 100) },
  );
});
