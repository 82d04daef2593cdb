import { danglingDraft } from '../../../checks/dangling';
import { nearestExisting } from '../../../checks/existing-names';
import { jsonReport } from '../../../commands/check/json-report';
import { judge } from '../../../commands/check/judge';
import { objectsOf, type ReadObject } from '../../../commands/manifests/objects';
import { sourceText } from '../../../config/problem';
import { buildIndex } from '../../../references/reference-index';
import { itemsScanned } from '../../items-scanned';

const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('');

/** Reads, judges and reports a text as `check --format json` does. @returns how many findings there were */
function checked(text: string): number {
  const objects: ReadObject[] = [];
  for (const object of objectsOf(sourceText('a.yaml', text), { lenient: false }))
    if (!('severity' in object)) objects.push(object);
  const judgement = judge([{ objects, given: [] }]);
  jsonReport({ ...judgement, files: 1, problems: [], notices: [] });
  return judgement.findings.length;
}

describe('twice the objects, keys or findings are about twice the work, for', () => {
  const configMap = (name: string, more = '') =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\n---\n`;
  const service = (index: number, more: string) =>
    `- {apiVersion: v1, kind: Service, metadata: {name: s${index}, namespace: prod}, ${more}}\n`;
  const list = 'apiVersion: v1\nkind: List\nitems:\n';
  test.each<[string, (count: number) => string]>([
    [
      'objects in one namespace that is not there',
      (count) => many(count, (i) => configMap(`c${i}`, ', namespace: a')),
    ],
    [
      'objects in namespaces that are not there, each in its own',
      (count) => many(count, (i) => `${configMap(`c${i}`, `, namespace: missing-${i}`)}`),
    ],
    ['objects of the same name', (count) => many(count, () => configMap('c'))],
    ['items of a list', (count) => list + many(count, (i) => service(i, 'spec: {portz: 1}'))],
    ['items of a list that are no objects', (count) => list + many(count, () => '- {a: 1}\n')],
    [
      'keys given twice in items of a list',
      (count) => list + many(count, (i) => service(i, 'spec: {}, spec: {}')),
    ],
    [
      'keys given twice in one map',
      (count) => `${configMap('c').slice(0, -4)}data:\n${many(count, () => '  a: b\n')}`,
    ],
    [
      'unknown keys of one object',
      (count) =>
        `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n${many(count, (i) => `  k${i}: 1\n`)}`,
    ],
    [
      'values of the wrong type',
      (count) => `${configMap('c').slice(0, -4)}data:\n${many(count, (i) => `  k${i}: 1\n`)}`,
    ],
    [
      'ports that no container opens',
      (count) =>
        list +
        many(count, (i) => service(i, `spec: {selector: {app: a}, ports: [{port: ${i + 1}}]}`)) +
        '- {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: prod, labels: {app: a}}, spec: {containers: []}}',
    ],
  ])('%s', (_title, text) => {
    checked(text(10));
    const count = 150;
    const half = itemsScanned(() => checked(text(count)));
    const whole = itemsScanned(() => checked(text(2 * count)));
    expect(half).toBeGreaterThan(count);
    expect(whole / half).toBeLessThan(2.2);
  });
});

test('names that are missing are compared with those that are there so often and no oftener', () => {
  const count = 700;
  const index = buildIndex(
    Array.from({ length: count }, (_, i) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `team-${i}`, namespace: 'prod' },
    })),
  );
  const near = Array.from({ length: count }, (_, i) =>
    nearestExisting(index, { group: '', kind: 'Secret', namespace: 'prod', name: `taem-${i}` }),
  );
  expect(near[0]).toBe('team-0');
  expect(near.filter((name) => name !== undefined).length).toBeLessThan(200);
  expect(nearestExisting(index, { group: '', kind: 'Secret', namespace: 'prod', name: 'taem-0' })).toBe(
    'team-0',
  );
});

test('what there is is gone through once, however many references lead nowhere', () => {
  const index = buildIndex(
    Array.from({ length: 20 }, (_, i) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `c${i}`, namespace: `n${i}` },
    })),
  );
  let times = 0;
  const counted = {
    ...index,
    allProvisions: () => {
      times++;
      return index.allProvisions();
    },
  };
  const drafts = index.dangling().map((each) => danglingDraft({ index: counted, given: [] }, each));
  expect(drafts.length).toBe(20);
  expect(times).toBeLessThan(3);
});
