import fc from 'fast-check';
import { leavesOf } from '../../migrate/account';
import { documentOf } from '../../migrate/document';
import { leaveAppMesh } from '../../migrate/leave';
import { groupOf, type Manifest } from '../../references/manifest';
import { times } from '../long';
import { drawnSet, setOf } from './routing/draw';

/** What kubectl prints besides, and what App Mesh's API server would have dropped. */
const besides = {
  metadata: { uid: '0af1', resourceVersion: '7', finalizers: ['finalizers.appmesh.k8s.aws/mesh-members'] },
  spec: { meshRef: { name: 'shop', uid: '0af1' }, lists: [[], {}, { deep: [null, 1] }], 'a/b~c': true },
  status: { conditions: [{ type: 'Active', status: 'True' }] },
};

function printed(object: Manifest): Manifest {
  if (groupOf(object.apiVersion) !== 'appmesh.k8s.aws') return object;
  const spec: unknown = object.spec;
  return {
    ...object,
    metadata: { ...object.metadata, ...besides.metadata },
    spec: { ...(typeof spec === 'object' ? spec : {}), ...besides.spec },
    status: besides.status,
  };
}

const where = (kind: string, name: string, field: string) => `${kind} ${name} ${field}`;

test('each leaf of the input stands exactly once in the report, with a verdict and what became of it', () => {
  fc.assert(
    fc.property(drawnSet, (drawn) => {
      const objects = setOf(drawn).map(printed);
      const { report } = leaveAppMesh(objects.map((object) => documentOf(object)));
      const leaves = objects
        .filter(({ apiVersion }) => groupOf(apiVersion) === 'appmesh.k8s.aws')
        .flatMap((object) => {
          const { name, namespace } = object.metadata;
          const own = namespace === undefined ? name : `${namespace}/${name}`;
          return [...leavesOf(object)].map((leaf) => where(object.kind, own, leaf));
        });
      const told = report.fields.map(({ kind, object, field }) => where(kind, object, field));
      expect(told.toSorted()).toEqual(leaves.toSorted());
      for (const { verdict, to, reason, upstream } of report.fields) {
        if (verdict === 'kept') expect(to).toBeDefined();
        else expect(reason).toMatch(/\w/);
        if (verdict === 'lost') expect(upstream).toMatch(/\w/);
      }
    }),
    { numRuns: times(60, 3_000) },
  );
});

test('the same input gives the same result', () => {
  fc.assert(
    fc.property(drawnSet, (drawn) => {
      const convert = () => JSON.stringify(leaveAppMesh(setOf(drawn).map((object) => documentOf(object))));
      expect(convert()).toBe(convert());
    }),
    { numRuns: times(20, 500) },
  );
});
