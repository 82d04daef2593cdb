import { dig, items } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { kumaFile } from '../../kong-mesh/source';
import { topKind } from '../../kong-mesh/target-references';
import type { ObjectRule } from '../../rule';

/** Lists that a policy may not have, by whether spec.targetRef picks built-in gateways. */
const refused: Readonly<
  Record<string, { readonly withGateways: readonly string[]; readonly without: readonly string[] }>
> = {
  MeshFaultInjection: { withGateways: ['from'], without: ['to'] },
  MeshRateLimit: { withGateways: ['rules', 'from'], without: ['to'] },
};

export const gatewayScope: ObjectRule = {
  id: 'kong-mesh/gateway-scope',
  severity: 'error',
  title:
    'a list of a policy is for built-in gateways, or for other proxies, and spec.targetRef picks the wrong ones',
  why: 'A target of kind Mesh or MeshSubset picks built-in gateways too, unless proxyTypes leaves them out, and gateways know no caller. The webhook refuses the policy.',
  source: kumaFile(
    'pkg/plugins/policies/{meshratelimit,meshfaultinjection,meshtimeout}/api/v1alpha1/validator.go',
  ),
  kinds: ['kuma.io/MeshFaultInjection', 'kuma.io/MeshRateLimit', 'kuma.io/MeshTimeout'],
  *checkObject(object): Generator<Draft> {
    const kind = topKind(object);
    const has = (list: string) => items(dig(object, 'spec', list)).length > 0;
    if (object.kind === 'MeshTimeout') {
      if (!has('from') || (kind !== 'MeshGateway' && kind !== 'MeshHTTPRoute')) return;
      yield {
        object,
        path: '/spec/from',
        message: `a MeshTimeout for a ${kind} has no from`,
        found: `from, for a ${kind}`,
        expected: 'to',
        mend: 'move the settings to to',
      };
      return;
    }
    const gateways = picksGateways(object);
    const lists = refused[object.kind]?.[gateways ? 'withGateways' : 'without'] ?? [];
    for (const list of lists.filter(has)) {
      yield {
        object,
        path: `/spec/${list}`,
        message: gateways
          ? `${list} of a ${object.kind} is for proxies that are no built-in gateways, and the target picks both`
          : `${list} of a ${object.kind} is for built-in gateways, and the target picks none`,
        found: `${list}, for ${kind}`,
        expected: gateways
          ? 'a target without gateways: Dataplane, or Mesh with proxyTypes: [Sidecar]'
          : 'a target with gateways',
        mend: gateways
          ? 'write proxyTypes: [Sidecar] in spec.targetRef, or target kind Dataplane'
          : 'move the items to rules, which hold for calls that come in',
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshRateLimit
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh}
  rules: [{default: {local: {http: {requestRate: {num: 5, interval: 10s}}}}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshRateLimit
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh, proxyTypes: [Sidecar]}
  rules: [{default: {local: {http: {requestRate: {num: 5, interval: 10s}}}}}]
`,
  },
};

/** Whether the proxies that a policy is for may be built-in gateways. */
function picksGateways(policy: Manifest): boolean {
  const kind = topKind(policy);
  if (kind === 'MeshGateway' || kind === 'MeshHTTPRoute') return true;
  const types = items(dig(policy, 'spec', 'targetRef', 'proxyTypes'));
  return (kind === 'Mesh' || kind === 'MeshSubset') && (types.length === 0 || types.includes('Gateway'));
}
