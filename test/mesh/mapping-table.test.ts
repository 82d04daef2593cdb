import { GraphError } from '../../config/graph/graph-error';
import type { ServiceGraph } from '../../config/graph/service-graph';
import { groupOf, type Manifest } from '../../references/manifest';
import { appMeshObjects, kongMeshObjects } from './compile-pair';
import { graphChanges } from './graph-changes';
import { covers, type FieldOfKind, leaves, mappingTables, type Row, valuesAt } from './mapping-table';
import { bookshopPair } from './pairs';

const tables = mappingTables();
const ofGraph = tables.get('What a service graph says') ?? [];
const ofCluster = tables.get('What every cluster has') ?? [];
const pair = bookshopPair();

/** Compiles a graph, or says that this mesh cannot do it. */
function compiled(compile: (graph: ServiceGraph) => readonly Manifest[], graph: ServiceGraph) {
  try {
    return compile(graph);
  } catch (error) {
    if (error instanceof GraphError && error.problems.length === 0) return 'refused';
    throw error;
  }
}

describe('the table of docs/app-mesh-to-kong-mesh.md', () => {
  test('has a row for each change of a graph, and a change for each row', () => {
    expect(ofGraph.map(({ says }) => says)).toEqual(Object.keys(graphChanges));
  });

  test.each(ofGraph.map((row): [string, Row] => [row.says, row]))(
    '%s: a change of it changes the named fields of both meshes',
    (says, row) => {
      const change = graphChanges[says] ?? ((graph) => graph);
      const after = change(pair.graph);
      const sides: readonly [readonly FieldOfKind[], (graph: ServiceGraph) => readonly Manifest[]][] = [
        [row.appMesh, appMeshObjects],
        [row.kongMesh, kongMeshObjects],
      ];
      for (const [fields, compile] of sides) {
        const changed = compiled(compile, after);
        expect(changed === 'refused').toBe(fields.length === 0);
        const before = compile(pair.graph);
        const same = changed === 'refused' ? [] : fields.filter((field) => equal(before, changed, field));
        expect(same).toEqual([]);
      }
    },
  );

  test.each(ofCluster.map((row): [string, Row] => [row.says, row]))(
    '%s: the fields of both meshes are there',
    (_, row) => {
      expect(row.appMesh.filter((field) => valuesAt(pair.appMesh, field).length === 0)).toEqual([]);
      expect(row.kongMesh.filter((field) => valuesAt(pair.kongMesh, field).length === 0)).toEqual([]);
    },
  );

  test.each([
    ['App Mesh', pair.appMesh, 'appmesh.k8s.aws', (row: Row) => row.appMesh],
    ['Kong Mesh', pair.kongMesh, 'kuma.io', (row: Row) => row.kongMesh],
  ] as const)('has every field that is written for %s', (_, objects, group, side) => {
    const fields = [...ofGraph, ...ofCluster].flatMap(side);
    const written = leaves(objects.filter(({ apiVersion }) => groupOf(apiVersion) === group));
    const missing = written
      .filter(({ path }) => path.startsWith('spec'))
      .filter((leaf) => !fields.some((field) => covers(field, leaf)))
      .map(({ kind, path }) => `${kind} ${path}`);
    expect([...new Set(missing)]).toEqual([]);
  });
});

function equal(before: readonly Manifest[], after: readonly Manifest[], field: FieldOfKind): boolean {
  return JSON.stringify(valuesAt(before, field)) === JSON.stringify(valuesAt(after, field));
}
