import { afterLeaving } from '../../../migrate/applied';
import { documentOf } from '../../../migrate/document';
import { leaveAppMesh } from '../../../migrate/leave';
import type { LeaveOptions } from '../../../migrate/options';
import type { LeaveResult, RequestChange, RequestPattern } from '../../../migrate/result';
import type { Manifest } from '../../../references/manifest';
import { readAppMesh } from '../../../routing/app-mesh/read';
import { sameAnswer } from '../../../routing/compare';
import { readKongMesh } from '../../../routing/kong-mesh/read';
import {
  type Answer,
  type Caller,
  matchesWhole,
  type Request,
  type Routing,
  splitPath,
} from '../../../routing/request';

/** A converted set, with both sides' answers to ask for. */
export interface Sides {
  readonly result: LeaveResult;
  readonly appMesh: Routing;
  readonly kongMesh: Routing;
}

/** Converts objects, and reads both sides. */
export function sidesOf(objects: readonly Manifest[], options: LeaveOptions = {}): Sides {
  const result = leaveAppMesh(
    objects.map((object) => documentOf(object)),
    options,
  );
  const after = afterLeaving(objects, {
    patches: result.patches.map(({ manifest }) => manifest),
    objects: result.objects.map(({ manifest }) => manifest),
  });
  return { result, appMesh: readAppMesh(objects), kongMesh: readKongMesh(after) };
}

/** What a request is answered with on both sides. */
export interface Compared {
  readonly before: Answer;
  readonly after: Answer;
  readonly same: boolean;
  /** The entry of the report that says that they differ. */
  readonly reported: RequestChange | undefined;
}

export function compare({ result, appMesh, kongMesh }: Sides, caller: Caller, request: Request): Compared {
  const moved = kongMesh.callers.find(
    ({ namespace, name }) => namespace === caller.namespace && name === caller.name,
  );
  if (moved === undefined) throw new Error(`${caller.namespace}/${caller.name} is gone`);
  const [before, after] = [appMesh.answer(caller, request), kongMesh.answer(moved, request)];
  const outside = before.by[0]?.endsWith('carry no Envoy') === true;
  const reported = result.report.requests.find(
    (change) => (change.outside ?? false) === outside && isAbout(change, caller, request),
  );
  return { before, after, same: sameAnswer(before, after), reported };
}

/** Whether an entry of the report is about a request, be its caller in the mesh or not. */
function isAbout(change: RequestChange, caller: Caller, request: Request): boolean {
  const { caller: callers, host, port, match, unless = [] } = change;
  return (
    (callers === undefined || callers.includes(`${caller.namespace}/${caller.name}`)) &&
    (host === '*' || host === request.host) &&
    (port ?? request.port) === request.port &&
    fits(match, request) &&
    !unless.some((pattern) => fits(pattern, request))
  );
}

function fits(pattern: RequestPattern, request: Request): boolean {
  const { path, query } = splitPath(request.path);
  const { headers = {}, query: parameters = {} } = pattern;
  return (
    (pattern.path === undefined || matchesWhole(pattern.path, path)) &&
    (pattern.method ?? request.method) === request.method &&
    Object.entries(headers).every(([name, value]) => {
      const found = request.headers[name];
      return value === null ? found === undefined : found !== undefined && matchesWhole(value, found);
    }) &&
    Object.entries(parameters).every(([name, value]) => {
      const found = query.get(name);
      return found !== undefined && matchesWhole(value, found);
    })
  );
}

/** An answer in one line. */
export function said({ shares, refused, unsure }: Answer): string {
  return [
    ...Object.entries(shares)
      .toSorted()
      .map(([name, share]) => `${name} ${share.toFixed(4)}`),
    ...refused.map(({ share, reason }) => `${share.toFixed(4)} nobody (${reason})`),
    ...(unsure === undefined ? [] : [`unsure: ${unsure}`]),
  ].join(', ');
}
