import { dig, pointer } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const backendGroups: ObjectRule = {
  id: 'app-mesh/backend-groups',
  severity: 'error',
  title: 'there are backend groups, but the controller is installed without them',
  why: 'Backend groups are experimental: without the flag the controller does not watch them, and the backends are missing.',
  source: controllerFile('chart value enableBackendGroups'),
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object, { index }) {
    const group = index.ofKind(appMeshGroup, 'BackendGroup')[0];
    const install = group === undefined ? undefined : helmInstallOf(object, index);
    if (group === undefined || install?.chart !== 'appmesh-controller') return;
    const enabled = dig(install.values, 'enableBackendGroups');
    if (enabled === true) return;
    yield {
      object,
      path: pointer(...install.valuesPath, ...(enabled === undefined ? [] : ['enableBackendGroups'])),
      message: `BackendGroup ${group.metadata.name} does nothing: the controller is installed without backend groups`,
      found: enabled === undefined ? 'no enableBackendGroups' : `enableBackendGroups: ${String(enabled)}`,
      expected: 'enableBackendGroups: true',
      mend: 'add enableBackendGroups: true to the values, or name the backends in the virtual nodes',
    };
  },
  example: {
    given: [
      'Namespace prod',
      'Namespace appmesh-system',
      'VirtualService prod/jazz',
      'HelmRepository appmesh-system/eks',
    ],
    fails: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: appmesh-controller, namespace: appmesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: appmesh-controller, version: 1.13.3, sourceRef: {kind: HelmRepository, name: eks}}}
  values: {region: us-west-2}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: BackendGroup
metadata: {name: djs, namespace: prod}
spec: {virtualservices: [{name: jazz}]}
`,
    passes: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: appmesh-controller, namespace: appmesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: appmesh-controller, version: 1.13.3, sourceRef: {kind: HelmRepository, name: eks}}}
  values: {region: us-west-2, enableBackendGroups: true}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: BackendGroup
metadata: {name: djs, namespace: prod}
spec: {virtualservices: [{name: jazz}]}
`,
  },
};
