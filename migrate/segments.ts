import { literal } from '../charts/mesh/kong-mesh/literal';
import type { Context } from './context';
import { isAny, type Match, type PathCondition, patternOf } from './matches/match';
import type { RequestChange } from './result';
import type { ServedPort, VirtualService } from './virtual-service';

/** Requests that a route takes on one side alone, where its prefix becomes one of whole segments. */
export function segmentChanges(
  match: Match,
  route: string,
  otherwise: string,
  otherwiseBefore: string,
): readonly Pick<RequestChange, 'match' | 'before' | 'after'>[] {
  const base = baseOf(match.path);
  if (base === undefined) return [];
  const { value, path } = base;
  // `/a/` takes what is below it: in whole segments it takes `/a` too.
  return value === path
    ? [
        {
          match: { ...patternOf(match), path: `${literal(path)}[^/].*` },
          before: route,
          after: otherwise,
        },
      ]
    : [
        {
          match: { ...patternOf(match), path: literal(path) },
          before: otherwiseBefore,
          after: route,
        },
      ];
}

function baseOf(path: PathCondition): { readonly value: string; readonly path: string } | undefined {
  if (path.kind !== 'prefix' || isAny(path)) return undefined;
  return { value: path.value, path: path.value.replace(/\/+$/, '') };
}

/** Tells what routes of a service no longer take, or take besides, where their prefixes are whole segments. */
export function tellSegments(
  { settings, requests }: Context,
  service: VirtualService,
  served: ServedPort,
  routes: Iterable<{ readonly name: string; readonly match: Match }>,
): void {
  // A method of gRPC is always below its service.
  if (settings.prefix !== 'segments' || served.protocol === 'grpc') return;
  const otherwise = `the next route that takes them, or ${settings.unmatched === '503' ? '503' : 'all pods of the service'}`;
  for (const { name, match } of routes)
    for (const change of segmentChanges(match, `route ${name}`, otherwise, 'another route, or 404'))
      requests.push({
        service: service.key,
        host: service.host,
        port: served.port,
        ...change,
        reason: 'a prefix is whole segments, as --prefix segments asks, and letters on App Mesh',
      });
}
