import * as fs from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../commands/synth';
import { compile } from '../../main';
import { temporaryFolder, tree, write } from '../output/folders';

const CLUSTER = fs.readFileSync(join(__dirname, '../../clusters/us-west-2-app-mesh.yaml'), 'utf8');
const folder = temporaryFolder();
afterAll(folder.remove);

/** A patch that gives a virtual router two routes of one name. */
const PATCH = `patches:
  - target: {kind: VirtualRouter, name: jazz-router}
    operations:
      - {op: copy, from: /spec/routes/0, path: /spec/routes/1}
`;

it('prints a finding with its rule, line, object, path and mend, and leaves dist/ untouched', () => {
  write(folder.root, {
    'clusters/us-west-2-app-mesh.yaml': `${CLUSTER}${PATCH}`,
    'dist/us-west-2-app-mesh/mine.yaml': 'mine\n',
  });
  const before = tree(join(folder.root, 'dist'));
  let stderr = '';
  const world = {
    environment: {},
    stdout: { write: () => true },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const status = synth(
    ['--clusters', join(folder.root, 'clusters'), '--out', join(folder.root, 'dist')],
    compile,
    world,
  );
  expect(status).toBe(1);
  expect(
    stderr
      .replaceAll(`${folder.root}/`, '')
      .replaceAll(/\b\d{3}\b/g, 'NNN')
      .split('\n\n')
      .at(1),
  ).toMatchInlineSnapshot(`
   "error[app-mesh/duplicate-route-name]: route jazz-route is there twice
      --> dist/us-west-2-app-mesh/30-mesh/dj.yaml:NNN:13
       |
   NNN |     - name: jazz-route
       |             ^^^^^^^^^^
       = object:   appmesh.k8s.aws/VirtualRouter prod/jazz-router
       = path:     /spec/routes/1/name
       = found:    jazz-route, which is also the name of route 1
       = expected: a name that no other route of the virtual router has
       = mend:     rename one of the two
       = source:   aws-app-mesh-controller-for-k8s v1.13.3 webhooks/appmesh/virtualrouter_validator.go"
  `);
  expect(stderr).toMatch(/\n1 error, 1 notice; nothing was written\n$/);
  expect(tree(join(folder.root, 'dist'))).toEqual(before);
});
