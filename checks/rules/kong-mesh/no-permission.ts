import { dig, items } from '../../../references/fields';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import type { Manifest } from '../../../references/manifest';
import { identifies, identitiesOf, meshOfPod } from '../../kong-mesh/identity';
import { nextVersion } from '../../kong-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

export const noPermission: SetRule = {
  id: 'kong-mesh/no-permission',
  severity: 'error',
  title: 'a workload with an identity serves calls, and no permission lets any in',
  why: 'With a MeshIdentity everything is denied unless a MeshTrafficPermission allows it: each call ends with 403.',
  source: nextVersion,
  measured:
    'kuma-cp and kuma-dp 2.14.3 with Envoy: a caller whom no permission names was refused 50 times of 50.',
  *checkSet({ index, given }) {
    for (const pod of podsOf(index)) {
      if (!isInKongMesh(pod, index)) continue;
      const gateway = pod.annotations['kuma.io/gateway'];
      const mesh = meshOfPod(pod, index);
      // A gateway has no inbound proxy; one whose pods no Service selects serves nobody in the mesh.
      if (gateway !== undefined && gateway !== 'disabled') continue;
      if (!identitiesOf(index, mesh).some((identity) => identifies(identity, pod))) continue;
      const served = index
        .referrers(pod.by)
        .some(({ from, target }) => from.kind === 'Service' && target.type === 'pods');
      if (!served || given.some((entry) => entry.startsWith('MeshTrafficPermission '))) continue;
      const permissions = index.selecting(kumaGroup, 'MeshTrafficPermission', pod.namespace, pod.labels);
      if (permissions.some((permission) => meshOf(permission) === mesh && decides(permission))) continue;
      yield {
        object: pod.by,
        path: pod.path,
        message: `no MeshTrafficPermission lets anybody call the pods of ${pod.name}`,
        found: permissions.length === 0 ? 'no permission that selects them' : 'permissions that allow nobody',
        expected: `a MeshTrafficPermission in ${pod.namespace} with an allow for the callers`,
        mend: 'add one with targetRef {kind: Dataplane, labels: ...} and the SPIFFE ids of the callers',
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system', 'Mesh default', 'ServiceAccount kong/kong-gateway'],
    fails: example(''),
    passes: example(`
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: jazz}}
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: spiffe://default.zone-1.mesh.local/ns/kong/sa/kong-gateway}}]}}]
`),
  },
};

/** Whether the permission allows somebody, or says that nobody may call; one with `from` is judged by another rule. */
function decides(permission: Manifest): boolean {
  return (
    items(dig(permission, 'spec', 'from')).length > 0 ||
    items(dig(permission, 'spec', 'rules')).some((rule) =>
      ['allow', 'allowWithShadowDeny', 'deny'].some((list) => items(dig(rule, 'default', list)).length > 0),
    )
  );
}

function example(permission: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  spiffeID: {trustDomain: default.zone-1.mesh.local}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0", ports: [{containerPort: 9080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {ingress.kubernetes.io/service-upstream: "true"}}
spec: {selector: {app: jazz}, ports: [{port: 9080, appProtocol: http}]}
${permission}`;
}
