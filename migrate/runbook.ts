import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { kongMeshChart } from '../charts/versions';
import { memberPatch } from './members';
import type { LeaveResult, Move } from './result';
import { wayBack } from './runbook-back';
import { checkCommand } from './runbook-check';
import { gatewayText } from './runbook-gateway';
import { groupText } from './runbook-groups';
import {
  apply,
  appMeshKinds,
  changedNamespaces,
  code,
  heredoc,
  joinCommand,
  openFile,
  patchCommand,
  type RunbookProps,
  rolloutCommands,
} from './runbook-words';
import { type Goal, onTheWay, type Step, shadowObjects, stepsOf, wayObjects } from './steps';

/** The chart of the version that the objects are written for. */
const chart = kongMeshChart('2.14');

/** The runbook: every step with its commands, its check and the way back. */
export function runbook(result: LeaveResult, props: RunbookProps): string {
  const steps = stepsOf(result);
  const { mesh, moves } = result.plan;
  return `${[
    `# Runbook: mesh ${mesh} out of App Mesh`,
    `${moves.length} workload${moves.length === 1 ? '' : 's'} move, one at a time. Run the commands in the folder that holds this file. A pod cannot have both sidecars, so each pod changes when it is made anew; the way back from a step is always *no mesh*, never App Mesh, whose control plane is gone. \`report.md\` says which requests are answered otherwise: read it first.`,
    'Each step ends with a check that reads the cluster and changes nothing, and with the way back.',
    ...steps.map((step, i) => stepText(result, props, step, i + 1)),
  ].join('\n\n')}\n`;
}

function stepText(result: LeaveResult, props: RunbookProps, step: Step, number: number): string {
  return [
    `## ${number}. ${step.title}`,
    ...step.goals.flatMap((goal) => body(result, props, goal)),
    'Check:',
    code(checkCommand(result, step, number)),
    wayBack(result, step),
  ].join('\n\n');
}

