import { helmInstallOf } from '../../../references/helm-install';
import { chartNames } from '../../../references/kinds/helm';
import { nearest } from '../../../references/nearest';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const chartName: ObjectRule = {
  id: 'delivery/chart-name',
  severity: 'warning',
  title: 'the name of a chart is spelled almost like one of those that a mesh or a gateway needs',
  why: 'The repository has no such chart: nothing is installed, and all that needs its CRDs and webhooks waits.',
  source:
    'Helm 3 documentation, chart repositories; Flux v2.9.4 helm-controller docs/spec/v2/helmreleases.md',
  measured:
    'Helm v3.22 finds no chart kong-mehs in a repository that has kong-mesh: chart "kong-mehs" not found.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object, { index }) {
    const chart = helmInstallOf(object, index)?.chart;
    if (chart === undefined || chartNames.includes(chart)) return;
    const near = nearest(chart, chartNames);
    if (near === undefined) return;
    const path =
      object.kind === 'HelmRelease' ? ['spec', 'chart', 'spec', 'chart'] : ['spec', 'source', 'chart'];
    yield {
      object,
      path: deepest(object, ...path),
      message: `${chart} is the name of no chart that is known here`,
      found: chart,
      expected: `${near}, or a chart of another name`,
      nearest: near,
      mend: `write ${near}, or ignore this rule where the chart is really called ${chart}`,
    };
  },
  example: {
    given: ['Namespace kong', 'HelmRepository kong/kong'],
    fails: release('kong-mehs'),
    passes: release('podinfo'),
  },
};

function release(chart: string): string {
  return `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: podinfo, namespace: kong}
spec:
  interval: 10m
  chart: {spec: {chart: ${chart}, version: 1.0.0, sourceRef: {kind: HelmRepository, name: kong}}}
  install: {crds: CreateReplace, remediation: {retries: 5}}
  upgrade: {crds: CreateReplace, remediation: {retries: 5}}
`;
}
