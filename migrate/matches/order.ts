import { type KumaMatch, kumaMatch, kumaOrder, type PathForm } from './kuma-match';
import { covers, isAny, type Match, overlap, type PathCondition, pathExpression } from './match';

/** A route, as far as its order counts. */
export interface OrderedRoute {
  readonly name: string;
  readonly priority?: number;
  readonly match: Match;
  /** The same for routes that answer alike. */
  readonly answer: string;
}

/** A rule of a MeshHTTPRoute, and the route that it comes from. */
export interface KumaRule<Route> {
  readonly route: Route;
  readonly match: KumaMatch;
  /** What the match asks, in App Mesh's words. */
  readonly asked: Match;
  /** Present where the rule stands for the part of a route that another one would take from it in Kuma's order. */
  readonly before?: Route;
}

/** Routes as Kuma's rules. */
export interface Arranged<Route> {
  readonly rules: readonly KumaRule<Route>[];
  /** Routes that no request reaches, and the one that takes all of theirs. */
  readonly shadowed: readonly { readonly route: Route; readonly by: Route }[];
  /** Routes that take no request at all. */
  readonly never: readonly Route[];
  /** Routes that Kuma cannot say, and the header that keeps it from it. */
  readonly unsayable: readonly { readonly route: Route; readonly header: string }[];
  /** Whether Kuma's order had to be forced by the length of expressions. */
  readonly forced: boolean;
}

/** Two routes whose order App Mesh does not say. */
export interface Undecided<Route> {
  readonly first: Route;
  readonly second: Route;
}

/**
 * Routes in App Mesh's order: by priority, those without one last, then the longer path.
 *
 * @param known names of routes in their order, where App Mesh does not say it
 */
export function appMeshOrder<Route extends OrderedRoute>(
  routes: readonly Route[],
  known: readonly string[],
): { readonly routes: readonly Route[]; readonly undecided: readonly Undecided<Route>[] } {
  const place = ({ name }: Route) => known.indexOf(name);
  const before = (a: Route, b: Route) =>
    ((a.priority ?? 1001) - (b.priority ?? 1001) ||
      (comparable(a, b) ? lengthOf(b.match.path) - lengthOf(a.match.path) : 0) ||
      (place(a) < 0 || place(b) < 0 ? 0 : place(a) - place(b))) < 0;
  const sorted = inOrder(routes, before);
  const undecided: Undecided<Route>[] = [];
  for (const [i, first] of sorted.entries())
    for (const second of sorted.slice(i + 1)) {
      if (first.priority !== second.priority) break;
      const decided =
        (comparable(first, second) && lengthOf(first.match.path) !== lengthOf(second.match.path)) ||
        (place(first) >= 0 && place(second) >= 0);
      if (!decided && first.answer !== second.answer && overlap(first.match, second.match))
        undecided.push({ first, second });
    }
  return { routes: sorted, undecided };
}

/** Prefixes are compared by their length: App Mesh's user guide says it of them alone. */
function comparable(a: OrderedRoute, b: OrderedRoute): boolean {
  return a.match.path.kind === 'prefix' && b.match.path.kind === 'prefix';
}

/** Sorts by an order that not every pair has a place in, which no comparison for `sort` may be. */
function inOrder<Route>(routes: readonly Route[], before: (a: Route, b: Route) => boolean): readonly Route[] {
  const sorted: Route[] = [];
  const left = [...routes];
  while (left.length > 0) {
    const next = left.findIndex((route) => !left.some((other) => before(other, route)));
    sorted.push(...left.splice(Math.max(next, 0), 1));
  }
  return sorted;
}

function lengthOf(path: PathCondition): number {
  return path.kind === 'any' ? 0 : path.value.length;
}

/** A rule on its way: a route, or what two of them share. */
interface Item<Route> {
  readonly route: Route;
  /** Place of its route in App Mesh's order. */
  readonly place: number;
  readonly match: Match;
  readonly kuma: KumaMatch;
  readonly before?: Route;
}

const mostItems = 64;

/**
 * Arranges routes, given in App Mesh's order, so that Kuma's own order gives every request to the same route.
 *
 * @param strict whether the order of rules that Kuma holds for equal does not count, because they stand in several objects
 */
export function arrange<Route extends OrderedRoute>(
  routes: readonly Route[],
  prefix: PathForm['prefix'],
  strict = false,
): Arranged<Route> {
  const never: Route[] = [];
  const unsayable: { route: Route; header: string }[] = [];
  const shadowed: { route: Route; by: Route }[] = [];
  const left: Route[] = [];
  for (const route of routes) {
    const said = kumaMatch(route.match, { prefix, any: 'prefix' });
    if ('why' in said) {
      if (said.why === 'never') never.push(route);
      else unsayable.push({ route, header: said.header });
      continue;
    }
    const by = left.find(({ match }) => covers(match, route.match));
    if (by === undefined) left.push(route);
    else shadowed.push({ route, by });
  }
  const natural = split(left, prefix, strict);
  const rules = natural ?? forced(left, prefix);
  return { rules, shadowed, never, unsayable, forced: natural === undefined };
}

