import { objectSet } from '../../bench/object-sets';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { buildIndex } from '../../references/reference-index';

test('the sets that are measured have nothing to find, so that what is measured is the search', () => {
  const given = ['aws-load-balancer-controller'];
  const objects = objectSet(500);
  expect(objects.length).toBeGreaterThanOrEqual(500);
  const { findings } = check({ index: buildIndex(objects, { given }), given }, rules);
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});
