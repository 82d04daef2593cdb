import type { Route } from '../../topology/topology';
import { listed, type Sentence, say } from '../sentence';
import { type ClusterChange, type Found, news, type RiskRule } from './risk';
import {
  authentication,
  authorization,
  callLimits,
  configList,
  type Guard,
  guardsOf,
  limits,
} from './route-guards';

/** Rules about the gateway's routes and what guards them. */
export const routeRules: readonly RiskRule[] = [
  {
    id: 'authentication-removed',
    level: 'high',
    title: 'A route that asked who calls no longer does: the plugin is off the route, deleted or disabled',
    find: eachRoute((route, before, after) => lost(route, before, after, authentication, 'anybody may call')),
  },
  {
    id: 'authentication-weakened',
    level: 'high',
    title: 'A route lets callers in as anonymous, or its authentication is of another kind',
    find: eachRoute((route, before, after) => {
      const changed = kinds(before, authentication).length > 0 && kinds(after, authentication).length > 0;
      if (!changed) return [];
      return [...otherKinds(route, before, after), ...anonymous(route, before, after)];
    }),
  },
  {
    id: 'authorization-removed',
    level: 'high',
    title: 'A route loses the plugin that let only some callers in (acl, ip-restriction, ...)',
    find: eachRoute((route, before, after) =>
      lost(route, before, after, authorization, 'more callers are let in'),
    ),
  },
  {
    id: 'authorization-widened',
    level: 'high',
    title: 'The allow list of a route’s acl or ip-restriction gets longer, or its deny list shorter',
    find: eachRoute((route, before, after) =>
      sameType(before, after).flatMap(([was, now]) => {
        const more = news(configList(was, 'allow'), configList(now, 'allow'));
        const fewer = news(configList(now, 'deny'), configList(was, 'deny'));
        const open = configList(was, 'allow').length > 0 && configList(now, 'allow').length === 0;
        return [
          ...(configList(was, 'allow').length > 0 && more.length > 0
            ? [say`${routeName(route)}: ${now.type} now also lets in ${listed(more)}`]
            : []),
          ...(fewer.length > 0
            ? [say`${routeName(route)}: ${now.type} no longer refuses ${listed(fewer)}`]
            : []),
          ...(open ? [say`${routeName(route)}: ${now.type} has no allow list any more`] : []),
        ];
      }),
    ),
  },
  {
    id: 'rate-limit-removed',
    level: 'high',
    title: 'A route loses the plugin that limits its calls',
    find: eachRoute((route, before, after) => lost(route, before, after, limits, 'calls are not limited')),
  },
  {
    id: 'rate-limit-loosened',
    level: 'high',
    title: 'A limit of a route is raised, or a period loses its limit',
    find: eachRoute((route, before, after) =>
      sameType(before, after).flatMap(([was, now]) => loosened(route, was, now)),
    ),
  },
  {
    id: 'route-added',
    level: 'medium',
    title: 'The gateway answers on a new host and path; high without authentication',
    find: (cluster) => newRoutes(cluster),
  },
  {
    id: 'route-removed',
    level: 'medium',
    title: 'The gateway no longer answers on a host and path',
    find: ({ before, after }) => {
      const still = new Set(after.topology.routes.map(keyOf));
      return distinct(before.topology.routes)
        .filter((route) => !still.has(keyOf(route)))
        .map((route) => ({ sentence: say`${routeName(route)}: the gateway no longer answers here` }));
    },
  },
  {
    id: 'route-moved',
    level: 'medium',
    title: 'A route leads to another service',
    find: eachRoute((route, _before, _after, was) =>
      was.service === route.service && was.port === route.port
        ? []
        : [
            say`${routeName(route)}: leads to ${`${route.service}:${route.port}`}, was ${`${was.service}:${was.port}`}`,
          ],
    ),
  },
];

type Look = (
  route: Route,
  before: readonly Guard[],
  after: readonly Guard[],
  was: Route,
) => readonly Sentence[];

