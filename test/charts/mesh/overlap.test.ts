import { isUndecided } from '../../../config/graph/overlap';
import type { HeaderMatch, RouteMatch } from '../../../config/graph/route';
import { graphProblems } from '../../../config/graph/validate-graph';
import { oneService } from './graph';

const one = (header: HeaderMatch) => ({ name: 'one', match: { headers: [header] }, weights: { v1: 1 } });
const two = (header: HeaderMatch) => ({ name: 'two', match: { headers: [header] }, weights: { v2: 1 } });

const name = 'x-a';
const text = (kind: 'exact' | 'prefix' | 'suffix' | 'regex', value: string): HeaderMatch => ({
  name,
  kind,
  value,
});
const range = (from: number, to: number): HeaderMatch => ({ name, kind: 'range', from, to });

describe('of two conditions of one header', () => {
  test.each<[HeaderMatch, HeaderMatch]>([
    [text('exact', 'ab'), text('prefix', 'a')],
    [text('exact', 'ab'), text('suffix', 'b')],
    [text('prefix', 'a'), text('suffix', 'b')],
    [text('prefix', 'a'), text('prefix', 'ab')],
    [text('suffix', 'b'), text('suffix', 'ab')],
    [text('regex', 'a.*'), text('suffix', 'b')],
    [range(-12, 8), range(7, 110)],
    [range(0, 8), text('exact', '7')],
    [range(0, 80), text('prefix', '7')],
    [range(0, 8), { name, kind: 'present' }],
    [{ name: 'x-b', kind: 'absent' }, text('exact', 'a')],
  ])('%j and %j are met by one call', (a, b) => {
    expect(isUndecided(one(a), two(b), 'http')).toBe(true);
    expect(isUndecided(one(b), two(a), 'http')).toBe(true);
  });

  test.each<[HeaderMatch, HeaderMatch]>([
    [text('exact', 'ab'), text('exact', 'a')],
    [text('exact', 'ab'), text('prefix', 'b')],
    [text('prefix', 'a'), text('prefix', 'b')],
    [text('suffix', 'a'), text('suffix', 'b')],
    [range(-12, 8), range(8, 110)],
    [range(0, 8), text('exact', '8')],
    [range(0, 8), text('prefix', 'a')],
    [range(0, 8), text('suffix', 'a')],
    [
      { name, kind: 'absent' },
      { name, kind: 'present' },
    ],
    [{ name, kind: 'absent' }, text('regex', '.*')],
  ])('%j and %j are met by none', (a, b) => {
    expect(isUndecided(one(a), two(b), 'http')).toBe(false);
    expect(isUndecided(one(b), two(a), 'http')).toBe(false);
  });
});

test('routes that do the same are in no need of a decision', () => {
  const [a, b] = [one({ name, kind: 'present' }), two({ name: 'x-b', kind: 'present' })];
  expect(isUndecided(a, { ...b, weights: { v1: 5, v2: 0 } }, 'http')).toBe(false);
  expect(isUndecided(a, { ...b, weights: { v1: 1 }, timeouts: { requestMilliseconds: 1 } }, 'http')).toBe(
    true,
  );
});

test('routes of two ports meet in no call, and may have one match', () => {
  const match: RouteMatch = { path: { kind: 'prefix', value: '/a' } };
  const [a, b] = [
    { name: 'one', match, weights: { v1: 1 } },
    { name: 'two', match, weights: { v2: 1 }, port: 'admin' },
  ];
  expect(isUndecided(a, b, 'http')).toBe(false);
  expect(isUndecided(a, { ...b, port: 'http' }, 'http')).toBe(true);
  const graph = (port: string) =>
    oneService({
      morePorts: [{ name: 'admin', port: 9090, protocol: 'http' }],
      routes: [a, { ...b, port }],
    });
  expect(graphProblems(graph('admin'))).toEqual([]);
  expect(graphProblems(graph('http')).map(({ found }) => found)).toEqual(['the match of one']);
});
