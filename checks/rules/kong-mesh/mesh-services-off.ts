import { dig, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { policyKinds } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import { targetReferences } from '../../kong-mesh/target-references';
import type { ObjectRule } from '../../rule';

/** The name of a service as meshes without MeshServices have it: `cart_shop_svc_80`. */
const oldName = /_svc(?:_\d+)?$/;

export const meshServicesOff: ObjectRule = {
  id: 'kong-mesh/mesh-services-off',
  severity: 'error',
  title: 'a policy names a MeshService in a mesh that does not run them',
  why: 'Without meshServices.mode no MeshService is made of a Service: the policy is taken, and holds for nothing.',
  source: kumaFile('api/mesh/v1alpha1/mesh.proto meshServices; pkg/plugins/policies/core/rules/outbound'),
  kinds: policyKinds,
  *checkObject(object, { index }) {
    const mesh = index.get(objectId(kumaGroup, 'Mesh', undefined, meshOf(object)));
    if (mesh === undefined) return;
    const mode = dig(mesh, 'spec', 'meshServices', 'mode');
    if (mode !== undefined && mode !== 'Disabled') return;
    for (const { position, at, value } of targetReferences(object)) {
      if (position !== 'to' && position !== 'backend') continue;
      const kind = text(dig(value, 'kind'));
      if (kind !== 'MeshService' && kind !== 'MeshMultiZoneService') continue;
      const name = text(dig(value, 'name'));
      const isNew = ['namespace', 'sectionName', 'labels'].some((field) => dig(value, field) !== undefined);
      if (!isNew && name !== undefined && oldName.test(name)) continue;
      yield {
        object,
        path: pointer(...at),
        message: `mesh ${mesh.metadata.name} runs no MeshServices, so that this names nothing`,
        found: `${kind} ${name ?? ''} and ${mode === undefined ? 'no meshServices.mode' : 'meshServices.mode: Disabled'}`,
        expected:
          'meshServices.mode: Exclusive in the Mesh, or the old name of the service: name_namespace_svc_port',
        mend: 'set spec.meshServices.mode: Exclusive in the Mesh',
        // A control plane may have made the Mesh with a mode that is not written here.
        ...(mode === undefined ? { severity: 'warning' as const } : {}),
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Service prod/jazz'],
    fails: example('Disabled'),
    passes: example('Exclusive'),
  },
};

function example(mode: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: ${mode}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod, labels: {kuma.io/mesh: default}}
spec: {to: [{targetRef: {kind: MeshService, name: jazz, namespace: prod}, default: {idleTimeout: 60s}}]}
`;
}
