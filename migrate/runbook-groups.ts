import { dig, strings } from '../references/fields';
import { greenName, leavingLabel } from './greens';
import { memberPatch } from './members';
import type { LeaveResult, Move } from './result';
import {
  apply,
  code,
  heredoc,
  joinCommand,
  patchCommand,
  type RunbookProps,
  rolloutCommands,
} from './runbook-words';

/** A group moves as a second set of pods beside the first, and the Services change from one to the other at once. */
export function groupText(
  result: LeaveResult,
  props: RunbookProps,
  moves: readonly Move[],
  services: readonly string[],
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
        heredoc(`${apply} -f -`, props.toYaml(greens)),
        ...greens.flatMap(({ kind, metadata: { name, namespace } }) =>
          rolloutCommands(kind, namespace ?? 'default', name),
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
        ...others.map(({ kind, namespace, name }) =>
          patchCommand(kind, props.patchFile(kind, namespace, name)),
        ),
        ...services
          .filter((service) => memberPatch(result.patches, service) !== undefined)
          .map((service) => joinCommand(props, service)),
      ].join('\n'),
    ),
    'Then the workloads themselves follow, and the second set goes:',
    code(
      [
        ...moves.flatMap(({ kind, namespace, name }) => [
          ...(kind === 'Deployment' ? [patchCommand(kind, props.patchFile(kind, namespace, name))] : []),
          ...rolloutCommands(kind, namespace, name),
        ]),
        ...selectorPatches(moves, 'null'),
        ...deleteGreens(moves),
      ].join('\n'),
    ),
  ];
}

/** The commands that make Services select by the label of a group, or by it no more. */
export function selectorPatches(moves: readonly Move[], value: string): readonly string[] {
  return [...new Set(moves.flatMap(({ selectedBy }) => selectedBy))].map((service) => {
    const [namespace, name] = service.split('/');
    return `kubectl patch service ${name} --namespace ${namespace} --type merge --patch '{"spec":{"selector":{"${leavingLabel}":${value}}}}'`;
  });
}

/** The commands that take the second set of pods away. */
export function deleteGreens(moves: readonly Move[]): readonly string[] {
  const deployments = moves.filter(({ kind }) => kind === 'Deployment');
  return [...new Set(deployments.map(({ namespace }) => namespace))].map((namespace) => {
    const own = deployments.filter((move) => move.namespace === namespace);
    const names = own.map(({ name }) => greenName(name));
    return `kubectl delete deployment --namespace ${namespace} ${names.join(' ')} --ignore-not-found`;
  });
}
