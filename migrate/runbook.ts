import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import type { LeaveResult, Move } from './result';
import { deleteGreens, groupText, selectorPatches } from './runbook-groups';
import { apply, code, type RunbookProps, resourceOf } from './runbook-words';
import { type Goal, onTheWay, type Step, shadowObjects, stepsOf, wayObjects } from './steps';

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
    code(`${getOf(result, step)} | meshwright leave-app-mesh check-step ${number} .`),
    `Back: ${step.goals.map((goal) => back(result, goal)).find((text) => text !== '') ?? 'nothing was changed.'}`,
  ].join('\n\n');
}

function getOf(result: LeaveResult, { goals }: Step): string {
  const kinds = new Set(goals.flatMap((goal) => kindsOf(result, goal)));
  return `kubectl get ${[...(kinds.size === 0 ? ['namespaces'] : kinds)].join(',')} -A -o yaml`;
}

/** The kinds that a check has to see. */
function kindsOf({ objects, plan }: LeaveResult, goal: Goal): readonly string[] {
  switch (goal.kind) {
    case 'there':
      return objects
        .filter(({ stage }) => stage === goal.stage)
        .map(({ manifest: { kind, apiVersion } }) => resourceOf(kind, apiVersion));
    case 'generated':
      return generatedKinds;
    case 'patched':
      return goal.part === 'namespaces' ? ['namespaces'] : ['services'];
    case 'moved':
      return [resourceOf(goal.move.kind, ''), 'pods'];
    case 'grouped':
      return [...goal.moves.map(({ kind }) => resourceOf(kind, '')), 'deployments', 'pods', 'services'];
    case 'shadowed':
      return ['meshtrafficpermissions.kuma.io'];
    case 'running':
      return plan.moves.map(({ kind }) => resourceOf(kind, ''));
    case 'left':
      return [
        'mutatingwebhookconfigurations',
        'validatingwebhookconfigurations',
        'customresourcedefinitions',
      ];
    case 'locked':
      return [
        'meshtlses.kuma.io',
        'meshpassthroughs.kuma.io',
        'meshtrafficpermissions.kuma.io',
        'meshaccesslogs.kuma.io',
      ];
  }
}

/** What synth makes of application files, for Kuma. */
const generatedKinds = [
  'meshes',
  'meshidentities',
  'meshhttproutes',
  'meshtcproutes',
  'meshtimeouts',
  'meshretries',
  'meshhealthchecks',
  'meshcircuitbreakers',
  'meshpassthroughs',
  'meshtrafficpermissions',
].map((kind) => `${kind}.kuma.io`);

