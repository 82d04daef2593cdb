import { dig, pointer } from '../../../references/fields';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { controlPlanes } from '../../kong-mesh/control-plane';
import { kumaFile } from '../../kong-mesh/source';
import { podsOf } from '../../pods';
import { templatesOf } from '../../production/workloads';
import type { SetRule } from '../../rule';

const enforced = 'pod-security.kubernetes.io/enforce';

export const refusedInitContainer: SetRule = {
  id: 'kong-mesh/refused-init-container',
  severity: 'error',
  title: 'pods join the mesh that do not let its init container in, or do not let it be root',
  why: "Without a CNI plugin the injector adds a container that redirects the pod's traffic: it is root and needs NET_ADMIN. Pod Security refuses the pod, or the kubelet the container, and the workload stays at zero replicas.",
  source: `${kumaFile('pkg/plugins/runtime/k8s/webhooks/injector/injector.go')}; kubernetes pkg/kubelet/kuberuntime/security_context.go`,
  measured:
    'kuma-cp 2.14.3, registered as its chart registers it, adds kuma-init as user 0 with NET_ADMIN to the pods of both examples, and leaves runAsNonRoot: true on the pod of the failing one, with which a kubelet starts no container of root. In a namespace of level baseline kube-apiserver v1.35.4 refuses the injected pod for NET_ADMIN. No kubelet runs here.',
  *checkSet({ index }) {
    if (!redirectsByContainer(index)) return;
    for (const pod of podsOf(index)) {
      if (!isInKongMesh(pod, index)) continue;
      const level = index.namespaceLabels(pod.namespace)[enforced];
      if (level === 'baseline' || level === 'restricted') {
        yield {
          object: pod.by,
          path: pod.path,
          message: `Pod Security of namespace ${pod.namespace} refuses the pods of ${pod.name} once they are injected`,
          found: `${enforced}: ${level}`,
          expected: 'privileged, which lets NET_ADMIN in',
          mend: `label the namespace ${enforced}: privileged, or run Kuma’s CNI plugin (value cni.enabled)`,
        };
      }
      yield* nonRoot(pod.by);
    }
  },
  example: {
    fails: example('securityContext: {runAsNonRoot: true}', '{}'),
    passes: example('', '{securityContext: {runAsNonRoot: true}}'),
  },
};

/** Whether the set installs a control plane without the plugin, and reads all of its values. */
function redirectsByContainer(index: ReferenceIndex): boolean {
  const all = controlPlanes(index);
  return (
    all.length > 0 &&
    all.every(
      ({ values, install }) =>
        dig(values, 'cni', 'enabled') !== true && dig(install.by, 'spec', 'valuesFrom') === undefined,
    )
  );
}

/** What a pod says of all its containers holds for the one of the mesh too. */
function* nonRoot(object: Manifest) {
  for (const at of templatesOf(object)) {
    if (dig(object, ...at, 'spec', 'securityContext', 'runAsNonRoot') !== true) continue;
    yield {
      object,
      path: pointer(...at, 'spec', 'securityContext', 'runAsNonRoot'),
      message: `the kubelet starts no pod of ${object.metadata.name}: the mesh’s init container is root`,
      found: 'runAsNonRoot: true, of the pod',
      expected: 'runAsNonRoot of each container, where no CNI plugin redirects the traffic',
      mend: 'move runAsNonRoot to the securityContext of the containers, or run Kuma’s CNI plugin (value cni.enabled)',
    };
  }
}

function example(pod: string, container: string): string {
  return `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec: {url: https://kong.github.io/kong-mesh-charts}
---
apiVersion: v1
kind: Namespace
metadata: {name: kong-mesh-system}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong-mesh, namespace: kong-mesh-system}
spec:
  interval: 10m
  chart: {spec: {chart: kong-mesh, version: 2.14.3, sourceRef: {kind: HelmRepository, name: kong-mesh}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled, kuma.io/mesh: default}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      ${pod}
      containers: [{name: jazz, image: "registry.example.com/jazz:1.4.2"${container === '{}' ? '' : `, ${container.slice(1, -1)}`}}]
`;
}
