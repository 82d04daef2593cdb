import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, write } from '../output/folders';

const repository = join(__dirname, '../..');
const folder = temporaryFolder();
afterAll(folder.remove);

/** A second app, which knows nothing of Meshwright but the path of its plugin. */
const app = (spec: object) => `
const { ApiObject, App, Chart } = require(${JSON.stringify(join(repository, 'node_modules/cdk8s'))});
const app = new App();
const chart = new Chart(app, 'second');
new ApiObject(chart, 'service', {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'jazz', namespace: 'prod' },
  spec: ${JSON.stringify(spec)},
});
app.synth();
`;

/** Runs the real `cdk8s synth` of the second app. */
function synth(name: string, spec: object, given: readonly string[]) {
  const root = join(folder.root, name);
  const validation = {
    package: join(repository, 'validation-plugin.js'),
    version: '0.1.0',
    class: 'Meshwright',
    properties: { given },
  };
  write(root, {
    'app.js': app(spec),
    'cdk8s.yaml': JSON.stringify({
      language: 'typescript',
      app: 'node app.js',
      output: 'out',
      validations: [validation],
    }),
  });
  const command = join(repository, 'node_modules/cdk8s-cli/bin/cdk8s');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'synth', '--check-upgrade=false'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '0', CDK8S_OUTDIR: '' },
    },
  );
  return { status, text: `${stdout}${stderr}`, written: fs.existsSync(join(root, 'out/second.k8s.yaml')) };
}

it('fails the synthesis of another cdk8s app that has an error, with rule, object, place and mend', () => {
  const { status, text } = synth('bad', { prots: [{ port: 80 }] }, []);
  expect(status).not.toBe(0);
  expect(text).toContain('schema/unknown-field (1 occurrences)');
  expect(text).toContain('Resource Name: Service prod/jazz');
  expect(text).toContain('/spec/prots, line 7');
  expect(text).toContain('How to fix: write ports');
  expect(text).toContain('Namespace prod');
}, 60_000);

it('passes an app without errors, and takes what the cluster has from cdk8s.yaml', () => {
  const good = synth('good', { type: 'ExternalName', externalName: 'jazz.example.com' }, ['Namespace prod']);
  expect([good.status, good.written]).toEqual([0, true]);
  expect(good.text).toContain('success');
  expect(good.text).not.toContain('Namespace prod');
}, 60_000);