function body(result: LeaveResult, props: RunbookProps, goal: Goal): readonly string[] {
  const { plan, objects, patches } = result;
  switch (goal.kind) {
    case 'running':
      return [
        'The old webhook fails closed and a restarted Envoy finds no control plane: a pod that restarts now does not come back. Pause what restarts pods: automatic deployments, node upgrades, consolidation and scaling down. Keep what there is:',
        code(
          [
            `kubectl get ${appMeshKinds(result)} -A -o yaml > before-app-mesh.yaml`,
            ...changedNamespaces(result).flatMap((namespace) => [
              `kubectl get services -n ${namespace} -o yaml > before-services-${namespace}.yaml`,
              `kubectl get serviceaccounts,deployments,statefulsets,daemonsets -n ${namespace} -o yaml > before-workloads-${namespace}.yaml`,
            ]),
          ].join('\n'),
        ),
      ];
    case 'generated':
      return [
        `Take \`applications/\` and \`clusters/${goal.cluster}.yaml\` into a repository of Meshwright, set what stands there as an example (\`report.md\` names it), and let Flux or Argo CD sync the output. It installs Kong Mesh and Kong, and writes routes, limits and permissions, which nobody uses until pods join. In that repository:`,
        code(
          [
            'meshwright synth',
            `git add dist/${goal.cluster} && git commit -m 'Kong Mesh beside App Mesh' && git push`,
          ].join('\n'),
        ),
        'Then here, when the cluster has them:',
        code(openCommands(result, props).join('\n')),
        'The three objects hold on the way alone: calls without a certificate are taken too, everybody of the mesh may call everybody, and everybody may leave it.',
      ];
    case 'there': {
      const there = objects.filter(({ stage }) => stage === goal.stage);
      if (there.length === 0) return [];
      if (goal.stage === '20-mesh')
        return [
          'Install Kong Mesh by its chart, in namespace `kong-mesh-system`, with nothing of it in the way of the pods that run: no namespace is labelled `enabled`.',
          code(
            [
              `helm repo add kong-mesh ${chart.repository}`,
              `helm upgrade --install kong-mesh kong-mesh/kong-mesh --version ${chart.version} --namespace ${systemNamespace} --create-namespace --wait`,
              `${apply} -f 20-mesh/`,
              ...openCommands(result, props),
            ].join('\n'),
          ),
          'The last three objects hold on the way alone: calls without a certificate are taken too, everybody of the mesh may call everybody, and everybody may leave it.',
        ];
      if (goal.stage === '40-gateway') return gatewayText(result, props);
      if (goal.stage === '50-lock') return ['Who may call whom:', code(`${apply} -f 50-lock/`)];
      return [code(`${apply} -f ${goal.stage}/`)];
    }
    case 'patched': {
      const commands = patches
        .filter(({ manifest, part }) =>
          goal.part === 'without-mesh' ? part === 'without-mesh' : manifest.kind === 'Namespace',
        )
        .map(({ manifest: { kind, metadata }, part }) =>
          patchCommand(kind, props.patchFile(kind, metadata.namespace, metadata.name, part)),
        );
      if (commands.length === 0) return [];
      return [
        goal.part === 'without-mesh'
          ? 'Selectors, ports and protocols of the Services. App Mesh’s Envoys do not see them: they know the pods by their virtual nodes.'
          : 'The namespaces belong to the mesh now; none of their pods does.',
        code(commands.join('\n')),
      ];
    }
    case 'moved':
      return moveText(result, props, goal.move, goal.services);
    case 'grouped':
      return groupText(result, props, goal.moves, goal.services);
    case 'joined':
      return [
        `Give them Kong Mesh’s sidecar as ever, callees before callers: in the pod template the labels \`kuma.io/mesh: ${plan.mesh}\` and \`kuma.io/sidecar-injection: enabled\`, and the annotation \`appmesh.k8s.aws/sidecarInjectorWebhook: disabled\`. When all pods of a Service have it:`,
        code(goal.services.map((service) => joinCommand(props, service)).join('\n')),
      ];
    case 'shadowed':
      return [
        'Everybody is still let in, but each call is counted as one that could be refused (`rbac.shadow_denied` in the sidecars’ statistics), and each sidecar logs who calls it:',
        code(heredoc(`${apply} -f -`, props.toYaml(shadowObjects(result)))),
        `Wait for a day of usual traffic. Then, for each workload, compare who called with who is named by the permission of its pods${plan.cluster === undefined ? ' in `50-lock/`' : ''}; whom it does not name will be refused:`,
        code(
          plan.namespaces
            .map(
              (namespace) =>
                `for pod in $(kubectl get pods --namespace ${namespace} --selector kuma.io/sidecar-injection=enabled --output name); do echo "$pod"; kubectl logs --namespace ${namespace} "$pod" --container kuma-sidecar | grep -o '${onTheWay} spiffe://.*' | sort | uniq -c; done`,
            )
            .join('\n'),
        ),
      ];
    case 'left':
      return [
        'Nobody is behind App Mesh’s Envoys any more. `finish.sh` takes the webhooks first, then the controller, then the finalizers that nobody would clear, the objects, their definitions and the roles, and names what it leaves. Read it, then run it:',
        code('sh finish.sh'),
      ];
    case 'locked':
      return [
        'From here on, pods take calls with a certificate of the mesh alone, from those that a permission names:',
        code(
          `kubectl delete meshtls,meshtrafficpermission,meshpassthrough,meshaccesslog ${onTheWay} --namespace ${systemNamespace} --ignore-not-found`,
        ),
      ];
  }
}

/** What holds the mesh open on the way is kept in a file, for the ways back of later steps. */
function openCommands(result: LeaveResult, props: RunbookProps): readonly string[] {
  return [heredoc(`cat > ${openFile}`, props.toYaml(wayObjects(result))), `${apply} -f ${openFile}`];
}

function moveText(
  { patches }: LeaveResult,
  props: RunbookProps,
  { kind, namespace, name }: Move,
  services: readonly string[],
): readonly string[] {
  const own = patches.some(
    ({ manifest: { kind: other, metadata } }) =>
      other === kind && metadata.namespace === namespace && metadata.name === name,
  );
  const known = services.filter((service) => memberPatch(patches, service) !== undefined);
  const file = props.patchFile(kind, namespace, name);
  // The API server takes no other template for a Job that is there.
  const fixed = own && kind === 'Job';
  const commands = [
    ...(own && !fixed ? [patchCommand(kind, file)] : []),
    ...rolloutCommands(kind, namespace, name),
    ...known.map((service) => joinCommand(props, service)),
  ];
  return [
    ...(fixed
      ? [`The template of a Job cannot be changed: delete it, and make it anew with what \`${file}\` says.`]
      : []),
    ...(commands.length === 0 ? [] : [code(commands.join('\n'))]),
    ...(known.length === 0
      ? []
      : [
          `With it, all pods of ${known.join(' and ')} have Kong Mesh’s sidecar: Kuma may make a MeshService of ${known.length === 1 ? 'it' : 'each'}.`,
        ]),
  ];
}
