import fc from 'fast-check';
import type { Caller, Request } from '../../../routing/request';
import { times } from '../../long';
import { compare, type Sides, said, sidesOf } from './compare-sides';
import { type Drawn, drawnRequest, drawnSet, hostOf, requestOf, setOf } from './draw';

const requests = fc.array(drawnRequest, { minLength: 8, maxLength: 8 });

/** Every host that a drawn set knows, one of its nodes, and one that it does not know. */
function hostsOf({ services, nodes }: Drawn): readonly string[] {
  return [...services.map(hostOf), `${nodes[0]?.name}.shop.svc.cluster.local`, 'elsewhere.example.net'];
}

/** Counts of what was asked. */
interface Seen {
  sets: number;
  answered: number;
  differences: number;
}

function unlike(sides: Sides, caller: Caller, request: Request, seen: Seen): readonly string[] {
  const { before, after, same, reported } = compare(sides, caller, request);
  if (Object.keys(before.shares).length > 0) seen.answered += 1;
  if (!same) seen.differences += 1;
  // Where App Mesh does not say which route it takes, the conversion has to ask.
  if (before.unsure === undefined && (same || reported !== undefined)) return [];
  return [`${caller.name} ${JSON.stringify(request)}: ${said(before)} | ${said(after)}`];
}

test('what leaves App Mesh answers every request alike, but those that the report names', () => {
  const seen = { sets: 0, answered: 0, differences: 0 };
  fc.assert(
    fc.property(drawnSet, requests, (drawn, asked) => {
      const sides = sidesOf(setOf(drawn));
      if (sides.result.findings.length > 0) return;
      seen.sets += 1;
      const found = sides.appMesh.callers.flatMap((caller) =>
        hostsOf(drawn).flatMap((host) =>
          asked.flatMap((each) => {
            const request = { host, port: 8080, ...requestOf(each, drawn.protocol) };
            return unlike(sides, caller, request, seen);
          }),
        ),
      );
      expect(found.slice(0, 3)).toEqual([]);
    }),
    { numRuns: times(200, 10_000) },
  );
  // Most sets are converted, most of whose requests somebody answers, and the report does not name everything.
  expect(seen.sets).toBeGreaterThan(0.8 * times(200, 10_000));
  expect(seen.answered).toBeGreaterThan(20 * seen.sets);
  expect(seen.differences).toBeLessThan(seen.answered);
});

test('so it does by whole segments and with the service itself where no route takes a request', () => {
  fc.assert(
    fc.property(drawnSet, requests, (drawn, asked) => {
      const sides = sidesOf(setOf(drawn), { prefix: 'segments', unmatched: 'service' });
      if (sides.result.findings.length > 0) return;
      const seen = { sets: 0, answered: 0, differences: 0 };
      const found = sides.appMesh.callers.flatMap((caller) =>
        drawn.services.flatMap((service) =>
          asked.flatMap((each) => {
            const request = { host: hostOf(service), port: 8080, ...requestOf(each, drawn.protocol) };
            return unlike(sides, caller, request, seen);
          }),
        ),
      );
      expect(found.slice(0, 3)).toEqual([]);
    }),
    { numRuns: times(60, 3_000) },
  );
});
