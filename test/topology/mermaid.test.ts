import { buildIndex } from '../../references/reference-index';
import { type Flowchart, flowcharts, mermaid } from '../../topology/mermaid';
import { type ServiceMap, serviceMap } from '../../topology/service-map';
import { topologyOf } from '../../topology/topology';
import { drawnCluster } from './drawn-cluster';

function mapOf(services: number, namespaces: number): ServiceMap {
  const index = buildIndex(drawnCluster(services, namespaces));
  return serviceMap(topologyOf(index), index);
}

const edges = ({ text }: Flowchart) => text.split('\n').filter((line) => /(-->|-\.->|==>)/.test(line)).length;

test('a box has its versions in it, a namespace its boxes, and what Mermaid would read is escaped', () => {
  const map = mapOf(4, 2);
  const [first, ...rest] = map.boxes;
  const boxes = first === undefined ? [] : [{ ...first, name: 'a"<b>&' }, ...rest];
  expect(mermaid({ ...map, boxes })).toMatchInlineSnapshot(`
   "flowchart LR
     gateway(["a#quot;#lt;b>#amp;"])
     host_db_2d_0_2e_example_2e_com_3a_5432[/"db-0.example.com:5432"/]
     subgraph in_team_2d_0["team-0"]
       service_team_2d_0_2f_service_2d_0["service-0<br/>service-0-v1 90 %, 1.v1<br/>service-0-v2 10 %, 1.v2"]
       service_team_2d_0_2f_service_2d_2["service-2<br/>service-2-v1, 1.v1"]
     end
     subgraph in_team_2d_1["team-1"]
       service_team_2d_1_2f_service_2d_1["service-1<br/>service-1-v1, 1.v1"]
       service_team_2d_1_2f_service_2d_3["service-3<br/>service-3-v1 90 %, 1.v1<br/>service-3-v2 10 %, 1.v2"]
     end
     gateway -->|"service-0.example.com/: no plugin"| service_team_2d_0_2f_service_2d_0
     service_team_2d_0_2f_service_2d_0 ==>|"may leave to"| host_db_2d_0_2e_example_2e_com_3a_5432
     service_team_2d_0_2f_service_2d_0 -.->|"may call"| service_team_2d_1_2f_service_2d_1
     service_team_2d_1_2f_service_2d_1 -.->|"may call"| service_team_2d_1_2f_service_2d_3
   "
  `);
});

test.each([
  [2, 1],
  [25, 4],
])('%i services are drawn as one flowchart', (services, namespaces) => {
  expect(flowcharts(mapOf(services, namespaces)).map(({ title }) => title)).toEqual(['']);
});

test.each([
  [150, 12],
  [1000, 25],
])(
  '%i services are split by namespace with an overview, each as large as code hosts draw',
  (services, namespaces) => {
    const map = mapOf(services, namespaces);
    const charts = flowcharts(map);
    expect(charts[0]?.title).toBe('Overview');
    expect(charts).toHaveLength(namespaces + 1);
    for (const chart of charts) {
      expect(chart.text.length).toBeLessThanOrEqual(50_000);
      expect(edges(chart)).toBeLessThanOrEqual(500);
    }
    const all = charts.map(({ text }) => text).join('\n');
    expect(
      map.boxes.filter(({ kind, name }) => kind === 'service' && !all.includes(`["${name}<br/>`)),
    ).toEqual([]);
  },
);

test('an empty cluster has no flowchart', () => {
  expect(flowcharts({ boxes: [], arrows: [] })).toEqual([]);
});