function body(result: LeaveResult, props: RunbookProps, goal: Goal): readonly string[] {
  const { plan, objects, patches } = result;
  switch (goal.kind) {
    case 'running':
      return [
        'The old webhook fails closed and a restarted Envoy finds no control plane: a pod that restarts now does not come back. Pause what restarts pods: automatic deployments, node upgrades, consolidation and scaling down. Keep what there is:',
        code(
          [
            'kubectl get meshes.appmesh.k8s.aws,virtualnodes.appmesh.k8s.aws,virtualservices.appmesh.k8s.aws,virtualrouters.appmesh.k8s.aws,virtualgateways.appmesh.k8s.aws,gatewayroutes.appmesh.k8s.aws -A -o yaml > before-app-mesh.yaml',
            ...plan.namespaces.map(
              (namespace) =>
                `kubectl get services,serviceaccounts,deployments,statefulsets,daemonsets -n ${namespace} -o yaml > before-${namespace}.yaml`,
            ),
          ].join('\n'),
        ),
      ];
    case 'generated':
      return [
        `Take \`applications/\` and \`clusters/${goal.cluster}.yaml\` into a repository of Meshwright, set what stands there as an example (\`report.md\` names it), and let Flux or Argo CD sync the output. It installs Kong Mesh and Kong, and writes routes, limits and permissions, which nobody uses until pods join.`,
        code(
          [
            'meshwright synth',
            `git add dist/${goal.cluster} && git commit -m 'Kong Mesh beside App Mesh' && git push`,
            `${apply} -f - <<'EOF'\n${props.toYaml(wayObjects(result)).trimEnd()}\nEOF`,
          ].join('\n'),
        ),
        'The last three objects hold on the way alone: calls without a certificate are taken too, everybody of the mesh may call everybody, and everybody may leave it.',
      ];
    case 'there': {
      const there = objects.filter(({ stage }) => stage === goal.stage);
      if (there.length === 0) return [];
      if (goal.stage === '20-mesh')
        return [
          'Install Kong Mesh by its chart, in namespace `kong-mesh-system`, with nothing of it in the way of the pods that run: no namespace is labelled `enabled`.',
          code(
            [
              'helm repo add kong-mesh https://kong.github.io/kong-mesh-charts',
              'helm upgrade --install kong-mesh kong-mesh/kong-mesh --namespace kong-mesh-system --create-namespace --wait',
              `${apply} -f 20-mesh/`,
              `${apply} -f - <<'EOF'\n${props.toYaml(wayObjects(result)).trimEnd()}\nEOF`,
            ].join('\n'),
          ),
          'The last three objects hold on the way alone: calls without a certificate are taken too, everybody of the mesh may call everybody, and everybody may leave it.',
        ];
      if (goal.stage === '40-gateway')
        return [
          'Install Kong beside the old gateway (`helm upgrade --install kong kong/ingress --namespace kong --create-namespace`), its proxy’s pods in the mesh (`kuma.io/sidecar-injection: enabled`, `kuma.io/gateway: enabled`), its controller not. Try it by its own address, then move the clients by the weight of their DNS name, a few per cent first.',
          code(`${apply} -f 40-gateway/`),
        ];
      if (goal.stage === '50-lock') return ['Who may call whom:', code(`${apply} -f 50-lock/`)];
      return [code(`${apply} -f ${goal.stage}/`)];
    }
    case 'patched': {
      const files = patches
        .filter(({ manifest, part }) =>
          goal.part === 'without-mesh' ? part === 'without-mesh' : manifest.kind === 'Namespace',
        )
        .map(({ manifest: { kind, metadata }, part }) =>
          props.patchFile(kind, metadata.namespace, metadata.name, part),
        );
      if (files.length === 0) return [];
      return [
        goal.part === 'without-mesh'
          ? 'Selectors, ports and protocols of the Services. App Mesh’s Envoys do not see them: they know the pods by their virtual nodes.'
          : 'The namespaces belong to the mesh now; none of their pods does.',
        code(files.map((file) => `${apply} --force-conflicts -f ${file}`).join('\n')),
      ];
    }
    case 'moved':
      return moveText(result, props, goal.move);
    case 'grouped':
      return groupText(result, props, goal.moves);
    case 'shadowed':
      return [
        'Everybody is still let in, but each call is counted as one that could be refused (`rbac.shadow_denied` in the sidecars’ statistics), and each sidecar logs who calls it:',
        code(`${apply} -f - <<'EOF'\n${props.toYaml(shadowObjects(result)).trimEnd()}\nEOF`),
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
        'Nobody is behind App Mesh’s Envoys any more. `finish.sh` takes the webhooks first, then the controller, then the finalizers that nobody would clear, the objects, their definitions and the roles. Read it, then run it:',
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

function moveText({ patches, plan }: LeaveResult, props: RunbookProps, move: Move): readonly string[] {
  const { kind, namespace, name, services } = move;
  const own = patches.some(
    ({ manifest: { kind: other, metadata } }) =>
      other === kind && metadata.namespace === namespace && metadata.name === name,
  );
  const later = plan.moves.slice(plan.moves.indexOf(move) + 1);
  const finished = services.filter((service) => !later.some((other) => other.services.includes(service)));
  const known = finished.filter((service) =>
    patches.some(
      ({ manifest: { kind: other, metadata } }) =>
        other === 'Service' && `${metadata.namespace}/${metadata.name}` === service,
    ),
  );
  return [
    code(
      [
        ...(own ? [`${apply} --force-conflicts -f ${props.patchFile(kind, namespace, name)}`] : []),
        `kubectl rollout status ${kind.toLowerCase()}/${name} --namespace ${namespace}`,
        ...known.map((service) => {
          const [where = '', which = ''] = service.split('/');
          return `${apply.replace('leave-app-mesh', 'leave-app-mesh-members')} -f ${props.patchFile('Service', where, which)}`;
        }),
      ].join('\n'),
    ),
    ...(known.length === 0
      ? []
      : [
          `With it, all pods of ${known.join(' and ')} have Kong Mesh’s sidecar: Kuma may make a MeshService of it.`,
        ]),
  ];
}

function back({ plan, report }: LeaveResult, goal: Goal): string {
  switch (goal.kind) {
    case 'running':
      return '';
    case 'there':
      return goal.stage === '10-services' || goal.stage === '50-lock'
        ? goal.stage === '50-lock'
          ? 'apply the three objects of step 3 again: the mesh is open and permissive at once.'
          : `\`kubectl delete -f 10-services/\`, and the Services as they were: \`kubectl apply -f before-${plan.namespaces[0] ?? 'default'}.yaml\`.`
        : `\`kubectl delete -f ${goal.stage}/\`${goal.stage === '20-mesh' ? ', then `helm uninstall kong-mesh --namespace kong-mesh-system`' : ''}.`;
    case 'generated':
      return `take the files out of the repository again: the next sync removes what they made.`;
    case 'patched':
      return '';
    case 'moved': {
      const { kind, namespace, name } = goal.move;
      return `no mesh for these pods: \`kubectl patch ${kind.toLowerCase()} ${name} --namespace ${namespace} --type merge --patch '{"spec":{"template":{"metadata":{"labels":{"kuma.io/sidecar-injection":"disabled"}}}}}'\`, and \`kubectl label service --namespace ${namespace} --selector kuma.io/mesh=${report.mesh} kuma.io/mesh-\` where their callers are in the mesh.`;
    }
    case 'grouped':
      return `as long as the old pods run: \`${selectorPatches(goal.moves, '"blue"').join('; ')}\`, and \`${deleteGreens(goal.moves)}\`. After that, no mesh, as for a single workload.`;
    case 'shadowed':
      return 'apply the three objects of step 3 again.';
    case 'left':
      return 'none is needed: no pod has used App Mesh since the last move; `before-app-mesh.yaml` is the record.';
    case 'locked':
      return 'apply the three objects of step 3 again.';
  }
}
