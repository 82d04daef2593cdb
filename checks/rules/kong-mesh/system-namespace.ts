import { dig, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { controlPlanes } from '../../kong-mesh/control-plane';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

const label = 'kuma.io/sidecar-injection';

export const systemNamespace: SetRule = {
  id: 'kong-mesh/system-namespace',
  severity: 'error',
  title: 'the namespace of the control plane is not marked as the chart would mark it',
  why: 'Without the label the webhooks pass over the policies in it; with injection on, the control plane would wait for its own proxy.',
  source: kumaFile('deployments/charts/kuma/templates/pre-install-patch-namespace-job.yaml; UPGRADE.md 2.11'),
  measured:
    'kuma-cp 2.14.3, registered as its chart registers it, refuses a MeshTimeout without a time limit where the namespace has the label, and takes the same one, unread, where it has not.',
  *checkSet({ index }: CheckContext) {
    for (const { install, values } of controlPlanes(index)) {
      const object = index.get(objectId('', 'Namespace', undefined, install.namespace));
      const found = text(object?.metadata.labels?.[label]);
      const patched = dig(values, 'patchSystemNamespace') !== false;
      if (object === undefined || found === 'false' || found === 'disabled') continue;
      if (found === undefined && patched) continue;
      yield {
        object,
        path: found === undefined ? '/metadata/labels' : pointer('metadata', 'labels', label),
        message: `${install.namespace} is the control plane’s own namespace`,
        found: found === undefined ? `no label ${label}, and patchSystemNamespace: false` : found,
        expected: `${label}: "false"`,
        mend: `label the namespace ${label}: "false"`,
      };
    }
  },
  example: {
    given: ['HelmRepository kong-mesh-system/kong-mesh'],
    fails: example('{kuma.io/system-namespace: "true"}'),
    passes: example('{kuma.io/system-namespace: "true", kuma.io/sidecar-injection: "false"}'),
  },
};

function example(labels: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong-mesh-system, labels: ${labels}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
  values: {kuma: {patchSystemNamespace: false, controlPlane: {mode: zone}}}
`;
}
