import type { LeaveResult } from './result';
import { resourceOf } from './runbook-words';
import type { Goal, Step } from './steps';

/** The command that reads what a step's check has to see. */
export function checkCommand(result: LeaveResult, { goals }: Step, number: number): string {
  const kinds = new Set(goals.flatMap((goal) => kindsOf(result, goal)));
  const seen = [...(kinds.size === 0 ? ['namespaces'] : kinds)].join(',');
  return `kubectl get ${seen} -A -o yaml | meshwright leave-app-mesh check-step ${number} .`;
}

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
      return [resourceOf(goal.move.kind, ''), 'pods', 'services'];
    case 'grouped':
      return [...goal.moves.map(({ kind }) => resourceOf(kind, '')), 'deployments', 'pods', 'services'];
    case 'joined':
      return ['services'];
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
