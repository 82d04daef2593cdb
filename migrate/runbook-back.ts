import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { memberPatch } from './members';
import type { LeaveResult, Stage } from './result';
import { deleteGreens, selectorPatches } from './runbook-groups';
import { apply, changedNamespaces, code, openFile, rolloutCommands } from './runbook-words';
import { type Goal, onTheWay, type Step } from './steps';

/** A way back: what it leads to, and its commands. */
interface Way {
  readonly text: string;
  readonly commands?: readonly string[];
}

const again: Way = {
  text: 'the mesh is open and permissive at once:',
  commands: [
    `${apply} -f ${openFile}`,
    `kubectl delete meshaccesslog ${onTheWay} --namespace ${systemNamespace} --ignore-not-found`,
  ],
};

const added: Partial<Readonly<Record<Stage, string>>> = {
  '10-services': 'what was added goes again,',
  '40-gateway':
    'the weight of the DNS name goes back first, as long as the old gateway runs; then the routes go:',
};

/** The way back from a step, as Markdown. */
export function wayBack(result: LeaveResult, { goals }: Step): string {
  const ways = goals.flatMap((goal) => wayOf(result, goal) ?? []);
  const texts = ways.map(({ text }) => text);
  const commands = ways.flatMap((way) => way.commands ?? []);
  if (texts.length === 0) return 'Back: nothing was changed.';
  return [`Back: ${texts.join(' ')}`, ...(commands.length === 0 ? [] : [code(commands.join('\n'))])].join(
    '\n\n',
  );
}

function wayOf(result: LeaveResult, goal: Goal): Way | undefined {
  const { plan, objects } = result;
  switch (goal.kind) {
    case 'running':
      return undefined;
    case 'there':
      if (!objects.some(({ stage }) => stage === goal.stage) || goal.stage === '50-lock') return undefined;
      return goal.stage === '20-mesh'
        ? {
            text: 'Kong Mesh goes again, and what belonged to it:',
            commands: [
              ...closeCommands(result),
              `kubectl delete -f ${goal.stage}/ --ignore-not-found`,
              `helm uninstall kong-mesh --namespace ${systemNamespace}`,
            ],
          }
        : {
            text: added[goal.stage] ?? 'what was added goes again:',
            commands: [`kubectl delete -f ${goal.stage}/ --ignore-not-found`],
          };
    case 'generated':
      return {
        text: 'take the files out of the repository again, for the next sync removes what they made; and what was made by hand:',
        commands: closeCommands(result),
      };
    case 'patched':
      return goal.part === 'namespaces' ? undefined : servicesAgain(result);
    case 'moved': {
      const { kind, namespace, name } = goal.move;
      return {
        text: 'no mesh for these pods, which their callers reach as they reach what is in no mesh:',
        commands: [...partCommands(result, goal.move.services), ...outOfMesh(kind, namespace, name)],
      };
    }
    case 'joined':
      return {
        text: 'these Services are none of the mesh any more:',
        commands: partCommands(result, goal.services),
      };
    case 'grouped':
      return {
        text: 'as long as the old pods run, the Services go back to them; after that, no mesh, as for a single workload:',
        commands: [
          ...partCommands(result, goal.services),
          ...selectorPatches(goal.moves, '"blue"'),
          ...deleteGreens(goal.moves),
        ],
      };
    case 'left':
      return {
        text: `none is needed: no pod has used App Mesh since the last ${plan.moves.length === 0 ? 'one was moved' : 'move'}; \`before-app-mesh.yaml\` is the record.`,
      };
    case 'shadowed':
    case 'locked':
      return again;
  }
}

/** The commands that take a workload's sidecar away: of a CronJob from its next run on, and none of a Job, which is made anew. */
function outOfMesh(kind: string, namespace: string, name: string): readonly string[] {
  if (kind === 'Job') return [];
  const labels = { metadata: { labels: { 'kuma.io/sidecar-injection': 'disabled' } } };
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template: labels } } } : { template: labels };
  return [
    `kubectl patch ${kind.toLowerCase()} ${name} --namespace ${namespace} --type merge --patch '${JSON.stringify({ spec })}'`,
    ...rolloutCommands(kind, namespace, name),
  ];
}

/** What is the mesh's on the way, and the labels by which namespaces are. */
function closeCommands({ patches }: LeaveResult): readonly string[] {
  const namespaces = patches.flatMap(({ manifest: { kind, metadata } }) =>
    kind === 'Namespace' ? [metadata.name] : [],
  );
  return [
    `kubectl delete meshtls,meshtrafficpermission,meshpassthrough ${onTheWay} --namespace ${systemNamespace} --ignore-not-found`,
    ...namespaces.map((name) => `kubectl label namespace ${name} kuma.io/mesh- kuma.io/sidecar-injection-`),
  ];
}

/** The Services as they were; a record of another version than the cluster's is refused, so its version is left out. */
function servicesAgain(result: LeaveResult): Way | undefined {
  const changed = result.patches.filter(({ part }) => part === 'without-mesh');
  const namespaces = changedNamespaces(result).filter((namespace) =>
    changed.some(({ manifest }) => manifest.metadata.namespace === namespace),
  );
  if (namespaces.length === 0) return undefined;
  return {
    text: 'the Services as they were:',
    commands: namespaces.map(
      (namespace) =>
        `sed '/^    resourceVersion: /d' before-services-${namespace}.yaml | kubectl replace -f -`,
    ),
  };
}

/** Services that are none of the mesh any more: of those that the output knows. */
function partCommands({ objects, patches }: LeaveResult, services: readonly string[]): readonly string[] {
  return services
    .filter(
      (service) =>
        memberPatch(patches, service) !== undefined ||
        objects.some(
          ({ manifest: { kind, metadata } }) =>
            kind === 'Service' && `${metadata.namespace}/${metadata.name}` === service,
        ),
    )
    .map((service) => {
      const [namespace, name] = service.split('/');
      return `kubectl label service ${name} --namespace ${namespace} kuma.io/mesh-`;
    });
}
