import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeshBackend } from '../../../config/graph/graph-error';
import type { ExternalService, Service } from '../../../config/graph/service-graph';
import { unsupportedFeatures } from '../../../config/graph/unsupported';
import { assertGraph, graphProblems } from '../../../config/graph/validate-graph';
import { oneService } from './graph';
import { byAppMesh, byKongMesh } from './unsupported-cases';

function saidBy(mesh: MeshBackend, wanted: Partial<Service>, external: readonly ExternalService[]) {
  const graph = oneService(wanted, { external });
  expect(graphProblems(graph)).toEqual([]);
  return unsupportedFeatures(graph, mesh);
}

describe('App Mesh refuses by name, and Kong Mesh does', () => {
  test.each(byAppMesh)('%s', (what, wanted, external, said) => {
    const found = saidBy('app-mesh', wanted, external);
    expect(found.map(({ field, why }) => `${field}: ${why}`)).toEqual(said);
    expect(
      found.every(({ service, mesh, source }) => service === 'shop' && mesh === 'app-mesh' && source !== ''),
    ).toBe(true);
    // Plain tcp to a host without addresses is the one thing that neither mesh can do here.
    expect(saidBy('kong-mesh', wanted, external)).toHaveLength(
      what === 'http beside tcp on one port' ? 1 : 0,
    );
  });
});

describe('Kong Mesh refuses by name, and App Mesh does', () => {
  test.each(byKongMesh)('%s', (_, wanted, external, said) => {
    const found = saidBy('kong-mesh', wanted, external);
    expect(found.map(({ field, why }) => `${field}: ${why}`)).toEqual(said);
    expect(
      found.every(({ service, mesh, source }) => service === 'shop' && mesh === 'kong-mesh' && source !== ''),
    ).toBe(true);
    expect(saidBy('app-mesh', wanted, external)).toEqual([]);
  });
});

const eleven = Array.from({ length: 11 }, (_, index) => ({ name: `v${index}`, weight: 9 }));

test('more than ten versions are too many for a route of App Mesh', () => {
  expect(saidBy('app-mesh', { versions: eleven }, []).map(({ field, why }) => `${field}: ${why}`)).toEqual([
    'versions: a route has at most 10 targets, this one 11',
  ]);
});

test('the message names service, field, mesh, reason and source', () => {
  const graph = oneService({
    protocol: 'http2',
    retries: { attempts: 1, perTryMilliseconds: 100, on: ['server-error'] },
  });
  expect(() => assertGraph(graph, 'app-mesh')).not.toThrow();
  expect(() => assertGraph(graph, 'kong-mesh')).toThrow(
    'service shop: retries: Kong Mesh cannot do this: a MeshRetry reaches http, grpc and tcp only (kuma pkg/plugins/policies/meshretry/plugin/xds/configurer.go)',
  );
});

test('docs/service-graph.md lists all that is refused, and shows the storefront as it is', () => {
  const refused = [
    ...byAppMesh.flatMap(([, wanted, external]) => saidBy('app-mesh', wanted, external)),
    ...saidBy('app-mesh', { versions: eleven }, []),
    ...byKongMesh.flatMap(([, wanted, external]) => saidBy('kong-mesh', wanted, external)),
  ].map(({ mesh, field, source }) => {
    const name = mesh === 'app-mesh' ? 'App Mesh' : 'Kong Mesh';
    return `| ${name} | \`${field.replaceAll(/\[\d\]/g, '[]')}\` | ${source} |`;
  });
  const read = (path: string) => readFileSync(join(__dirname, '../../..', path), 'utf8');
  const page = read('docs/service-graph.md');
  const rows = page.split('\n').filter((line) => /^\| (App|Kong) Mesh/.test(line));
  expect(rows.toSorted()).toEqual([...new Set(refused)].sort());
  const [, code = '-'] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  expect(read('applications/bookshop.yaml')).toContain(code);
});
