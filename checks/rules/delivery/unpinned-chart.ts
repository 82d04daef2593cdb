import { dig, text } from '../../../references/fields';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const unpinnedChart: ObjectRule = {
  id: 'delivery/unpinned-chart',
  severity: 'warning',
  title: 'a chart is installed in whatever version is the newest',
  why: 'The cluster changes without a commit: a release of the chart upgrades every cluster at once, unseen.',
  source:
    'Flux v2.9.4 helm-controller docs/spec/v2/helmreleases.md; Argo CD v3.5.1 docs/user-guide/best_practices.md',
  measured:
    'Helm v3.22 takes podinfo 0.24.0 of a repository where that version is named, and 0.25.0, the newest, where none is or `>=0.24.0` is.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object) {
    const source = object.kind === 'HelmRelease' ? ['spec', 'chart', 'spec'] : ['spec', 'source'];
    const field = object.kind === 'HelmRelease' ? 'version' : 'targetRevision';
    if (dig(object, ...source, 'chart') === undefined) return;
    // A chart in a Git repository is pinned by the revision of its source.
    if (dig(object, ...source, 'sourceRef', 'kind') === 'GitRepository') return;
    const version = text(dig(object, ...source, field));
    if (version !== undefined && version !== '*') return;
    yield {
      object,
      path: deepest(object, ...source, field),
      message: `chart ${String(dig(object, ...source, 'chart'))} is not pinned to a version`,
      found: version ?? `no ${field}`,
      expected: 'the version of the chart that was tried',
      mend: `set ${[...source, field].join('.')}`,
    };
  },
  example: {
    given: ['Namespace kong', 'HelmRepository kong/kong'],
    fails: release(''),
    passes: release('version: 0.24.0, '),
  },
};

function release(version: string): string {
  return `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: podinfo, namespace: kong}
spec:
  interval: 10m
  chart: {spec: {chart: podinfo, ${version}sourceRef: {kind: HelmRepository, name: kong}}}
  install: {crds: CreateReplace, remediation: {retries: 5}}
  upgrade: {crds: CreateReplace, remediation: {retries: 5}}
`;
}
