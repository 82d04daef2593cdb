import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import type { Manifest } from '../references/manifest';
import { finishedWith } from './members';
import type { LeaveResult, Move, MovePlan, Stage } from './result';

/** What a step of the runbook needs to be there, or gone. */
export type Goal =
  | { readonly kind: 'running'; readonly moves: readonly Move[] }
  | { readonly kind: 'there'; readonly stage: Stage }
  /** What synth makes of the application files. */
  | { readonly kind: 'generated'; readonly cluster: string }
  | { readonly kind: 'patched'; readonly part: 'without-mesh' | 'namespaces' }
  /** With a workload, Services whose last pods it has become the mesh's. */
  | { readonly kind: 'moved'; readonly move: Move; readonly services: readonly string[] }
  /** Workloads that move together, with a second Deployment for each on the way. */
  | { readonly kind: 'grouped'; readonly moves: readonly Move[]; readonly services: readonly string[] }
  /** Services whose pods were not among the files. */
  | { readonly kind: 'joined'; readonly services: readonly string[] }
  /** Who would be refused is seen before anybody is. */
  | { readonly kind: 'shadowed' }
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
    { title: 'Freeze: nothing restarts by accident', goals: [{ kind: 'running', moves: plan.moves }] },
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
    ...movesOf(plan),
    ...(plan.unmoved.length === 0
      ? []
      : [
          {
            title: 'Move the pods that were not among the files',
            goals: [{ kind: 'joined', services: plan.unmoved }] as const,
          },
        ]),
    ...(gateway
      ? [
          {
            title: 'The gateway beside the old one, then its clients',
            goals: [{ kind: 'there', stage: '40-gateway' }] as const,
          },
        ]
      : []),
    { title: 'Take App Mesh away', goals: [{ kind: 'left' }] },
    ...(plan.permissions || plan.cluster !== undefined
      ? [{ title: 'Look who would be refused', goals: [{ kind: 'shadowed' }] as const }]
      : []),
    { title: 'Lock the mesh', goals: [{ kind: 'there', stage: '50-lock' }, { kind: 'locked' }] },
  ];
}

/** Workloads one by one; a group where its last one stands, for what it calls comes before. */
function movesOf(plan: Pick<MovePlan, 'moves'>): readonly Step[] {
  const { moves } = plan;
  return moves.flatMap((move, i): readonly Step[] => {
    const { kind, namespace, name, group } = move;
    if (group === undefined)
      return [
        {
          title: `Move ${kind} ${namespace}/${name}`,
          goals: [{ kind: 'moved', move, services: finishedWith(plan, [move]) }],
        },
      ];
    const all = moves.filter((each) => each.group === group);
    if (moves.slice(i + 1).some((each) => each.group === group)) return [];
    return [
      {
        title: `Move together: ${all.map((each) => `${each.namespace}/${each.name}`).join(', ')}`,
        goals: [{ kind: 'grouped', moves: all, services: finishedWith(plan, all) }],
      },
    ];
  });
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

/**
 * What takes the place of the permission of the way before it goes: everybody is still let in, and each call is counted as one
 * that would be refused if nothing else allowed it (Kuma 2.14 counts the allowed ones too:
 * pkg/plugins/policies/meshtrafficpermission/xds/rbac_configurer.go); the log says who called.
 */
export function shadowObjects(result: Pick<LeaveResult, 'report' | 'objects'>): readonly Manifest[] {
  const [, permission] = wayObjects(result);
  if (permission === undefined) return [];
  const { apiVersion, metadata } = permission;
  const everybody = JSON.stringify(permission.spec).replace('"allow"', '"allowWithShadowDeny"');
  const spec: unknown = JSON.parse(everybody);
  return [
    { ...permission, spec },
    {
      apiVersion,
      kind: 'MeshAccessLog',
      metadata,
      spec: {
        targetRef: { kind: 'Mesh' },
        rules: [
          {
            default: {
              backends: [
                {
                  type: 'File',
                  file: {
                    path: '/dev/stdout',
                    format: { type: 'Plain', plain: `${onTheWay} %DOWNSTREAM_PEER_URI_SAN%` },
                  },
                },
              ],
            },
          },
        ],
      },
    },
  ];
}
