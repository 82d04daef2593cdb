import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { z } from 'zod';
import { type Picture, picturesOf, readingOf } from '../../topology/html/picture-data';
import { repository } from '../repository';
import { drawnCluster } from './drawn-cluster';

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const placed = z.object({
  width: z.number(),
  height: z.number(),
  boxes: z.array(rectangle.extend({ id: z.string(), group: z.string() })),
  groups: z.array(rectangle.extend({ name: z.string() })),
  arrows: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      points: z.array(z.object({ x: z.number(), y: z.number() })),
    }),
  ),
});
type Rectangle = z.infer<typeof rectangle>;

/** What the page's own script makes of a picture. */
function layout(picture: Picture, closed: readonly string[] = []): z.infer<typeof placed> {
  const engine = join(dirname(require.resolve('@dagrejs/dagre')), 'dagre.min.js');
  const context = createContext({ picture, closed, structuredClone });
  for (const file of [engine, join(repository, 'topology/html/page/layout.js')])
    runInContext(readFileSync(file, 'utf8'), context);
  return placed.parse(
    JSON.parse(
      String(runInContext('JSON.stringify(topologyLayout.layout(picture, new Set(closed)))', context)),
    ),
  );
}

const calls = (services: number, namespaces: number) =>
  picturesOf(readingOf(drawnCluster(services, namespaces))).calls;
const apart = (a: Rectangle, b: Rectangle) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const pairs = <T>(all: readonly T[]) =>
  all.flatMap((a, index) => all.slice(index + 1).map((b) => [a, b] as const));

test.each([
  [2, 1],
  [25, 4],
  [100, 10],
])('of %i services in %i namespaces no two boxes and no two namespaces overlap', (services, namespaces) => {
  const picture = calls(services, namespaces);
  const { arrows, boxes, groups, height, width } = layout(picture);
  expect(boxes).toHaveLength(picture.boxes.length);
  expect(groups).toHaveLength(namespaces);
  expect(pairs(boxes).filter(([a, b]) => !apart(a, b))).toEqual([]);
  expect(pairs(groups).filter(([a, b]) => !apart(a, b))).toEqual([]);
  for (const { x, y, width: wide, height: high } of boxes) {
    expect([x >= 0, y >= 0, x + wide <= width, y + high <= height]).toEqual([true, true, true, true]);
  }
  const ends = new Set(picture.arrows.map(({ from, to }) => JSON.stringify([from, to])));
  expect(new Set(arrows.map(({ from, to }) => JSON.stringify([from, to])))).toEqual(ends);
});

test('every box of a namespace stands in it, and a folded namespace is one box with all arrows that lead into it', () => {
  const picture = calls(25, 4);
  const { boxes, groups } = layout(picture);
  for (const box of boxes.filter(({ group }) => group !== '')) {
    const group = groups.find(({ name }) => name === box.group);
    expect(group === undefined ? true : apart(group, box)).toBe(false);
  }
  const folded = layout(picture, ['team-0', 'team-1', 'team-2', 'team-3']);
  expect(folded.groups).toEqual([]);
  expect(folded.boxes.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['gateway', 'group team-0', 'group team-3']),
  );
  expect(folded.arrows.some(({ from, to }) => from === 'gateway' && to === 'group team-0')).toBe(true);
});
