import * as fs from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkCommand } from '../../commands/check';
import { checkOnThreads } from '../../commands/check-on-threads';
import { temporaryFolder } from '../output/folders';
import { referenceNames, referenceOutput } from '../reference/reference';
import { repository } from '../repository';

const folder = temporaryFolder();
afterAll(folder.remove);

/** The reference clusters, each with mistakes of its own. */
function fleet(name: string): string {
  const root = join(folder.root, name);
  fs.cpSync(referenceOutput, root, { recursive: true });
  for (const [at, cluster] of referenceNames.entries()) {
    fs.writeFileSync(join(root, cluster, '00-foundation/more.yaml'), mistakes(at));
  }
  return root;
}

/** A wrong type, an unknown Service, a key twice, a silenced finding, a secret, keys that JavaScript asks for, and what is no object. */
function mistakes(at: number): string {
  return `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: more-${at}, namespace: dj}, spec: {ports: [{port: "80"}], ports: [{port: "81"}]}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: keys-${at}, namespace: dj}, data: {toString: 1, valueOf: &two 2, more: *two}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: more-${at}
  namespace: dj
  annotations:
    meshwright.dev/ignore: kong/ingress-without-class
spec:
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: nowhere-${at}, port: {number: 80}}}}]}}]
---
{apiVersion: v1, kind: Secret, metadata: {name: plain-${at}, namespace: dj}, stringData: {password: swordfish-${at}}}
---
values: {of: a chart}
`;
}

interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function world() {
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  return { said, environment: {}, stdout: stream('stdout'), stderr: stream('stderr') };
}

function onOne(argv: readonly string[]): Said {
  const { said, ...own } = world();
  return { status: checkCommand(argv, own), ...said };
}

/** On this thread and a further one, which has taken the first cluster before this one takes any. */
async function onTwo(argv: readonly string[]): Promise<Said & { readonly started: number }> {
  const { said, ...own } = world();
  let started = 0;
  const start = (workerData: object): Worker => {
    started++;
    const worker = new Worker(join(repository, 'tools/compiled/run.js'), {
      workerData: { entry: 'commands/check.ts', ...workerData },
    });
    waitForTaken(workerData);
    return worker;
  };
  const status = await checkOnThreads([...argv, '--threads', '2'], own, start);
  return { status, ...said, started };
}

function waitForTaken(workerData: object): void {
  const { shared }: { readonly shared: Int32Array } = Reflect.get(Reflect.get(workerData, 'check'), 'work');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; Atomics.load(shared, 0) === 0; waited++) {
    if (waited > 6000) throw new Error('the thread takes no cluster');
    Atomics.wait(pause, 0, 0, 10);
  }
}

describe('meshwright check on several threads', () => {
  test('finds the same at the same places and says it in the same words, in the order of the clusters', async () => {
    const root = fleet('wrong');
    const loose = join(root, 'us-west-2-kong-mesh/00-foundation/more.yaml');
    for (const format of ['text', 'json']) {
      const argv = [root, loose, '--format', format, '--given', 'cert-manager', '--given', 'Secret a/b'];
      const one = onOne(argv);
      expect(one).toMatchObject({ status: 1, stderr: '' });
      expect(await onTwo(argv)).toEqual({ ...one, started: 1 });
    }
    const { findings } = JSON.parse(onOne([root, '--format', 'json']).stdout);
    expect(findings.length).toBeGreaterThan(referenceNames.length * 5);
  }, 120_000);

  test('does so where a file cannot be read, so that nothing that is missing is sure', async () => {
    const root = fleet('torn');
    const [first = '', ...others] = referenceNames;
    fs.writeFileSync(join(root, others.at(-1) ?? '', '00-foundation/torn.yaml'), 'a: [');
    fs.symlinkSync('/nowhere', join(root, first, '00-foundation/lost.yaml'));
    const one = onOne([root]);
    expect(one.status).toBe(2);
    expect(await onTwo([root])).toEqual({ ...one, started: 1 });
  }, 60_000);

  test('does so where an object of one cluster says what the workloads of others have to carry', async () => {
    const root = fleet('required');
    const component = `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
metadata: {name: carried}
patches:
- target: {kind: Deployment}
  patch: '[{"op": "add", "path": "/spec/template/metadata/labels/carried", "value": "yes"}]'
`;
    fs.writeFileSync(join(root, referenceNames.at(-1) ?? '', '00-foundation/component.yaml'), component);
    const one = onOne([root]);
    expect(await onTwo([root])).toEqual({ ...one, started: 1 });
  }, 60_000);

  test('starts no thread for what no cluster is, and for less than a thread is worth', async () => {
    const root = fleet('small');
    const file = join(root, referenceNames[0] ?? '', '00-foundation/more.yaml');
    const start = (): never => {
      throw new Error('no thread is worth its start here');
    };
    const { said, ...own } = world();
    expect(await checkOnThreads([root], own, start)).toBe(1);
    // What is no object is a mistake in a file that is named.
    expect(await checkOnThreads([file, '--threads', '8'], own, start)).toBe(2);
    expect(said.stderr).toBe('');
  });

  test.each(['0', '1.5', 'many', '65'])('refuses --threads %s', (threads) => {
    const { status, stderr } = onOne([folder.root, '--threads', threads]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^--threads: expected a whole number from 1 to 64\n/);
  });
});
