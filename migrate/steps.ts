import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import type { Manifest } from '../references/manifest';
import type { LeaveResult, Move, Stage } from './result';

/** What a step of the runbook needs to be there, or gone. */
export type Goal =
  | { readonly kind: 'running' }
  | { readonly kind: 'there'; readonly stage: Stage }
  /** What synth makes of the application files. */
  | { readonly kind: 'generated'; readonly cluster: string }
  | { readonly kind: 'patched'; readonly part: 'without-mesh' | 'namespaces' }
  | { readonly kind: 'moved'; readonly move: Move }
  | { readonly kind: 'left' }
  | { readonly kind: 'locked' };

/** One step of the runbook. */
export interface Step {
  readonly title: string;
  readonly goals: readonly Goal[];
}

/** The steps of a set, in their order. */
export function stepsOf({ plan, objects }: Pick<LeaveResult, 'plan' | 'objects'>): readonly Step[] {
  const gateway = objects.some(({ stage }) => stage === '40-gateway');
  return [
    { title: 'Freeze: nothing restarts by accident', goals: [{ kind: 'running' }] },
    {
      title: 'Make everything work without a mesh',
      goals: [
        { kind: 'there', stage: '10-services' },
        { kind: 'patched', part: 'without-mesh' },
      ],
    },
    {
      title: 'Install Kong Mesh beside App Mesh, open and permissive',
      goals: [
        ...(plan.cluster === undefined ? [] : [{ kind: 'generated', cluster: plan.cluster } as const]),
        { kind: 'there', stage: '20-mesh' },
        { kind: 'patched', part: 'namespaces' },
      ],
    },
    ...(plan.cluster === undefined
      ? [
          {
            title: 'Routes and limits, which nobody uses yet',
            goals: [{ kind: 'there', stage: '30-routes' }] as const,
          },
        ]
      : []),
    ...plan.moves.map(
      (move): Step => ({
        title: `Move ${move.kind} ${move.namespace}/${move.name}`,
        goals: [{ kind: 'moved', move }],
      }),
    ),
    ...(gateway
      ? [
          {
            title: 'The gateway beside the old one, then its clients',
            goals: [{ kind: 'there', stage: '40-gateway' }] as const,
          },
        ]
      : []),
    { title: 'Take App Mesh away', goals: [{ kind: 'left' }] },
    { title: 'Lock the mesh', goals: [{ kind: 'there', stage: '50-lock' }, { kind: 'locked' }] },
  ];
}

/** Names of what holds only on the way: it is made by step 3 and goes with the last step. */
export const onTheWay = 'leaving-app-mesh';

/** Objects that keep the mesh open and permissive on the way. */
export function wayObjects({
  report,
  objects,
}: Pick<LeaveResult, 'report' | 'objects'>): readonly Manifest[] {
  const metadata = {
    name: onTheWay,
    namespace: systemNamespace,
    labels: { 'kuma.io/mesh': report.mesh, 'kuma.io/origin': 'zone' },
  };
  // Where a cluster file is written, its compiler names the identities: zone default.
  const domain =
    trustDomainOf(objects.map(({ manifest }) => manifest)) ?? `${report.mesh}.default.mesh.local`;
  const apiVersion = 'kuma.io/v1alpha1';
  const targetRef = { kind: 'Mesh' };
  return [
    {
      apiVersion,
      kind: 'MeshTLS',
      metadata,
      spec: { targetRef, rules: [{ default: { mode: 'Permissive' } }] },
    },
    {
      apiVersion,
      kind: 'MeshTrafficPermission',
      metadata,
      spec: {
        targetRef,
        rules: [{ default: { allow: [{ spiffeID: { type: 'Prefix', value: `spiffe://${domain}` } }] } }],
      },
    },
    {
      apiVersion,
      kind: 'MeshPassthrough',
      metadata,
      spec: { targetRef, default: { passthroughMode: 'All' } },
    },
  ];
}

function trustDomainOf(objects: readonly Manifest[]): string | undefined {
  const identity = objects.find(({ kind }) => kind === 'MeshIdentity');
  const found = /"trustDomain":"([^"]+)"/.exec(JSON.stringify(identity?.spec ?? {}));
  return found?.[1];
}