/** The rules in Kuma's own order, with one more for what a later route would take from an earlier one; undefined where that does not end. */
function split<Route extends OrderedRoute>(
  routes: readonly Route[],
  prefix: PathForm['prefix'],
  strict: boolean,
): readonly KumaRule<Route>[] | undefined {
  const expressions = routes.some(
    ({ match: { path } }) =>
      !isAny(path) && (path.kind === 'regex' || (path.kind === 'prefix' && prefix === 'letters')),
  );
  const form: PathForm = { prefix, any: expressions ? 'no-path' : 'prefix' };
  const items: Item<Route>[] = [];
  for (const [place, route] of routes.entries()) {
    const kuma = kumaMatch(route.match, form);
    if ('why' in kuma) return undefined;
    items.push({ route, place, match: route.match, kuma });
  }
  for (;;) {
    const wrong = firstWrong(items, strict);
    if (wrong === undefined) return items.map(ruleOf);
    const { earlier, later } = wrong;
    const match = both(earlier.match, later.match);
    if (match === undefined || items.length >= mostItems) return undefined;
    const kuma = kumaMatch(match, form);
    if ('why' in kuma) return undefined;
    const at = items.findIndex(({ place }) => place >= earlier.place);
    items.splice(at, 0, { ...earlier, match, kuma, before: later.route });
  }
}

function ruleOf<Route>({ route, kuma, match, before }: Item<Route>): KumaRule<Route> {
  return { route, match: kuma, asked: match, ...(before === undefined ? {} : { before }) };
}

/** The first pair that Kuma tries in the wrong order. */
function firstWrong<Route extends OrderedRoute>(
  items: readonly Item<Route>[],
  strict: boolean,
): { readonly earlier: Item<Route>; readonly later: Item<Route> } | undefined {
  const first = (a: number, b: number) => {
    const [one, other] = [items[a], items[b]];
    if (one === undefined || other === undefined) return false;
    const order = kumaOrder(one.kuma, other.kuma);
    return order < 0 || (order === 0 && !strict && a < b);
  };
  for (const [i, earlier] of items.entries())
    for (const [j, later] of items.entries()) {
      if (earlier.place >= later.place || earlier.route.answer === later.route.answer) continue;
      if (first(i, j) || !overlap(earlier.match, later.match)) continue;
      const shared = both(earlier.match, later.match);
      const kept =
        shared !== undefined &&
        (isNever(shared) ||
          items.some((each, k) => each.place <= earlier.place && first(k, j) && covers(each.match, shared)));
      if (!kept) return { earlier, later };
    }
  return undefined;
}

/** Whether no request can be as two matches together ask. */
function isNever(match: Match): boolean {
  const said = kumaMatch(match, { prefix: 'letters', any: 'prefix' });
  return 'why' in said && said.why === 'never';
}

/** What two matches share; undefined where one match cannot say it. */
function both(a: Match, b: Match): Match | undefined {
  const path = bothPaths(a.path, b.path);
  if (path === undefined) return undefined;
  const headers = new Map(a.headers);
  for (const [name, conditions] of b.headers)
    headers.set(name, [...(headers.get(name) ?? []), ...conditions]);
  const query = new Map(a.query);
  for (const [name, value] of b.query) if (value !== null || !query.has(name)) query.set(name, value);
  const method = a.method ?? b.method;
  return { path, headers, query, ...(method === undefined ? {} : { method }) };
}

function bothPaths(a: PathCondition, b: PathCondition): PathCondition | undefined {
  if (isAny(a) || a.kind === 'any') return b;
  if (isAny(b) || b.kind === 'any') return a;
  if (a.kind === 'exact') return a;
  if (b.kind === 'exact') return b;
  if (a.kind === b.kind && a.value === b.value) return a;
  if (a.kind === 'prefix' && b.kind === 'prefix') return a.value.length >= b.value.length ? a : b;
  return undefined;
}

/** An expression of four letters that takes nothing and forbids nothing. */
const padding = '(?:)';

/** The rules with expressions for paths, each longer than the next, for Kuma tries a longer one first. */
function forced<Route extends OrderedRoute>(
  routes: readonly Route[],
  prefix: PathForm['prefix'],
): readonly KumaRule<Route>[] {
  const rules: KumaRule<Route>[] = [];
  let least = 0;
  for (const route of routes.toReversed()) {
    const said = kumaMatch({ ...route.match, path: { kind: 'any' } }, { prefix: 'letters', any: 'no-path' });
    if ('why' in said) continue;
    const own = pathExpression(route.match.path, prefix);
    const size = (text: string) => new TextEncoder().encode(text).length;
    const missing = Math.max(0, Math.ceil((least + 1 - size(own)) / padding.length));
    const value = own + padding.repeat(missing);
    least = size(value);
    rules.unshift({
      route,
      match: { path: { type: 'RegularExpression', value }, ...said },
      asked: route.match,
    });
  }
  return rules;
}
