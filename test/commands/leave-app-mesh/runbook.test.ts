import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkCommand } from '../../../commands/check';
import { leaveCommand } from '../../../commands/leave-app-mesh';
import type { Manifest } from '../../../references/manifest';
import { readKongMesh } from '../../../routing/kong-mesh/read';
import { encrypted, working } from '../../migrate/leaving-sets';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-runbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: typeof leaveCommand, ...argv: readonly string[]) {
  let stdout = '';
  const stream = { write: (text: string) => (stdout += text) };
  return { status: command(argv, { environment: {}, stdout: stream, stderr: stream }), stdout };
}

/** A runbook, its steps by title, and the objects that stand in them. */
function runbookOf(name: string, text: string) {
  const input = join(folder, `${name}.yaml`);
  const out = join(folder, name);
  writeFileSync(input, text);
  expect(run(leaveCommand, input, '--out', out).status).toBe(0);
  const runbook = readFileSync(join(out, 'runbook.md'), 'utf8');
  const steps = runbook.split(/^## /m).slice(1);
  const inline = [...runbook.matchAll(/<<'EOF'\n([\s\S]*?)\nEOF$/gm)].map(([, yaml = '']) => yaml);
  return {
    input,
    out,
    steps,
    inline,
    titles: steps.map((step) => step.split('\n')[0]?.replace(/^\d+\. /, '')),
  };
}

const objectsIn = (texts: readonly string[]) =>
  texts.flatMap((text) => parseAllDocuments(text).map((document): Manifest => document.toJS()));

const plain = runbookOf('plain', working);
const tls = runbookOf('tls', encrypted);

test.each([
  ['plain', plain],
  ['tls', tls],
])('the objects that stand in the runbook are ones that check takes (%s)', (name, { input, out, inline }) => {
  const errors = (...paths: readonly string[]): readonly unknown[] =>
    JSON.parse(run(checkCommand, ...paths, '--format', 'json').stdout).findings.flatMap(
      ({ severity, rule, object }: Record<string, unknown>) =>
        severity === 'error' ? [`${rule} ${JSON.stringify(object)}`] : [],
    );
  // The namespace as the step before has patched it.
  const state = join(folder, `${name}-state.yaml`);
  const labels = 'kuma.io/sidecar-injection: disabled, kuma.io/mesh: shop';
  writeFileSync(
    state,
    readFileSync(input, 'utf8').replace('labels: { mesh: shop,', `labels: { ${labels}, mesh: shop,`),
  );
  const before = errors(state, out);
  for (const [i, text] of inline.entries()) {
    const file = join(folder, `${name}-inline-${i}.yaml`);
    writeFileSync(file, text);
    expect(errors(state, out, file)).toEqual(before);
  }
  expect(inline.length).toBe(name === 'tls' ? 3 : 2);
});

test('who would be refused is seen before anybody is: everybody is let in, with shadow deny, and logged', () => {
  expect(plain.titles.slice(-3)).toEqual([
    'Take App Mesh away',
    'Look who would be refused',
    'Lock the mesh',
  ]);
  const [permission, log] = objectsIn(plain.inline.slice(-1));
  expect(permission).toMatchObject({
    kind: 'MeshTrafficPermission',
    metadata: { name: 'leaving-app-mesh' },
    spec: {
      rules: [
        {
          default: {
            allowWithShadowDeny: [
              { spiffeID: { type: 'Prefix', value: 'spiffe://shop.default.mesh.local' } },
            ],
          },
        },
      ],
    },
  });
  expect(log).toMatchObject({ kind: 'MeshAccessLog', metadata: { name: 'leaving-app-mesh' } });
  expect(plain.steps.at(-1)).toContain(
    'kubectl delete meshtls,meshtrafficpermission,meshpassthrough,meshaccesslog',
  );
});

test('workloads without App Mesh TLS move one by one, those that share it as a group', () => {
  expect(plain.titles.filter((title) => title?.startsWith('Move'))).toEqual([
    'Move Deployment shop/price-2',
    'Move Deployment shop/price-1',
    'Move Deployment shop/front',
  ]);
  expect(tls.titles.filter((title) => title?.startsWith('Move'))).toEqual([
    'Move together: shop/price-2, shop/price-1, shop/front',
  ]);
});

test('a group gets a second set of pods, which have Kong Mesh’s sidecar and which no Service of the first selects', () => {
  const greens = objectsIn(tls.inline).filter(({ kind }) => kind === 'Deployment');
  expect(greens.map(({ metadata }) => metadata.name).toSorted()).toEqual([
    'front-green',
    'price-1-green',
    'price-2-green',
  ]);
  for (const { spec } of greens)
    expect(spec).toMatchObject({
      selector: { matchLabels: { 'meshwright.dev/leaving': 'green' } },
      template: {
        metadata: {
          labels: { 'meshwright.dev/leaving': 'green', 'kuma.io/sidecar-injection': 'enabled' },
          annotations: { 'appmesh.k8s.aws/sidecarInjectorWebhook': 'disabled' },
        },
      },
    });
  const step = tls.steps.find((each) => each.includes('Move together')) ?? '';
  const at = (text: string) => step.indexOf(text);
  const service =
    'kubectl patch service price-1 --namespace shop --type merge --patch \'{"spec":{"selector":{"meshwright.dev/leaving":';
  // Blue first, then the second set, then green, and at last neither.
  const order = [
    at('leaving=blue'),
    at(`${service}"blue"`),
    at('price-1-green'),
    at(`${service}"green"`),
    at(`${service}null`),
  ];
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order.every((each) => each > 0)).toBe(true);
  // A permission selects pods by the labels of their virtual node: it holds for the second set too.
  expect(
    readKongMesh(greens)
      .callers.map(({ labels }) => labels.app)
      .toSorted(),
  ).toEqual(['front', 'price', 'price']);
});

test('a group is moved when all its pods are, and nothing of the second set is left', () => {
  const number = String(tls.titles.findIndex((title) => title?.startsWith('Move together')) + 1);
  const left = join(folder, 'left.yaml');
  writeFileSync(left, tls.inline.join('\n---\n'));
  const { status, stdout } = run(leaveCommand, 'check-step', number, tls.out, left);
  expect(status).toBe(1);
  expect(stdout).toContain('Deployment shop/price-1-green is still there');
  const shadow = String(plain.titles.indexOf('Look who would be refused') + 1);
  const all = join(folder, 'all.yaml');
  writeFileSync(all, plain.inline.slice(-1).join(''));
  expect(run(leaveCommand, 'check-step', shadow, plain.out, all).status).toBe(0);
  writeFileSync(all, plain.inline[0] ?? '');
  expect(run(leaveCommand, 'check-step', shadow, plain.out, all).status).toBe(1);
});
