import type { LeaveResult } from './result';
import { resourceOf } from './runbook-words';

/** The script that takes App Mesh away, for review. */
export function finishScript({ plan }: LeaveResult): string {
  const objects = plan.objects.map(({ kind, namespace, name }) => {
    const resource = `${resourceOf(kind, 'appmesh.k8s.aws/v1beta2')}`;
    const where = namespace === undefined ? '' : ` --namespace ${namespace}`;
    return { resource, name, where };
  });
  const crds = [
    'gatewayroutes',
    'virtualgateways',
    'virtualservices',
    'virtualrouters',
    'virtualnodes',
    'backendgroups',
    'meshes',
  ];
  return `#!/bin/sh
# Takes App Mesh out of the cluster. Run it when no pod has App Mesh's sidecar any more: read it first.
set -eu

left=$(kubectl get pods --all-namespaces --output jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name} {.spec.containers[*].image} {.spec.initContainers[*].image}{"\\n"}{end}' | grep -E 'aws-appmesh-envoy|proxyroute' | cut -d' ' -f1 || true)
if [ -n "$left" ]; then
  echo "These pods still have App Mesh's sidecar:" >&2
  echo "$left" >&2
  exit 1
fi

# 1. The webhooks, which refuse every change when the controller is gone.
kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations --output name | grep -i appmesh | xargs -r kubectl delete

# 2. The controller, which would wait for AWS before it lets an object go.
kubectl delete deployment --all-namespaces --selector app.kubernetes.io/name=appmesh-controller --ignore-not-found

# 3. The finalizers that nobody clears any more, and the objects. Somebody else's finalizer stays, and its object until he is done.
let_go() {
  [ -n "$(kubectl get "$@" --ignore-not-found --output name)" ] || return 0
  kept=$(kubectl get "$@" --ignore-not-found --output jsonpath='{range .metadata.finalizers[*]}{@}{"\\n"}{end}' | grep -v '^finalizers.appmesh.k8s.aws/' | sed 's/.*/"&"/' | paste -s -d, - || true)
  # An API server asks a webhook for a moment more when it is gone.
  tries=0
  until kubectl patch "$@" --type merge --patch "{\\"metadata\\":{\\"finalizers\\":[$kept]}}"; do
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || exit 1
    sleep 1
  done
  kubectl delete "$@" --ignore-not-found --wait=false
}
${objects.map(({ resource, name, where }) => `let_go ${resource} ${name}${where}`).join('\n')}

# 4. Definitions of what is no more, and the controller's roles; a definition stays where another set of the cluster has
# objects of it, or where that cannot be read.
for kind in ${crds.join(' ')}; do
  if rest=$(kubectl get "$kind.appmesh.k8s.aws" --all-namespaces --output name) && [ -z "$rest" ]; then
    kubectl delete customresourcedefinition "$kind.appmesh.k8s.aws" --ignore-not-found
  fi
done
kubectl delete clusterrolebindings,clusterroles --selector app.kubernetes.io/name=appmesh-controller --ignore-not-found

# 5. What App Mesh's own labels were for.
${plan.namespaces.map((namespace) => `kubectl label namespace ${namespace} appmesh.k8s.aws/sidecarInjectorWebhook- || true`).join('\n')}

echo "Left: the chart (helm uninstall appmesh-controller --namespace appmesh-system), its IAM role and the Envoys' policies, Cloud Map services, and certificates of ACM that nobody else uses."
`;
}
