import { controlPlanes, isSystemNamespace } from '../../kong-mesh/control-plane';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const systemOnly: ObjectRule = {
  id: 'kong-mesh/system-only',
  severity: 'error',
  title: 'an object of the control plane lies in another namespace',
  why: 'The webhook refuses it anywhere but in the control plane’s own namespace.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/resourceadmissionchecker.go'),
  kinds: ['HostnameGenerator', 'MeshIdentity', 'MeshTrust'].map((kind) => `kuma.io/${kind}`),
  *checkObject(object, { index }) {
    const { namespace } = object.metadata;
    if (isSystemNamespace(namespace, index)) return;
    const home = controlPlanes(index)[0]?.install.namespace ?? 'kong-mesh-system';
    yield {
      object,
      path: '/metadata/namespace',
      message: `a ${object.kind} belongs in the namespace of the control plane`,
      found: namespace ?? 'no namespace',
      expected: home,
      mend: `write namespace: ${home}`,
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Namespace kong-mesh-system', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: local, namespace: prod, labels: {kuma.io/origin: zone}}
spec: {template: "{{ .DisplayName }}.mesh", selector: {meshService: {matchLabels: {kuma.io/origin: zone}}}}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: local, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {template: "{{ .DisplayName }}.mesh", selector: {meshService: {matchLabels: {kuma.io/origin: zone}}}}
`,
  },
};
