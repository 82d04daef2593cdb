import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFleet } from '../../../bench/support/fleet';
import { clustersIn, plannedOf } from '../../../bench/support/pipeline';
import { placeholder, templatesOf } from '../../../bench/support/template';

test('the templates that other programs are given, filled in, are the objects of each cluster again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    writeFleet(folder, 4);
    const clusters = new Map(clustersIn(folder).map((config) => [config.name, plannedOf(config)]));
    const templates = templatesOf(clusters);
    expect(templates.map(({ values }) => [...values.keys()])).toEqual([
      ['cluster-0000', 'cluster-0002'],
      ['cluster-0001', 'cluster-0003'],
    ]);
    for (const { objects, values } of templates)
      for (const [cluster, own] of values) {
        const text = JSON.stringify(objects).replaceAll(
          new RegExp(`"${placeholder.source}"`, 'g'),
          (_, number: string) => JSON.stringify(own[`p${number}`]),
        );
        expect(JSON.parse(text)).toEqual(clusters.get(cluster)?.flatMap((file) => file.objects));
      }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what differs in shape is one parameter, and what differs alike is the same parameter', () => {
  const object = (name: string, list: readonly string[]) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', labels: { cluster: name } },
    data: { 'name/long~': name, list },
  });
  const [template, ...more] = templatesOf(
    new Map([
      ['one', [{ path: 'a.yaml', objects: [object('one', [])] }]],
      ['two', [{ path: 'a.yaml', objects: [object('two', ['x'])] }]],
    ]),
  );
  expect(more).toEqual([]);
  expect(template?.places).toEqual([
    { object: 0, pointer: '/metadata/labels/cluster', parameter: 'p0' },
    { object: 0, pointer: '/data/name~1long~0', parameter: 'p0' },
    { object: 0, pointer: '/data/list', parameter: 'p1' },
  ]);
  expect(template?.values.get('two')).toEqual({ p0: 'two', p1: ['x'] });
});
