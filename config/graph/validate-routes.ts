import type { GraphProblem } from './graph-error';
import { compareMatches, type HeaderMatch, httpMethods, pathOf, type Route, type RouteMatch } from './route';
import { type Service, servicePorts } from './service-graph';
import { longestLimit } from './traffic';

type Report = (field: string, found: string, expected: string) => void;

const routeName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Kuma's pattern of a header name; HTTP/2 has them in lower case anyway. */
const headerName = /^[a-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

/** What is inconsistent in the routes of one service. */
export function routeProblems(service: Service): readonly GraphProblem[] {
  const routes = service.routes ?? [];
  const problems: GraphProblem[] = [];
  const report: Report = (field, found, expected) =>
    problems.push({ service: service.name, field, found, expected });
  if (routes.length > 0 && service.protocol === 'tcp') {
    report('routes', `${routes.length} routes of tcp`, 'none: a tcp connection has neither path nor header');
    return problems;
  }
  for (const [index, route] of routes.entries()) {
    const field = `routes[${index}]`;
    nameProblems(service, routes, index, report);
    matchProblems(service, route.match, `${field}.match`, report);
    const versions = service.versions.map(({ name }) => name);
    for (const version of Object.keys(route.weights).filter((name) => !versions.includes(name))) {
      report(`${field}.weights`, JSON.stringify(version), `one of its versions: ${versions.join(', ')}`);
    }
    problems.push(...weightProblems(service.name, `${field}.weights`, Object.entries(route.weights)));
    filterProblems(service, route, `${field}.filters`, report);
    limitProblems(route, `${field}.timeouts`, report);
    orderProblems(service, routes, index, report);
  }
  return problems;
}

/** What is wrong with the shares of versions: each 0 to 100, no version twice, together 1 to 100. */
export function weightProblems(
  service: string,
  field: string,
  weights: readonly (readonly [version: string, weight: number])[],
): readonly GraphProblem[] {
  const wrong = weights.filter(([, weight]) => !(Number.isInteger(weight) && weight >= 0 && weight <= 100));
  if (wrong.length > 0) {
    return wrong.map(([version, weight]) => ({
      service,
      field: `${field}.${version}`,
      found: `weight ${weight}`,
      expected: 'a whole number, 0 to 100',
    }));
  }
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  if (total === 0) {
    return [{ service, field, found: 'weights that are all 0', expected: 'at least one above 0' }];
  }
  return total > 100
    ? [{ service, field, found: `weights of ${total} together`, expected: 'at most 100 together' }]
    : [];
}

function nameProblems(service: Service, routes: readonly Route[], index: number, report: Report): void {
  const name = routes[index]?.name ?? '';
  if (!routeName.test(name)) {
    report(`routes[${index}].name`, JSON.stringify(name), 'a DNS label of at most 63 characters');
  }
  if (name === `${service.name}-route`) {
    report(`routes[${index}].name`, name, 'another name: the calls that no route takes have this one');
  }
  if (routes.findIndex((route) => route.name === name) !== index) {
    report(`routes[${index}].name`, `a second ${name}`, 'a name of its own');
  }
}

function limitProblems({ timeouts, filters }: Route, field: string, report: Report): void {
  if (timeouts === undefined) return;
  const { requestMilliseconds: limit } = timeouts;
  if (limit === undefined) report(field, 'none', 'at least one time limit');
  else if (!Number.isInteger(limit) || limit < 0 || limit > longestLimit)
    report(`${field}.requestMilliseconds`, String(limit), `a whole number, 0 to ${longestLimit}`);
  if (filters?.redirect !== undefined)
    report(field, 'a time limit of a redirect', 'none: nothing is called, so nothing takes time');
}

/**
 * Source: kuma pkg/plugins/policies/meshhttproute/api/v1alpha1/validation.go; of a redirect beside a rewrite, xds/filters: one
 * answers, and the other needs a call to change.
 */
function filterProblems(
  { protocol }: Service,
  { match, filters }: Route,
  field: string,
  report: Report,
): void {
  const { path, redirect } = filters ?? {};
  if (path !== undefined && protocol === 'grpc') {
    report(`${field}.path`, 'another path of grpc', 'none: the path is the name of the method');
  }
  if (path?.kind === 'prefix' && match.path?.kind !== 'prefix') {
    report(`${field}.path`, 'another prefix of a route that matches none', 'a match of a path prefix');
  }
  if (redirect === undefined) return;
  if (protocol === 'grpc') {
    report(`${field}.redirect`, 'a redirect of grpc', 'none: its clients follow none');
  }
  if (path !== undefined) {
    report(`${field}.path`, 'another path of a call that is redirected', 'the path under the redirect');
  }
  if (redirect.path?.kind === 'prefix' && match.path?.kind !== 'prefix') {
    report(
      `${field}.redirect.path`,
      'another prefix of a route that matches none',
      'a match of a path prefix',
    );
  }
  const { scheme, hostname, port, path: other } = redirect;
  if ([scheme, hostname, port, other].every((part) => part === undefined)) {
    report(
      `${field}.redirect`,
      'a redirect to where the call came to',
      'another scheme, hostname, port or path',
    );
  }
}

/** Both meshes can keep one order only, so a list in another order would not say what happens. */
function orderProblems(service: Service, routes: readonly Route[], index: number, report: Report): void {
  const [before, route] = [routes[index - 1], routes[index]];
  if (before === undefined || route === undefined) {
    return;
  }
  if (compareMatches(before.match, route.match) > 0) {
    report(
      `routes[${index}]`,
      `${route.name} after ${before.name}`,
      `${route.name} first: its match is judged before that of ${before.name}`,
    );
  }
  const firstPort = servicePorts(service)[0]?.name;
  const key = matchKey(route, firstPort);
  const same = routes.findIndex((other) => matchKey(other, firstPort) === key);
  if (same !== index) {
    report(
      `routes[${index}].match`,
      `the match of ${routes[same]?.name}`,
      'another match: this route gets no call',
    );
  }
}

function matchKey({ match, port }: Route, firstPort: string | undefined): string {
  const headers = (match.headers ?? []).map((header) => JSON.stringify(Object.entries(header).sort()));
  return JSON.stringify([port ?? firstPort, pathOf(match), match.method, headers.sort()]);
}

function matchProblems({ protocol }: Service, match: RouteMatch, field: string, report: Report): void {
  const { path, method, grpc, headers = [] } = match;
  if (pathOf(match) === undefined && method === undefined && headers.length === 0) {
    report(field, 'no condition', "at least one: the versions' weights are for all other calls");
  }
  if (protocol === 'grpc' && (path !== undefined || method !== undefined)) {
    report(field, 'path or method', 'grpc: {service, method} for a grpc service');
  }
  if (protocol !== 'grpc' && grpc !== undefined) {
    report(`${field}.grpc`, `a gRPC match of ${protocol}`, 'path and method');
  }
  if (grpc !== undefined && !/^[A-Za-z0-9_.]+$/.test(grpc.service)) {
    report(`${field}.grpc.service`, JSON.stringify(grpc.service), 'a full name such as shop.Stock');
  }
  if (grpc?.method !== undefined && !/^[A-Za-z0-9_]+$/.test(grpc.method)) {
    report(`${field}.grpc.method`, JSON.stringify(grpc.method), "a method's name such as Reserve");
  }
  if (method !== undefined && !httpMethods.includes(method)) {
    report(`${field}.method`, JSON.stringify(method), `one of ${httpMethods.join(', ')}`);
  }
  if (path !== undefined && !path.value.startsWith('/')) {
    report(`${field}.path`, JSON.stringify(path.value), 'a path that starts with /');
  }
  if (path?.kind === 'prefix' && path.value !== '/' && path.value.endsWith('/')) {
    report(
      `${field}.path`,
      JSON.stringify(path.value),
      'a prefix without / at its end: it takes whole segments',
    );
  }
  if (path?.kind === 'regex') {
    regexProblem(`${field}.path`, path.value, report);
  }
  for (const [index, header] of headers.entries()) {
    headerProblems(headers, index, header, `${field}.headers[${index}]`, report);
  }
}

function headerProblems(
  headers: readonly HeaderMatch[],
  index: number,
  header: HeaderMatch,
  field: string,
  report: Report,
): void {
  if (!headerName.test(header.name)) {
    report(`${field}.name`, JSON.stringify(header.name), "a header's name in lower case");
  }
  if (headers.findIndex(({ name }) => name === header.name) !== index) {
    report(`${field}.name`, `a second ${header.name}`, 'each header once: Kuma reads the first only');
  }
  if (header.kind === 'range') {
    if (!Number.isSafeInteger(header.from) || !Number.isSafeInteger(header.to) || header.from >= header.to) {
      report(field, `${header.from} to ${header.to}`, 'whole numbers, from below to');
    }
  } else if ('value' in header) {
    if (header.value.length < 1 || header.value.length > 255) {
      report(`${field}.value`, `${header.value.length} characters`, '1 to 255 characters');
    }
    if (header.kind === 'regex') {
      regexProblem(`${field}.value`, header.value, report);
    }
  }
}

/** RE2 has neither a look at what stands around nor a reference back; what is no expression at all fails too. */
function regexProblem(field: string, value: string, report: Report): void {
  if (/\(\?<?[=!]|\\[1-9]/.test(value)) {
    report(
      field,
      JSON.stringify(value),
      "an expression of RE2's syntax, without look-around and back-references",
    );
    return;
  }
  try {
    new RegExp(value, 'u');
  } catch {
    report(field, JSON.stringify(value), "an expression of RE2's syntax");
  }
}
