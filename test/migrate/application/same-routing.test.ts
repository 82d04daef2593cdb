import fc from 'fast-check';
import { documentOf } from '../../../migrate/document';
import { leaveAppMesh } from '../../../migrate/leave';
import type { Manifest } from '../../../references/manifest';
import { sameAnswer } from '../../../routing/compare';
import { readKongMesh } from '../../../routing/kong-mesh/read';
import { times } from '../../long';
import { compare, said, sidesOf } from '../routing/compare-sides';
import { type Drawn, drawnRequest, drawnSet, hostOf, requestOf, setOf } from '../routing/draw';
import { afterSynth } from './synthesized';
import { tamed } from './tame';

const requests = fc.array(drawnRequest, { minLength: 4, maxLength: 4 });

interface Seen {
  sets: number;
  answered: number;
}

/** Requests that the written files answer otherwise than App Mesh, or than the objects do, and that no report names. */
function unlike(input: readonly Manifest[], drawn: Drawn, asked: readonly Request[], seen: Seen) {
  const result = leaveAppMesh(
    input.map((object) => documentOf(object)),
    { application: true },
  );
  if (result.findings.length > 0) return [];
  seen.sets += 1;
  const objects = sidesOf(input);
  const files = { ...objects, result, kongMesh: readKongMesh(afterSynth(input, result)) };
  const hosts = [...drawn.services.map(hostOf), `${drawn.nodes[0]?.name}.shop.svc.cluster.local`];
  return objects.appMesh.callers.flatMap((caller) =>
    [...hosts, 'elsewhere.example.net'].flatMap((host) =>
      asked.flatMap((each) => {
        const request = { host, port: 8080, ...requestOf(each, drawn.protocol) };
        const [one, other] = [compare(files, caller, request), compare(objects, caller, request)];
        if (Object.keys(one.before.shares).length > 0) seen.answered += 1;
        if (one.reported !== undefined || (one.same && sameAnswer(one.after, other.after))) return [];
        return [
          `${caller.name} ${JSON.stringify(request)}: ${said(one.before)} | ${said(one.after)} | ${said(other.after)}`,
        ];
      }),
    ),
  );
}

type Request = Parameters<typeof requestOf>[0];

test('application files say the same routing as the objects, or are refused', () => {
  const seen = { sets: 0, answered: 0 };
  fc.assert(
    fc.property(drawnSet, requests, (drawn, asked) => {
      const tame = tamed(drawn);
      expect(unlike(setOf(tame), tame, asked, seen).slice(0, 3)).toEqual([]);
    }),
    { numRuns: times(60, 3_000) },
  );
  // Most sets are said by files, and somebody answers most of what is asked of them.
  expect(seen.sets).toBeGreaterThan(0.4 * times(60, 3_000));
  expect(seen.answered).toBeGreaterThan(10 * seen.sets);
});

test('so they are for sets that say whatever they like, of which most are refused', () => {
  fc.assert(
    fc.property(drawnSet, requests, (drawn, asked) => {
      expect(unlike(setOf(drawn), drawn, asked, { sets: 0, answered: 0 }).slice(0, 3)).toEqual([]);
    }),
    { numRuns: times(40, 3_000) },
  );
});
