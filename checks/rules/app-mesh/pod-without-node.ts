import { isInAppMesh } from '../../../references/kinds/appmesh';
import { byLabels, describeSelector } from '../../../references/labels';
import { appMeshGroup, controllerFile } from '../../app-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

export const podWithoutNode: SetRule = {
  id: 'app-mesh/pod-without-node',
  severity: 'error',
  title: 'a pod in an injected namespace is selected by no virtual node or gateway',
  why: 'The injector refuses to create the pod; the workload stays at zero replicas, and a Helm install of it times out.',
  source: controllerFile('pkg/inject, pkg/virtualnode/membership_designator.go'),
  *checkSet({ index, given }) {
    for (const pod of podsOf(index)) {
      if (!isInAppMesh(pod, index)) continue;
      const selecting = ['VirtualNode', 'VirtualGateway'].flatMap((kind) =>
        index.selecting(appMeshGroup, kind, pod.namespace, pod.labels),
      );
      if (selecting.length > 0) continue;
      // A virtual node that the cluster has already may select it.
      const unknown = given.some(
        (entry) => /^Virtual(Node|Gateway) /.test(entry) && entry.includes(` ${pod.namespace}/`),
      );
      if (unknown) continue;
      yield {
        object: pod.by,
        path: pod.path,
        message: `no virtual node selects the pods of ${pod.name}, and the injector refuses them`,
        found: describeSelector(byLabels(pod.labels)),
        expected: `a VirtualNode or VirtualGateway in ${pod.namespace} whose podSelector matches`,
        mend: 'add a VirtualNode for it, or annotate the pod with appmesh.k8s.aws/sidecarInjectorWebhook: disabled',
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: prod}
spec:
  template:
    metadata: {labels: {app: migrate}}
    spec: {restartPolicy: Never, containers: [{name: migrate, image: "registry.example/migrate:1.0"}]}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: prod}
spec:
  template:
    metadata: {labels: {app: migrate}, annotations: {appmesh.k8s.aws/sidecarInjectorWebhook: disabled}}
    spec: {restartPolicy: Never, containers: [{name: migrate, image: "registry.example/migrate:1.0"}]}
`,
  },
};
