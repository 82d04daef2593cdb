import { dig, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { meshBackendProblems } from '../../kong-mesh/mesh-backends';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

export const meshBackends: ObjectRule = {
  id: 'kong-mesh/mesh-backends',
  severity: 'error',
  title: 'a backend of a Mesh is not defined as its type needs, or one is enabled that is not there',
  why: 'The schema takes any map here; the webhook refuses the Mesh, and without it no proxy of the mesh starts.',
  source: kumaFile('pkg/core/resources/apis/mesh/mesh_validator.go'),
  kinds: ['kuma.io/Mesh'],
  *checkObject(object): Generator<Draft> {
    for (const { at, message, expected } of meshBackendProblems(object)) {
      yield {
        object,
        path: pointer(...at),
        message,
        found: shown(dig(object, ...at)),
        expected,
        mend: `write ${expected}`,
      };
    }
    const enabled = text(dig(object, 'spec', 'mtls', 'enabledBackend'));
    if (dig(object, 'spec', 'routing', 'zoneEgress') === true && enabled === undefined) {
      yield {
        object,
        path: '/spec/routing/zoneEgress',
        message: 'calls leave by the zone egress, and the mesh has no mTLS from spec.mtls',
        found: `zoneEgress: true, and ${items(dig(object, 'spec', 'mtls', 'backends')).length} mTLS backends`,
        expected: 'spec.mtls.enabledBackend, or no zoneEgress',
        mend: 'remove routing.zoneEgress: with a MeshIdentity, calls to a MeshExternalService use the egress as it is',
      };
    }
  },
  example: {
    given: ['kong-mesh'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec:
  meshServices: {mode: Exclusive}
  metrics: {enabledBackend: metrics, backends: [{name: prometheus, type: prometheus}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec:
  meshServices: {mode: Exclusive}
  metrics: {enabledBackend: prometheus, backends: [{name: prometheus, type: prometheus}]}
`,
  },
};
