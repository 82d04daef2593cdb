import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { compiledOrProblem } from '../../commands/synth-part';
import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import { Random } from '../cluster/generated/random';
import { edge, edited, zone } from '../config/bad-files';
import { times } from '../long';
import { applicationFiles } from '../mesh/clusters';
import { baseOf, mutant } from './cluster-mutants';
import { forEachInput } from './seed';

const applications = applicationFiles();

/** What `synth` says of a cluster file, and the files that it would write. */
function synthesised(text: string): { readonly said: string; readonly files: ReadonlyMap<string, string> } {
  const parsed = parseClusters([{ name: 'clusters/a.yaml', text }], applications);
  if ('problems' in parsed)
    return { said: render(problemDiagnostics(parsed.problems), { colour: false }), files: new Map() };
  const [config] = parsed.clusters;
  if (config === undefined) throw new Error('no cluster');
  const { diagnostics, files } = compiledOrProblem(compile, config, 'dist/a');
  return {
    said: render(
      diagnostics.filter(({ severity }) => severity === 'error'),
      { colour: false },
    ),
    files,
  };
}

const count = times(25, 12_000);
test(`${count} cluster files that nobody should write are refused in words, or written`, () => {
  const ours = ['bookshop-app-mesh', 'bookshop-kong-mesh'].map((name) =>
    readFileSync(join(__dirname, `../clusters/${name}.yaml`), 'utf8'),
  );
  const bases = [edge, zone, ...ours].map((text) => baseOf(text, applications));
  forEachInput(count, (number) => {
    const random = new Random(number);
    const base = random.pick(bases);
    if (base === undefined) throw new Error('no file to start from');
    const { said, files } = synthesised(mutant(random, base));
    if (said === '') for (const text of files.values()) parseAllDocuments(text);
  });
}, 3_600_000);

const release = { kind: 'HelmRelease', name: 'external-secrets' };
const patched = (...operations: readonly object[]) =>
  edited(edge, { to: `patches:\n- ${JSON.stringify({ target: release, operations })}\n` });

describe('a patch that leaves no object is refused at its line, for', () => {
  test.each<[string, object, string]>([
    ['a removed metadata', { op: 'remove', path: '/metadata' }, 'apiVersion: leaves'],
    ['a removed kind', { op: 'remove', path: '/kind' }, 'kind is missing'],
    ['a removed apiVersion', { op: 'remove', path: '/apiVersion' }, 'apiVersion is missing'],
    ['a removed name', { op: 'remove', path: '/metadata/name' }, 'metadata.name is missing'],
    ['a kind that is a list', { op: 'replace', path: '/kind', value: [] }, 'kind is not a text'],
    [
      'an apiVersion that is a number',
      { op: 'replace', path: '/apiVersion', value: 2 },
      'apiVersion is not a text',
    ],
    [
      'a name that is a map',
      { op: 'replace', path: '/metadata/name', value: {} },
      'metadata.name is not a text',
    ],
    ['an empty name', { op: 'replace', path: '/metadata/name', value: '' }, 'metadata.name is empty'],
    ['metadata that is a text', { op: 'replace', path: '/metadata', value: 'a' }, 'metadata.name is missing'],
    [
      'a namespace that is a number',
      { op: 'replace', path: '/metadata/namespace', value: 1 },
      'metadata.namespace is not a text',
    ],
    [
      'labels that are a list',
      { op: 'add', path: '/metadata/labels', value: ['a'] },
      'metadata.labels is not a map of texts',
    ],
    ['the object as a whole', { op: 'replace', path: '', value: 1 }, 'apiVersion is missing'],
    ['a null that no API server keeps', { op: 'add', path: '/spec/suspend', value: null }, 'brings null'],
  ])('%s', (_title, operation, words) => {
    const { said, files } = synthesised(
      patched({ op: 'test', path: '/kind', value: 'HelmRelease' }, operation),
    );
    expect(files.size).toBe(0);
    expect(said).toContain(
      'patch of helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets: operation 2',
    );
    expect(said).toContain(words.split(': ').at(-1));
    expect(said).toMatch(/--> clusters\/a\.yaml:15:\d+/);
  });
});

test.each([
  ['constructor', { op: 'add', path: '/constructor/prototype/polluted', value: 'yes' }],
  ['__proto__', { op: 'add', path: '/spec/__proto__/polluted', value: 'yes' }],
  ['a text', { op: 'add', path: '/kind/a', value: 'yes' }],
  ['what a text has by itself', { op: 'replace', path: '/kind/length', value: 3 }],
  ['what every object has', { op: 'add', path: '/spec/toString/a', value: 3 }],
])('a patch does not reach into %s', (_title, operation) => {
  const { said, files } = synthesised(patched(operation));
  expect(said).toContain('does not fit the object');
  expect(files.size).toBe(0);
  expect('polluted' in {}).toBe(false);
});

describe('values of a chart', () => {
  const written = (text: string, values: object) => {
    const { said, files } = synthesised(
      edited(text, { to: `helm: ${JSON.stringify({ kong: { values } })}\n` }),
    );
    return said + [...files.values()].join('');
  };

  test('null deletes a default of the chart, and is passed on to Helm by Flux and by Argo CD', () => {
    for (const text of [edge, zone])
      expect(written(text, { podDisruptionBudget: null, resources: { limits: null } })).toMatch(
        / {2}podDisruptionBudget: null\n[\s\S]* {2}resources:\n +limits: null\n/,
      );
  });

  test('null may delete what Meshwright would set', () => {
    expect(written(edge, { admin: null })).toContain('admin: null');
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    '%s is a key like any other',
    (key) => {
      expect(written(edge, { podLabels: { [key]: 'a' } })).toContain(`${key}: a\n`);
    },
  );
});
