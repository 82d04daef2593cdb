/** How a command of the pages is written, and what it does. */
export interface Form {
  /** What it does. */
  readonly what: string;
  readonly pattern: RegExp;
  /** What it has to say where the lane runs it, besides ending with 0. */
  readonly says?: RegExp;
  /** Why no server of the lane can take it. @default one can */
  readonly notRun?: string;
}

const chart =
  'the chart lies on a server of its own, and what it installs needs nodes; a test holds its repository and version to those of the generator';

/**
 * Every command of `docs/leave-app-mesh.md`, `runbook.md` and `finish.sh`, each by exactly one form. A command that is none of them
 * fails the test, and so does a form that is no command's.
 */
export const forms: readonly Form[] = [
  // The page.
  { what: 'App Mesh’s objects are read out', pattern: /^kubectl get -o yaml -A \S+ > shop\.yaml$/ },
  { what: 'documents are kept apart', pattern: /^echo --- >> shop\.yaml$/ },
  { what: 'namespaces are read out', pattern: /^kubectl get -o yaml namespaces >> shop\.yaml$/ },
  { what: 'workloads are read out', pattern: /^kubectl get -o yaml -n shop \S+ >> shop\.yaml$/ },
  { what: 'the state is read out', pattern: /^kubectl get -o yaml -A \S+ > cluster\.yaml$/ },
  { what: 'the conversion is looked at', pattern: /^meshwright leave-app-mesh shop\.yaml --check$/ },
  { what: 'the conversion is written', pattern: /^meshwright leave-app-mesh shop\.yaml --out leave$/ },
  { what: 'a request is asked for', pattern: /^meshwright leave-app-mesh explain [^|]+$/ },
  {
    what: 'a step is checked by a file',
    pattern: /^meshwright leave-app-mesh check-step \d+ leave < cluster\.yaml$/,
  },
  {
    what: 'application files are written',
    pattern: /^meshwright leave-app-mesh shop\.yaml --application --out files$/,
  },
  {
    what: 'the script of a generated cluster is written',
    pattern: /^meshwright leave-app-mesh dist\/\S+ --permissions later --out leave$/,
  },
  // The runbook.
  { what: 'objects are recorded', pattern: /^kubectl get \S+ (-A|-n \S+) -o yaml > before-\S+\.yaml$/ },
  {
    what: 'a step is checked by the cluster',
    pattern: /^kubectl get \S+ -A -o yaml \| meshwright leave-app-mesh check-step \d+ \.$/,
  },
  {
    what: 'folders are applied',
    pattern: /^kubectl apply --server-side --field-manager=leave-app-mesh -f \d\d-[a-z]+\/$/,
  },
  {
    what: 'patches are applied',
    pattern:
      /^kubectl patch --filename (patches\/\S+\.yaml) --patch-file \1 --type strategic --field-manager=leave-app-mesh$/,
  },
  {
    what: 'objects are applied as they stand there',
    pattern: /^kubectl apply --server-side --field-manager=leave-app-mesh -f - <<'EOF'\n/,
  },
  { what: 'what keeps the mesh open is kept', pattern: /^cat > open\.yaml <<'EOF'\n/ },
  {
    what: 'what keeps the mesh open is applied',
    pattern: /^kubectl apply --server-side --field-manager=leave-app-mesh -f open\.yaml$/,
  },
  {
    what: 'what keeps the mesh open is deleted',
    pattern: /^kubectl delete mesh\S+ leaving-app-mesh --namespace \S+ --ignore-not-found$/,
  },
  {
    what: 'rollouts are waited for',
    pattern: /^kubectl rollout status (deployment|statefulset|daemonset)\/\S+ --namespace \S+$/,
  },
  {
    what: 'pods are labelled',
    pattern: /^kubectl label pods --namespace \S+ --selector \S+ meshwright\.dev\/leaving=blue --overwrite$/,
  },
  {
    what: 'Services select by the label of a group',
    pattern:
      /^kubectl patch service \S+ --namespace \S+ --type merge --patch '\{"spec":\{"selector":\{[^']*'$/,
  },
  {
    what: 'a second set of pods is deleted',
    pattern: /^kubectl delete deployment --namespace \S+( \S+-green)+ --ignore-not-found$/,
  },
  {
    what: 'the definitions of Gateway API are looked for',
    pattern: /^kubectl get customresourcedefinitions( \S+\.gateway\.networking\.k8s\.io)+$/,
  },
  {
    what: 'the old gateway is taken away',
    pattern: /^kubectl scale (deployment|statefulset)\/\S+ --namespace \S+ --replicas=0$/,
  },
  { what: 'App Mesh is taken away', pattern: /^sh finish\.sh$/ },
  {
    what: 'the sidecars’ logs are counted',
    pattern: /^for pod in \$\(kubectl get pods [^)]+\); do [^\n]*kubectl logs [^\n]*; done$/,
    says: / 2 leaving-app-mesh spiffe:\/\//,
  },
  { what: 'output is written of application files', pattern: /^meshwright synth$/ },
  {
    what: 'output goes to the repository',
    pattern: /^git add dist\/\S+ && git commit -m '[^']+' && git push$/,
  },
  // The ways back.
  { what: 'folders are deleted', pattern: /^kubectl delete -f \d\d-[a-z]+\/ --ignore-not-found$/ },
  {
    what: 'Services are as they were',
    pattern: /^sed '[^']+' before-services-\S+\.yaml \| kubectl replace -f -$/,
  },
  {
    what: 'namespaces are the mesh’s no more',
    pattern: /^kubectl label namespace \S+ kuma\.io\/mesh- kuma\.io\/sidecar-injection-$/,
  },
  {
    what: 'Services are the mesh’s no more',
    pattern: /^kubectl label service \S+ --namespace \S+ kuma\.io\/mesh-$/,
  },
  {
    what: 'pods leave the mesh',
    pattern:
      /^kubectl patch (deployment|statefulset|daemonset) \S+ --namespace \S+ --type merge --patch '\{"spec":\{"template":[^']*'$/,
  },
  // Charts.
  { what: 'a chart’s repository', pattern: /^helm repo add \S+ https:\S+$/, notRun: chart },
  { what: 'a chart', pattern: /^helm upgrade --install [^\n]*--version \d\S+ [\s\S]*$/, notRun: chart },
  { what: 'a release', pattern: /^helm uninstall kong-mesh --namespace \S+$/, notRun: chart },
  // The script.
  {
    what: 'pods with App Mesh’s sidecar are looked for',
    pattern: /^kubectl get pods --all-namespaces --output jsonpath=/,
  },
  {
    what: 'webhooks are found',
    pattern: /^kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations --output name$/,
  },
  { what: 'webhooks are deleted', pattern: /^kubectl delete( \S+webhookconfiguration\S+)*$/ },
  {
    what: 'the controller is deleted',
    pattern: /^kubectl delete deployment --all-namespaces --selector \S+ --ignore-not-found$/,
  },
  {
    what: 'objects are looked for',
    pattern: /^kubectl get ("\$@"|\S+\.appmesh\.k8s\.aws .*) --ignore-not-found --output name$/,
  },
  {
    what: 'finalizers are read',
    pattern: /^kubectl get ("\$@"|\S+\.appmesh\.k8s\.aws .*) --ignore-not-found --output jsonpath=/,
  },
  {
    what: 'finalizers are stripped',
    pattern: /^kubectl patch ("\$@"|\S+\.appmesh\.k8s\.aws .*) --type merge --patch /,
  },
  {
    what: 'objects are deleted',
    pattern: /^kubectl delete ("\$@"|\S+\.appmesh\.k8s\.aws \S+.*) --ignore-not-found --wait=false$/,
  },
  {
    what: 'objects that are left are looked for',
    pattern: /^kubectl get "?\S+\.appmesh\.k8s\.aws"? --all-namespaces --output name$/,
  },
  {
    what: 'definitions are deleted',
    pattern: /^kubectl delete customresourcedefinition "?\S+\.appmesh\.k8s\.aws"? --ignore-not-found$/,
  },
  {
    what: 'roles are deleted',
    pattern: /^kubectl delete clusterrolebindings,clusterroles --selector \S+ --ignore-not-found$/,
  },
  {
    what: 'App Mesh’s label is taken from namespaces',
    pattern: /^kubectl label namespace \S+ appmesh\.k8s\.aws\/sidecarInjectorWebhook-$/,
  },
];

/** The forms of a command: one, where it is known. */
export function formsOf(command: string): readonly Form[] {
  return forms.filter(({ pattern }) => pattern.test(command));
}
