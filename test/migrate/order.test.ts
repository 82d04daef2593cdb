import fc from 'fast-check';
import type { KumaMatch } from '../../migrate/matches/kuma-match';
import { kumaOrder } from '../../migrate/matches/kuma-match';
import type { Match, PathCondition } from '../../migrate/matches/match';
import { appMeshOrder, arrange, type OrderedRoute } from '../../migrate/matches/order';
import { takesValue, takesWhole, type ValueCondition } from '../../migrate/matches/value-condition';
import { times } from '../long';

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

const texts = ['/', '/a', '/ab', '/a/b', '/a/bc', '/b'];
const values = ['', 'r', 're', 'red', 'bread', '7', '-07', '+12', '12a'];

const pathCondition: fc.Arbitrary<PathCondition> = fc.oneof(
  fc.record({ kind: fc.constantFrom('exact' as const, 'prefix' as const), value: fc.constantFrom(...texts) }),
  fc.record({ kind: fc.constant('regex' as const), value: fc.constantFrom('/a.*', '/[ab]', '.*b.*') }),
);
const condition: fc.Arbitrary<ValueCondition> = fc.oneof(
  fc.record({ kind: fc.constantFrom('present' as const, 'absent' as const) }),
  fc.record({
    kind: fc.constantFrom('exact' as const, 'prefix' as const, 'suffix' as const),
    value: fc.constantFrom('r', 're', 'red', '7'),
    inverted: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('range' as const),
    start: fc.constantFrom(-10n, 0n, 7n),
    end: fc.constantFrom(-7n, 8n, 13n),
    inverted: fc.boolean(),
  }),
);
const match: fc.Arbitrary<Match> = fc
  .record({
    path: pathCondition,
    method: fc.option(fc.constantFrom('GET', 'POST'), { nil: undefined }),
    headers: fc
      .dictionary(fc.constantFrom('x', 'y'), fc.array(condition, { minLength: 1, maxLength: 2 }))
      .map((all) => new Map(Object.entries(all))),
    query: fc.constant(new Map()),
  })
  .map(({ method, ...rest }) => (method === undefined ? rest : { ...rest, method }));
