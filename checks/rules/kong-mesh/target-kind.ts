import { dig, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import { isSystemNamespace } from '../../kong-mesh/control-plane';
import { policyKinds } from '../../kong-mesh/policies';
import { policyValidators } from '../../kong-mesh/source';
import { targetReferences, topKind } from '../../kong-mesh/target-references';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

const positions = { top: 'spec.targetRef', to: 'to', from: 'from', backend: 'a backend' };

export const targetKind: ObjectRule = {
  id: 'kong-mesh/target-kind',
  severity: 'error',
  title: 'a policy targets a kind that it may not target at this position',
  why: 'The schema allows every kind everywhere; the webhook refuses the policy, and nothing that the same sync brings is applied. What may be named in to follows from the kind in spec.targetRef, and some kinds there are for the namespace of the control plane alone.',
  source: policyValidators,
  kinds: policyKinds,
  *checkObject(object, { index }) {
    const { namespace = 'default' } = object.metadata;
    const system = isSystemNamespace(namespace, index);
    for (const { position, at, value, allowed, systemOnly } of targetReferences(object)) {
      const kind = text(dig(value, 'kind'));
      if (kind === undefined || allowed.length === 0 || allowed.includes(kind)) continue;
      if (systemOnly.includes(kind)) {
        if (system) continue;
        yield {
          object,
          path: pointer(...at, 'kind'),
          message: `a ${object.kind} for a ${kind} is taken in the namespace of the control plane alone`,
          found: `${kind}, in namespace ${namespace}`,
          expected: `${either(allowed.filter((name) => !removedKinds.has(name)))}, or the namespace of the control plane`,
          mend: `move the policy to the namespace of the control plane, or target ${either(allowed.filter((name) => !removedKinds.has(name)))}`,
        };
        continue;
      }
      const close = nearest(kind, allowed);
      const known = [...new Set(allowed)].filter((name) => !removedKinds.has(name));
      yield {
        object,
        path: pointer(...at, 'kind'),
        message: `${positions[position]} of a ${object.kind}${forTop(object, position)} may not be ${kind}`,
        found: kind,
        expected: either(known.length > 0 ? known : allowed),
        mend: `target ${either(known.length > 0 ? known : allowed)}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTCPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: Mesh}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz, port: 9080}]}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTCPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz, port: 9080}]}}]
`,
  },
};

/** What `to` may name follows from the kind that the policy is for. */
function forTop(object: Manifest, position: string): string {
  const top = topKind(object);
  return position === 'to' && (top === 'MeshGateway' || top === 'MeshHTTPRoute') ? ` for a ${top}` : '';
}

/** Still allowed, but not to be advised: the next version removes them. */
const removedKinds = new Set(['MeshSubset', 'MeshServiceSubset', 'MeshGateway']);
