import { jazzNode, jazzPod, meshedNamespace } from '../../app-mesh/example';
import { nodePods } from '../../app-mesh/injected-pods';
import { controllerFile } from '../../app-mesh/source';
import type { SetRule } from '../../rule';

const enforced = 'pod-security.kubernetes.io/enforce';
const network = 'appmesh.k8s.aws/appmeshCNI';

export const podSecurity: SetRule = {
  id: 'app-mesh/pod-security',
  severity: 'error',
  title: 'pods are injected in a namespace whose Pod Security does not let the injected container in',
  why: "The injector adds a container that redirects the pod's traffic and needs NET_ADMIN; Pod Security refuses every such pod, and the workload stays at zero replicas.",
  source: `${controllerFile('pkg/inject/init_proxy.go')}; Kubernetes documentation, Pod Security Standards`,
  *checkSet({ index }) {
    for (const pod of nodePods(index)) {
      const level = index.namespaceLabels(pod.namespace)[enforced];
      if (level !== 'baseline' && level !== 'restricted') continue;
      // The App Mesh CNI plugin, which Fargate brings, redirects the traffic from outside the pod.
      if (pod.annotations[network]?.toLowerCase() === 'enabled') continue;
      if (pod.labels['eks.amazonaws.com/fargate-profile'] !== undefined) continue;
      yield {
        object: pod.by,
        path: pod.path,
        message: `Pod Security of namespace ${pod.namespace} refuses the pods of ${pod.name} once they are injected`,
        found: `${enforced}: ${level}`,
        expected: 'privileged, which lets NET_ADMIN in',
        mend: `label the namespace ${enforced}: privileged, or annotate the pods ${network}: enabled where App Mesh's CNI plugin runs`,
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: meshedNamespace(`, ${enforced}: baseline`) + jazzNode() + jazzPod(),
    passes: meshedNamespace(`, ${enforced}: privileged`) + jazzNode() + jazzPod(),
  },
};
