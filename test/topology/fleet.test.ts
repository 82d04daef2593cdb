import { buildIndex } from '../../references/reference-index';
import { fleetOf } from '../../topology/fleet';
import { serviceMap } from '../../topology/service-map';
import { topologyOf } from '../../topology/topology';
import { BuiltCluster } from '../charts/objects';

const members = ['us-west-2-app-mesh', 'us-west-2-kong-mesh', 'eu-west-1-kong-mesh'].map((name) => {
  const index = buildIndex(BuiltCluster.reference(name).manifests);
  return { name, index, map: serviceMap(topologyOf(index), index) };
});

test('the fleet says of each cluster its mesh, zone, charts and versions, and which lines differ', () => {
  const parts = fleetOf(members);
  const row = (part: string, title: string) =>
    parts.find((each) => each.title === part)?.rows.find((each) => each.title === title);
  expect(row('Mesh', 'Mesh')).toEqual({
    title: 'Mesh',
    cells: ['App Mesh dj-app', 'Kong Mesh dj-app', ''],
    same: false,
  });
  expect(row('Mesh', 'Zone')?.cells).toEqual(['', '', 'eu-west-1']);
  expect(row('Charts', 'external-secrets')?.same).toBe(true);
  expect(row('Charts', 'appmesh-controller')?.cells.map((cell) => cell !== '')).toEqual([true, false, false]);
  const jazz = 'jazz-v1 95 %, v1.0\njazz-v2 5 %, v1.0';
  expect(row('Services of prod', 'jazz')).toEqual({ title: 'jazz', cells: [jazz, jazz, jazz], same: true });
});
