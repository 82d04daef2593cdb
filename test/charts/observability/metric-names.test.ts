import { dashboardRows, type Panel } from '../../../charts/observability/dashboard';
import { exportedMetrics } from '../../../charts/observability/exported-metrics';
import { BuiltCluster, referenceConfig } from '../objects';
import { allAlerts, dateAlerts } from './alert-cases';
import { withObservability } from './clusters';

const table: Readonly<Record<string, { readonly labels: readonly string[]; readonly histogram?: boolean }>> =
  exportedMetrics;

/** Every name that a query selects series by, with the labels that it selects by. */
function selected(expr: string): readonly { readonly name: string; readonly labels: readonly string[] }[] {
  const texts = expr.replaceAll(/"[^"]*"/g, '""').replaceAll(/\b(by|on)\s*\([^)]*\)/g, '');
  const words = /^(sum|count|min|max|rate|increase|histogram_quantile|time|vector|or|and|offset|bool)$/;
  return [...texts.matchAll(/([a-z_][a-z0-9_]*)(?:\{([^}]*)\})?/g)]
    .filter(([, name = '']) => !words.test(name))
    .filter(({ index, 0: whole }) => !/[\d$[]/.test(texts[index - 1] ?? '') && !whole.startsWith('_'))
    .map(([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/([a-z_]+)(?:=~?|!=|!~)""/g)].map(([, label = '']) => label),
    }));
}

function problems(expr: string): readonly string[] {
  const names = selected(expr);
  return names.flatMap(({ name, labels }) => {
    const own = table[name] ?? table[name.replace(/_(bucket|sum|count)$/, '')];
    if (own === undefined) return [`${name} is exported by nobody: ${expr}`];
    if (own.histogram === true && name in table) return [`${name} is a histogram`];
    return labels
      .filter((label) => !own.labels.includes(label) && label !== 'le')
      .map((label) => `${name} has no label ${label}`);
  });
}

const clusters = [
  'us-west-2-kong-mesh',
  'us-west-2-app-mesh',
  'eu-west-1-kong-mesh',
  'ap-southeast-2-data-plane',
];
const panels: readonly Panel[] = clusters.flatMap((name) =>
  dashboardRows(referenceConfig(name)).flatMap((row) => row.panels),
);

test('each alert and each panel asks for metrics that a program exports, by labels that they have', () => {
  const expressions = [
    ...allAlerts.map(({ expr }) => expr),
    ...panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)),
  ];
  expect(expressions.flatMap(problems)).toEqual([]);
  expect(expressions.filter((expr) => selected(expr).length === 0)).toEqual([]);
  expect(selected(dateAlerts.near.expr)).toEqual([]);
});

test('a name that no program exports, or a label that a metric does not have, would be found', () => {
  expect(problems('rate(kong_http_status{code="200"}[5m]) > 0')).toHaveLength(1);
  expect(problems('sum by (route) (rate(kong_http_requests_total{status="200"}[5m]))')).toEqual([
    'kong_http_requests_total has no label status',
  ]);
  expect(problems('rate(kong_request_latency_ms[5m])')).toEqual(['kong_request_latency_ms is a histogram']);
});

test('no metric of the table is unused', () => {
  const all = [
    ...allAlerts.map(({ expr }) => expr),
    ...panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)),
  ].flatMap((expr) => selected(expr).map(({ name }) => name.replace(/_(bucket|sum|count)$/, '')));
  const used = new Set(all.map((name) => (name in table ? name : name)));
  expect(
    Object.keys(table).filter(
      (name) => !used.has(name) && !used.has(name.replace(/_(bucket|sum|count)$/, '')),
    ),
  ).toEqual([]);
});

test("the dashboard is JSON in a ConfigMap that Grafana's sidecar finds, its panels beside each other", () => {
  const built = BuiltCluster.reference('us-west-2-kong-mesh', (text) =>
    withObservability(text, '\n  prometheus: {}\n  dashboard: {labels: {dashboards: "yes"}}\n'),
  );
  const map = built.get('ConfigMap', 'kong/grafana-dashboard');
  expect(map.metadata.labels).toEqual({ dashboards: 'yes' });
  const [text = ''] = Object.values(map.data as Record<string, string>);
  const { panels: drawn } = JSON.parse(text) as {
    panels: {
      id: number;
      gridPos: { x: number; y: number; w: number; h: number };
    }[];
  };
  expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
  const cells = drawn.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

test('the alerts of a cluster are those whose metrics it gives', () => {
  const names = (reference: string, said: string) =>
    BuiltCluster.reference(reference, (text) => withObservability(text, said))
      .manifests.filter(({ kind }) => kind === 'PrometheusRule')
      .map(({ metadata, spec }) => [
        `${metadata.namespace}/${metadata.name}`,
        (spec as { groups: { rules: { alert: string }[] }[] }).groups.flatMap(({ rules }) =>
          rules.map(({ alert }) => alert),
        ),
      ]);
  expect(names('ap-southeast-2-data-plane', '\n  gateway: false\n  prometheus: {}\n')).toEqual([
    [
      'kong/kong-gateway',
      ['KongControlPlaneDisconnected', 'KongClusterCertificateExpires', 'KongRouteErrors', 'KongRouteSlow'],
    ],
    ['kong/secrets', ['ExternalSecretNotReady', 'SecretStoreNotReady']],
  ]);
  expect(
    names('us-west-2-kong-mesh', '\n  prometheus: {alerts: {dates: {licence: "2027-03-01"}}}\n'),
  ).toMatchInlineSnapshot(`
   [
     [
       "kong/kong-gateway",
       [
         "KongConfigurationRefused",
         "KongObjectIgnored",
         "KongLicenceExpires",
         "KongRouteErrors",
         "KongRouteSlow",
         "KongRouteWithoutTraffic",
       ],
     ],
     [
       "kong/secrets",
       [
         "ExternalSecretNotReady",
         "SecretStoreNotReady",
         "DateExpires",
       ],
     ],
     [
       "kong-mesh-system/kong-mesh",
       [
         "MeshConfigurationRefused",
         "MeshConfigurationFails",
         "MeshProxyDisconnected",
         "MeshCertificateExpires",
         "ServiceVersionErrors",
         "ServiceVersionSlow",
       ],
     ],
   ]
  `);
  expect(names('us-west-2-kong-mesh', '\n  prometheus: {alerts: {enabled: false}}\n')).toEqual([]);
});