const routes: fc.Arbitrary<readonly OrderedRoute[]> = fc
  .array(fc.record({ match, answer: fc.constantFrom('red', 'blue', 'green') }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((all) => all.map((each, priority) => ({ ...each, name: `r${priority}`, priority })));
const request: fc.Arbitrary<Request> = fc.record({
  path: fc.constantFrom(...texts, '/abc', '/a/b/c', '/b/'),
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  headers: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom(...values)),
});

function appMeshTakes({ path, method, headers }: Match, asked: Request): boolean {
  const holds =
    path.kind === 'any' ||
    (path.kind === 'exact'
      ? asked.path === path.value
      : path.kind === 'prefix'
        ? asked.path.startsWith(path.value)
        : takesWhole(path.value, asked.path));
  return (
    holds &&
    (method ?? asked.method) === asked.method &&
    [...headers].every(([name, all]) => all.every((each) => takesValue(each, asked.headers[name])))
  );
}

function kumaTakes({ path, method, headers = [] }: KumaMatch, asked: Request): boolean {
  const { type, value = '' } = path ?? {};
  const holds =
    type === undefined ||
    (type === 'Exact'
      ? asked.path === value
      : type === 'RegularExpression'
        ? takesWhole(value, asked.path)
        : value === '/' || asked.path === value || asked.path.startsWith(`${value}/`));
  return (
    holds &&
    (method ?? asked.method) === asked.method &&
    headers.every(({ name, type: how, value: wanted = '' }) => {
      const found = asked.headers[name];
      if (how === 'Absent') return found === undefined;
      if (found === undefined) return false;
      if (how === 'Present') return true;
      if (how === 'Exact') return found === wanted;
      return how === 'Prefix' ? found.startsWith(wanted) : takesWhole(wanted, found);
    })
  );
}

describe('routes in Kuma’s order', () => {
  it('give each request to the route that App Mesh gives it to', () => {
    fc.assert(
      fc.property(routes, fc.array(request, { minLength: 20, maxLength: 20 }), (drawn, requests) => {
        const { rules, unsayable } = arrange(drawn, 'letters');
        fc.pre(unsayable.length === 0);
        const sorted = rules.toSorted((a, b) => kumaOrder(a.match, b.match));
        for (const asked of requests) {
          const before = drawn.find((each) => appMeshTakes(each.match, asked))?.answer;
          const after = sorted.find((each) => kumaTakes(each.match, asked))?.route.answer;
          expect([asked, after]).toEqual([asked, before]);
        }
      }),
      { numRuns: times(40, 10_000) },
    );
  });

  const route = (name: string, path: PathCondition, more: Partial<OrderedRoute> = {}): OrderedRoute => ({
    name,
    answer: name,
    match: { path, headers: new Map(), query: new Map() },
    ...more,
  });
  const prefix = (value: string): PathCondition => ({ kind: 'prefix', value });

  it('are left as they are where both orders agree', () => {
    const { rules, forced } = arrange([route('a', prefix('/a/')), route('rest', prefix('/'))], 'letters');
    expect(forced).toBe(false);
    expect(rules.map((rule) => rule.match)).toEqual([
      { path: { type: 'RegularExpression', value: '/a/.*' } },
      {},
    ]);
  });

  it('get a rule for what an exact path would take from an earlier header', () => {
    const match: Match = {
      path: prefix('/'),
      headers: new Map([['x', [{ kind: 'present' }]]]),
      query: new Map(),
    };
    const { rules, forced } = arrange(
      [route('tester', prefix('/'), { match }), route('one', { kind: 'exact', value: '/one' })],
      'letters',
    );
    expect(forced).toBe(false);
    expect(rules.map(({ route: { name }, match: kuma }) => [name, kuma])).toEqual([
      ['tester', { path: { type: 'Exact', value: '/one' }, headers: [{ name: 'x', type: 'Present' }] }],
      ['tester', { path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'x', type: 'Present' }] }],
      ['one', { path: { type: 'Exact', value: '/one' } }],
    ]);
  });

  it('are forced by longer expressions where an expression stands before an exact path', () => {
    const { rules, forced } = arrange(
      [route('all', { kind: 'regex', value: '/[ab].*' }), route('b', prefix('/b/b/b'))],
      'letters',
    );
    expect(forced).toBe(true);
    expect(rules.map(({ match: { path } }) => path?.value)).toEqual(['/[ab].*(?:)', '/b/b/b.*']);
  });

  it('leave out a route that an earlier one takes everything from', () => {
    const { rules, shadowed } = arrange([route('rest', prefix('/')), route('a', prefix('/a'))], 'letters');
    expect(rules).toHaveLength(1);
    expect(shadowed.map((each) => [each.route.name, each.by.name])).toEqual([['a', 'rest']]);
  });

  it('are undecided where neither priority nor length says which is first', () => {
    const same = [route('one', prefix('/a')), route('two', prefix('/a'))];
    expect(appMeshOrder(same, []).undecided).toHaveLength(1);
    expect(appMeshOrder(same, ['two', 'one']).routes.map(({ name }) => name)).toEqual(['two', 'one']);
    expect(appMeshOrder([route('one', prefix('/')), route('two', prefix('/a'))], []).undecided).toEqual([]);
    const exact = route('exact', { kind: 'exact', value: '/abc' });
    expect(appMeshOrder([route('prefix', prefix('/a')), exact], []).undecided).toHaveLength(1);
    expect(appMeshOrder([route('prefix', prefix('/b')), exact], []).undecided).toEqual([]);
  });

  it('have the longer prefix first, whatever stands between two prefixes', () => {
    const between = route('between', { kind: 'exact', value: '/z' });
    const { routes } = appMeshOrder(
      [route('short', prefix('/a')), between, route('long', prefix('/abc'))],
      [],
    );
    expect(routes.map(({ name }) => name).filter((name) => name !== 'between')).toEqual(['long', 'short']);
  });
});