/** Looks at the routes that were there and still are. */
function eachRoute(look: Look): RiskRule['find'] {
  return ({ before, after }) => {
    const old = new Map(distinct(before.topology.routes).map((route) => [keyOf(route), route]));
    return distinct(after.topology.routes).flatMap((route) => {
      const was = old.get(keyOf(route));
      if (was === undefined) return [];
      const sentences = look(route, guardsOf(before, was), guardsOf(after, route), was);
      return sentences.map((sentence) => ({ sentence }));
    });
  };
}

function keyOf({ host, path, condition }: Route): string {
  return JSON.stringify([host, path, condition]);
}

function distinct(routes: readonly Route[]): readonly Route[] {
  return [...new Map(routes.map((route) => [keyOf(route), route])).values()];
}

/** `/dj/jazz` of any host, or `host/path`, and what else a call has to be like. */
function routeName({ host, path, condition }: Route): Sentence {
  const place = say`route ${host === '*' ? path : `${host}${path}`}`;
  return condition === '' ? place : [...place, ...say` (${condition})`];
}

function kinds(guards: readonly Guard[], among: ReadonlySet<string>): readonly string[] {
  return guards.map(({ type }) => type).filter((type) => among.has(type));
}

function lost(
  route: Route,
  before: readonly Guard[],
  after: readonly Guard[],
  among: ReadonlySet<string>,
  consequence: string,
): readonly Sentence[] {
  if (kinds(after, among).length > 0) return [];
  const gone = before.filter(({ type }) => among.has(type));
  if (gone.length === 0) return [];
  const names = gone.map(({ name, type }) => `${name} (${type})`);
  return [[...say`${routeName(route)}: ${listed(names)} no longer works on it, `, consequence]];
}

function otherKinds(route: Route, before: readonly Guard[], after: readonly Guard[]): readonly Sentence[] {
  const old = kinds(before, authentication);
  const now = kinds(after, authentication);
  const gone = news(now, old);
  return gone.length === 0
    ? []
    : [say`${routeName(route)}: ${listed(now)} asks who calls, and no longer ${listed(gone)}`];
}

function anonymous(route: Route, before: readonly Guard[], after: readonly Guard[]): readonly Sentence[] {
  const lets = (guards: readonly Guard[]) =>
    guards.filter(({ type, config }) => authentication.has(type) && typeof config.anonymous === 'string');
  const known = lets(before).map(({ type }) => type);
  return lets(after)
    .filter(({ type }) => !known.includes(type))
    .map(({ type }) => say`${routeName(route)}: ${type} lets callers without a credential in as anonymous`);
}

function sameType(before: readonly Guard[], after: readonly Guard[]): readonly (readonly [Guard, Guard])[] {
  return after.flatMap((now) => {
    const was =
      before.find(({ type, name }) => type === now.type && name === now.name) ??
      before.find(({ type }) => type === now.type);
    return was === undefined ? [] : [[was, now] as const];
  });
}

function loosened(route: Route, was: Guard, now: Guard): readonly Sentence[] {
  if (!limits.has(now.type)) return [];
  const after = callLimits(now);
  return [...callLimits(was)].flatMap(([period, limit]) => {
    const next = after.get(period);
    if (next === undefined) {
      return [say`${routeName(route)}: ${now.type} has no limit for ${period} any more, it was ${limit}`];
    }
    return next > limit ? [say`${routeName(route)}: ${now.type} allows ${period} ${limit} -> ${next}`] : [];
  });
}

function newRoutes({ before, after }: ClusterChange): readonly Found[] {
  const old = new Set(before.topology.routes.map(keyOf));
  const paths = new Map(before.topology.routes.map((route) => [route.path, route.host]));
  return distinct(after.topology.routes)
    .filter((route) => !old.has(keyOf(route)))
    .map((route) => {
      const host = paths.get(route.path);
      const where: Sentence =
        host === undefined ? [] : say` on a further host (was ${host === '*' ? 'every host' : host})`;
      const guarded = kinds(guardsOf(after, route), authentication);
      const asks =
        guarded.length === 0 ? say`nothing asks who calls` : say`${listed(guarded)} asks who calls`;
      const sentence = say`${routeName(route)}: new${where}, leads to ${route.service}, ${asks}`;
      return guarded.length === 0 ? { sentence, level: 'high' } : { sentence };
    });
}
