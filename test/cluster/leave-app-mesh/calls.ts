import type { Manifest } from '../../../references/manifest';
import type { Answer, Request } from '../../../routing/request';
import { type Compared, compare, said } from '../../migrate/routing/compare-sides';
import { callerOf } from '../../routing/objects';
import type { Converted } from './converted';

/** A request, and what the objects say of it. */
export interface Call extends Compared {
  readonly request: Request;
}

/** A request, and who answered it: a version, or the status that refused it. */
export interface Outcome extends Call {
  readonly answered: string;
}

const paths = ['/', '/col', '/colour', '/colours', '/colours/1', '/colour?x=1', '/coloured', '/other'];
const colours = [undefined, 'red', 'blue', 'bleak', 'green', undefined];
const numbers = [undefined, undefined, '0', '1', '11', '12', 'x'];
const methods = ['GET', 'GET', 'POST'];

/** After so many requests of `callsOf` each combination was there. */
export const combinations = paths.length * colours.length * numbers.length;

/** So many requests to the service, each combination of what the routes tell apart in turn. */
export function callsOf(converted: Converted, from: string, count: number): readonly Call[] {
  const caller = callerOf(converted.appMesh, from);
  return Array.from({ length: count }, (_, index) => {
    const at = <Value>(list: readonly Value[], step: number) => list[Math.floor(index / step) % list.length];
    const [colour, number] = [at(colours, paths.length), at(numbers, paths.length * colours.length)];
    const request: Request = {
      host: 'colour.shop.svc.cluster.local',
      port: 18080,
      path: at(paths, 1) ?? '/',
      method: at(methods, 1) ?? 'GET',
      headers: {
        ...(colour === undefined ? {} : { 'x-colour': colour }),
        ...(number === undefined ? {} : { 'x-number': number }),
      },
    };
    return { request, ...compare(converted, caller, request) };
  });
}

/** Of 1,000 honest splits one lies outside so many standard deviations. */
const deviations = 3.29;

/** Who should have answered, by what the report says of a request. */
function wantedOf({ before, after, same, reported }: Compared): Answer {
  return same || reported === undefined ? before : after;
}

/** What was answered by somebody who has no share of it, each request alone. */
export function wrongAnswers(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    const { request, answered } = outcome;
    const wanted = wantedOf(outcome);
    const names = Object.keys(wanted.shares).map((name) => name.replace('shop/', ''));
    const isRight = names.length === 0 ? /^\d{3}$/.test(answered) : names.includes(answered);
    return isRight ? [] : [`${JSON.stringify(request)}: ${answered} instead of ${said(wanted)}`];
  });
}

/** What was answered otherwise than the objects say: each request alone, and the shares of all that are split alike. */
export function countedMisses(outcomes: readonly Outcome[]): readonly string[] {
  const splits = new Map<string, { readonly wanted: Answer; readonly counts: Map<string, number> }>();
  for (const outcome of outcomes) {
    const { answered } = outcome;
    const wanted = wantedOf(outcome);
    const key = said(wanted);
    const split = splits.get(key) ?? { wanted, counts: new Map<string, number>() };
    split.counts.set(answered, (split.counts.get(answered) ?? 0) + 1);
    splits.set(key, split);
  }
  return [
    ...wrongAnswers(outcomes),
    ...[...splits.values()].flatMap(({ wanted, counts }) => shareMisses(wanted, counts)),
  ];
}

function shareMisses(wanted: Answer, counts: ReadonlyMap<string, number>): readonly string[] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return Object.entries(wanted.shares).flatMap(([name, share]) => {
    const found = counts.get(name.replace('shop/', '')) ?? 0;
    const away = Math.abs(found - total * share);
    const most = deviations * Math.sqrt(total * share * (1 - share)) + 1;
    return away <= most ? [] : [`${name} answered ${found} of ${total} requests, its share is ${share}`];
  });
}

/** The Services with fixed addresses of the loopback network: cluster DNS is not there to ask. */
export function afterwardsAddresses(objects: readonly Manifest[]): readonly Manifest[] {
  let last = 0;
  return objects.map((object) => {
    if (object.kind !== 'Service') return object;
    last += 1;
    return {
      ...object,
      spec: { ...(object.spec as object), clusterIP: `127.90.0.${last + 10}` },
    };
  });
}
