import { dig, pointer } from '../../../references/fields';
import { controlPlanes } from '../../kong-mesh/control-plane';
import { nextVersion } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

/** Values that a later version of the chart no longer reads, and what to write instead. */
const removed = [
  {
    at: ['ingress', 'enabled'],
    instead: 'meshes: [{name: default, ingress: {enabled: true}}]',
    when: 'the version after 2.14',
  },
  {
    at: ['egress', 'enabled'],
    instead: 'meshes: [{name: default, egress: {enabled: true}}]',
    when: 'the version after 2.14',
  },
  { at: ['experimental', 'deltaKds'], instead: 'nothing: it is always on', when: '2.9' },
  {
    at: ['experimental', 'ebpf', 'enabled'],
    instead: 'the CNI or the init container',
    when: 'the version after 2.14',
  },
];

export const removedValue: SetRule = {
  id: 'kong-mesh/removed-value',
  severity: 'warning',
  title: 'the control plane’s install sets a value that its chart no longer reads, or soon will not',
  why: 'A chart passes over unknown values without a word: after the upgrade the zone has no ingress or egress proxy.',
  source: `${nextVersion}; 2.9 notes`,
  measured:
    "Helm v3.22 with Kuma's chart 2.14.3 makes the proxy kuma-egress of the failing example, and kuma-default-egress of the mesh of the passing one: both values are read by this version, and the next one reads the second alone.",
  *checkSet({ index }: CheckContext) {
    for (const { install, values, valuesPath } of controlPlanes(index)) {
      for (const { at, instead, when } of removed) {
        const value = dig(values, ...at);
        if (value === undefined || (value === false && at.at(-1) === 'enabled')) continue;
        yield {
          object: install.by,
          path: pointer(...valuesPath, ...at),
          message: `${at.join('.')} is gone in ${when}`,
          found: `${at.join('.')}: ${String(value)}`,
          expected: instead,
          mend: instead.startsWith('nothing') ? 'remove the value' : `write ${instead} instead`,
        };
      }
    }
  },
  example: {
    given: ['Namespace kong-mesh-system', 'HelmRepository kong-mesh-system/kong-mesh'],
    fails: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
  values: {kuma: {controlPlane: {mode: zone}, egress: {enabled: true}}}
`,
    passes: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
  values: {kuma: {controlPlane: {mode: zone}, meshes: [{name: default, egress: {enabled: true}}]}}
`,
  },
};
