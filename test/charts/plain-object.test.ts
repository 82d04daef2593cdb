import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import fc from 'fast-check';
import { PlainObject } from '../../charts/plain-object';

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(undefined));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.constant(null),
    fc.array(
      tie('tree').filter((item) => item !== undefined && item !== null),
      { maxLength: 4 },
    ),
    fc.dictionary(fc.string({ maxLength: 6 }), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    fc.constant(Lazy.any({ produce: () => ({ b: 1, a: [2] }) })),
  ),
}));

/** What a class renders of a Deployment, in the order of its keys. */
function rendered(type: typeof ApiObject, spec: unknown, patched: boolean): string {
  const object = new type(new Chart(new App(), 'chart'), 'object', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'jazz', namespace: 'prod', labels: { app: 'jazz' } },
    spec,
  });
  object.metadata.addLabel('team', 'music');
  if (patched) object.addJsonPatch(JsonPatch.add('/spec', {}));
  return JSON.stringify(object.toJson());
}

test('an object of plain data is rendered as cdk8s renders it, whatever else is in it', () => {
  fc.assert(
    fc.property(tree, fc.boolean(), (spec, patched) => {
      expect(rendered(PlainObject, spec, patched)).toBe(rendered(ApiObject, spec, patched));
    }),
  );
});
