import { check } from '../../checks/check';
import type { ObjectRule } from '../../checks/rule';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const refuseAll: ObjectRule = {
  id: 'general/refuse-all',
  severity: 'error',
  title: 'anything',
  why: 'to be silenced',
  source: 'this test',
  kinds: ['/Namespace'],
  checkObject: (object) => [
    { object, path: '', message: 'no', found: 'it', expected: 'nothing', mend: 'remove it' },
  ],
  example: { fails: '', passes: '' },
};

function run(ignore: string) {
  const object: Manifest = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'prod', annotations: { 'meshwright.dev/ignore': ignore } },
  };
  return check({ index: buildIndex([object]), given: [] }, [refuseAll]);
}

test('an annotation with a reason silences one rule on one object', () => {
  expect(run('general/refuse-all: the cluster is for tests')).toMatchObject({ findings: [], ignored: 1 });
});

test('an annotation for another rule silences nothing', () => {
  expect(run('general/other: why not').findings.map(({ rule }) => rule)).toEqual(['general/refuse-all']);
});

test('an annotation without a reason silences nothing, and is itself a finding', () => {
  expect(run('general/refuse-all').findings.map(({ rule, path }) => [rule, path])).toEqual([
    ['general/refuse-all', ''],
    ['general/ignore-without-reason', '/metadata/annotations/meshwright.dev~1ignore'],
  ]);
});
