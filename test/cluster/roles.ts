import type { Manifest } from '../../references/manifest';
import type { ClusterOutput } from './dist';
import type { PolicyDocument } from './stand-ins/policy';

/** What a role may do, and who may take it on. */
export interface RolePolicies {
  readonly trust: PolicyDocument;
  readonly permissions: readonly PolicyDocument[];
}

interface AckSpec {
  readonly name: string;
  readonly assumeRolePolicyDocument?: string;
  readonly policyDocument?: string;
  readonly policyRefs?: readonly { readonly from: { readonly name: string; readonly namespace?: string } }[];
}

/** Every role of a cluster's output by its name: those that ACK makes on the cluster, and the documents in `iam/`. */
export function rolesOf(output: ClusterOutput): Map<string, RolePolicies> {
  return new Map([
    ...ackRoles(output.stages.flatMap(({ objects }) => objects)),
    ...documentedRoles(output.files),
  ]);
}

function ackRoles(objects: readonly Manifest[]): [string, RolePolicies][] {
  const ack = objects.filter(({ apiVersion }) => apiVersion.startsWith('iam.services.k8s.aws/'));
  return ack
    .filter(({ kind }) => kind === 'Role')
    .map((role) => {
      const spec = role.spec as AckSpec;
      const permissions = (spec.policyRefs ?? []).flatMap(({ from }) =>
        ack
          .filter(({ kind, metadata }) => kind === 'Policy' && metadata.name === from.name)
          .filter(({ metadata }) => metadata.namespace === (from.namespace ?? role.metadata.namespace))
          .map((policy) => document((policy.spec as AckSpec).policyDocument ?? '')),
      );
      return [spec.name, { trust: document(spec.assumeRolePolicyDocument ?? ''), permissions }];
    });
}

function documentedRoles(files: ReadonlyMap<string, string>): [string, RolePolicies][] {
  return [...files].flatMap(([path, trust]) => {
    const name = /^iam\/(.+)\.trust\.json$/.exec(path)?.[1];
    if (name === undefined) return [];
    const permissions = files.get(`iam/${name}.permissions.json`);
    return [
      [
        name,
        { trust: document(trust), permissions: permissions === undefined ? [] : [document(permissions)] },
      ],
    ];
  });
}

function document(text: string): PolicyDocument {
  return JSON.parse(text) as PolicyDocument;
}
