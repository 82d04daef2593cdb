import { dig, strings } from '../references/fields';
import { greenName, leavingLabel } from './greens';
import type { LeaveResult, Move } from './result';
import { apply, code, type RunbookProps } from './runbook-words';

/** A group moves as a second set of pods beside the first, and the Services change from one to the other at once. */
export function groupText(
  result: LeaveResult,
  props: RunbookProps,
  moves: readonly Move[],
): readonly string[] {
  const greens = result.greens.filter(({ metadata }) =>
    moves.some(
      ({ namespace, name }) => metadata.namespace === namespace && metadata.name === greenName(name),
    ),
  );
  const others = moves.filter(({ kind }) => kind !== 'Deployment');
  const labelled = greens.map((green) => {
    const { [leavingLabel]: _, ...labels } = strings(dig(green.spec, 'selector', 'matchLabels'));
    const selector = Object.entries(labels).map((each) => each.join('='));
    return `kubectl label pods --namespace ${green.metadata.namespace ?? 'default'} --selector ${selector.join(',')} ${leavingLabel}=blue --overwrite`;
  });
  return [
    'App Mesh encrypts the calls among them, and who has left neither speaks its TLS nor is believed: they move as a second set of pods (green) beside the first (blue), and the Services change from one to the other at once. First the Services keep to the pods that are there:',
    code([...labelled, ...selectorPatches(moves, '"blue"')].join('\n')),
    'Then the second set, which nobody calls yet:',
    code(
      [
        `${apply} -f - <<'EOF'\n${props.toYaml(greens).trimEnd()}\nEOF`,
        ...greens.map(
          ({ metadata: { name, namespace } }) =>
            `kubectl rollout status deployment/${name} --namespace ${namespace ?? 'default'}`,
        ),
      ].join('\n'),
    ),
    ...(others.length === 0
      ? []
      : [
          `${others.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).join(', ')} cannot run twice: its pods change in the next commands, and its callers do without them until they are back.`,
        ]),
    'When all of them are ready, the Services change over, those of the callees first in the list:',
    code(
      [
        ...selectorPatches(moves, '"green"'),
        ...others.map(
          ({ kind, namespace, name }) =>
            `${apply} --force-conflicts -f ${props.patchFile(kind, namespace, name)}`,
        ),
        ...membersOf(result, props, moves),
      ].join('\n'),
    ),
    'Then the workloads themselves follow, and the second set goes:',
    code(
      [
        ...moves.flatMap(({ kind, namespace, name }) => [
          ...(kind === 'Deployment'
            ? [`${apply} --force-conflicts -f ${props.patchFile(kind, namespace, name)}`]
            : []),
          `kubectl rollout status ${kind.toLowerCase()}/${name} --namespace ${namespace}`,
        ]),
        ...selectorPatches(moves, 'null'),
        deleteGreens(moves),
      ].join('\n'),
    ),
  ];
}

/** The commands that give Services of moved workloads the label of the mesh. */
function membersOf(
  { patches, plan }: LeaveResult,
  props: RunbookProps,
  moves: readonly Move[],
): readonly string[] {
  const last = moves.map((move) => plan.moves.indexOf(move)).reduce((a, b) => Math.max(a, b), 0);
  const later = plan.moves.slice(last + 1);
  const services = new Set(moves.flatMap((move) => move.services));
  return [...services]
    .filter((service) => !later.some((other) => other.services.includes(service)))
    .filter((service) =>
      patches.some(
        ({ manifest: { kind, metadata } }) =>
          kind === 'Service' && `${metadata.namespace}/${metadata.name}` === service,
      ),
    )
    .map((service) => {
      const [where = '', which = ''] = service.split('/');
      return `${apply.replace('leave-app-mesh', 'leave-app-mesh-members')} -f ${props.patchFile('Service', where, which)}`;
    });
}

/** The commands that make Services select by the label of a group, or by it no more. */
export function selectorPatches(moves: readonly Move[], value: string): readonly string[] {
  return [...new Set(moves.flatMap(({ selectedBy }) => selectedBy))].map((service) => {
    const [namespace, name] = service.split('/');
    return `kubectl patch service ${name} --namespace ${namespace} --type merge --patch '{"spec":{"selector":{"${leavingLabel}":${value}}}}'`;
  });
}

/** The command that takes the second set of pods away. */
export function deleteGreens(moves: readonly Move[]): string {
  const namespaces = [...new Set(moves.map(({ namespace }) => namespace))];
  return namespaces
    .map((namespace) => {
      const names = moves.flatMap((move) =>
        move.namespace === namespace && move.kind === 'Deployment' ? [greenName(move.name)] : [],
      );
      return `kubectl delete deployment --namespace ${namespace} ${names.join(' ')}`;
    })
    .join(' && ');
}
