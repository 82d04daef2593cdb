import type { LeaveResult } from './result';

/** What a page needs of the output: how an object is written, and which files hold what. */
export interface RunbookProps {
  readonly toYaml: (objects: readonly object[]) => string;
  /** File of a patch below the output folder, by its object. */
  readonly patchFile: (
    kind: string,
    namespace: string | undefined,
    name: string,
    part?: 'without-mesh',
  ) => string;
}

/** How objects that nobody else has are applied, with a field manager of their own. */
export const apply = 'kubectl apply --server-side --field-manager=leave-app-mesh';

/**
 * The command that patches an object of the user's own. It is no server-side apply: kubectl gives its field manager all that a
 * client-side apply has ever said of the object, and so takes away what the partial object does not say
 * (kubectl pkg/cmd/apply/apply.go, client-go util/csaupgrade).
 */
export function patchCommand(kind: string, file: string): string {
  // What a definition makes has no lists that are merged by a key.
  const type = kind === 'Rollout' ? 'merge' : 'strategic';
  return `kubectl patch --filename ${file} --patch-file ${file} --type ${type} --field-manager=leave-app-mesh`;
}

/** The file that keeps what holds the mesh open on the way, beside the runbook. */
export const openFile = 'open.yaml';

/** Files beside the runbook that its commands write: the records of what there was, and what keeps the mesh open. */
export function isKept(file: string): boolean {
  return file === openFile || /^before-.+\.yaml$/.test(file);
}

/** Kinds of App Mesh that every version of its controller defines. */
const kinds = [
  'meshes',
  'virtualnodes',
  'virtualservices',
  'virtualrouters',
  'virtualgateways',
  'gatewayroutes',
];

/** The kinds of App Mesh that the set has, or that every cluster with its controller has. */
export function appMeshKinds({ plan }: Pick<LeaveResult, 'plan'>): string {
  const groups = plan.objects.some(({ kind }) => kind === 'BackendGroup') ? ['backendgroups'] : [];
  return [...kinds, ...groups].map((kind) => `${kind}.appmesh.k8s.aws`).join(',');
}

/** Namespaces of which the runbook keeps a record: those of the pods, and of the Services that are changed. */
export function changedNamespaces({
  plan,
  patches,
}: Pick<LeaveResult, 'plan' | 'patches'>): readonly string[] {
  const patched = patches.flatMap(({ manifest: { metadata } }) => metadata.namespace ?? []);
  return [...new Set([...plan.namespaces, ...patched])];
}

/** The command that makes a Service, as `namespace/name`, the mesh's. */
export function joinCommand(props: RunbookProps, service: string): string {
  const [namespace = '', name = ''] = service.split('/');
  return patchCommand('Service', props.patchFile('Service', namespace, name));
}

/**
 * The command by which a workload's pods are waited for; none for what makes pods only when their time comes, or never again
 * (kubectl pkg/polymorphichelpers/rollout_status.go knows three kinds).
 */
export function rolloutCommands(kind: string, namespace: string, name: string): readonly string[] {
  if (['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind))
    return [`kubectl rollout status ${kind.toLowerCase()}/${name} --namespace ${namespace}`];
  // Argo's own kind says it in a word of its status.
  return kind === 'Rollout'
    ? [
        `kubectl wait rollout/${name} --namespace ${namespace} --for=jsonpath='{.status.phase}'=Healthy --timeout=15m`,
      ]
    : [];
}

/** The name by which kubectl knows a kind. */
export function resourceOf(kind: string, apiVersion: string): string {
  const name = kind.toLowerCase();
  const plural = /(s|sh|ch|x)$/.test(name)
    ? `${name}es`
    : /[^aeiou]y$/.test(name)
      ? `${name.slice(0, -1)}ies`
      : `${name}s`;
  const [group, version] = apiVersion.split('/');
  return version === undefined ? plural : `${plural}.${group}`;
}

/** A file that a command reads where it stands. */
export function heredoc(command: string, text: string): string {
  return `${command} <<'EOF'\n${text.trimEnd()}\nEOF`;
}

/** Commands, as Markdown. */
export function code(text: string): string {
  return `\`\`\`sh\n${text}\n\`\`\``;
}
