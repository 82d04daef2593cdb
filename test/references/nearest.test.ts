import { distance, nearest, nearestValue } from '../../references/nearest';

test.each([
  ['', '', 0],
  ['a', '', 1],
  ['', 'ab', 2],
  ['kitten', 'sitting', 3],
  ['region', 'regoin', 0.9],
  ['ab', 'ba', 0.9],
])('from %j to %j it is %d edits', (from, to, edits) => {
  expect(distance(from, to)).toBeCloseTo(edits);
});

test.each([
  ['regoin', ['region', 'revision'], 'region'],
  ['oidc_issuer', ['oidcIssuer'], 'oidcIssuer'],
  ['REGION', ['region'], 'region'],
  ['ue', ['us', 'eu'], 'eu'],
  ['entirely', ['different'], undefined],
  ['a', ['bc'], undefined],
  ['', ['a'], undefined],
  ['x'.repeat(1_000_000), ['x'], undefined],
])('nearest to %.20s of %j is %s', (name, known, expected) => {
  expect(nearest(name, known)).toBe(expected);
});

test.each([
  ['3.10.1', '3.10'],
  ['v3.9.2', '3.9'],
  ['3.19', undefined],
  ['konnect', 'konnect'],
])('nearest value to %s is %s', (text, expected) => {
  expect(nearestValue(text, ['3.9', '3.10', 'konnect'])).toBe(expected);
});
