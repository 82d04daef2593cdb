import { objectId } from '../../../references/identity';
import { kongGroup, listOf } from '../../../references/kinds/kong-annotations';
import { annotationPath, annotationsSource } from '../../kong/annotation';
import { missing } from '../../kong/missing';
import type { ObjectRule } from '../../rule';

const kinds = [
  ['konghq.com/upstream-policy', 'KongUpstreamPolicy'],
  ['konghq.com/override', 'KongIngress'],
] as const;

export const missingUpstreamPolicy: ObjectRule = {
  id: 'kong/missing-upstream-policy',
  severity: 'error',
  title: 'a Service names an upstream policy that nothing creates',
  why: 'The controller leaves load balancing and health checks at their defaults, or leaves the Service out.',
  source: annotationsSource,
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    if (object.metadata.annotations === undefined) return;
    for (const [annotation, kind] of kinds) {
      for (const name of listOf(object, annotation)) {
        const id = objectId(kongGroup, kind, object.metadata.namespace, name);
        if (index.provisions(id).length === 0) yield missing(object, annotationPath(annotation), id, index);
      }
    }
  },
  example: {
    given: ['Namespace prod', 'kong-crds', 'KongUpstreamPolicy prod/jazz'],
    fails: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {konghq.com/upstream-policy: metal}}
spec: {type: ExternalName, externalName: jazz.example.com}
`,
    passes: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {konghq.com/upstream-policy: jazz}}
spec: {type: ExternalName, externalName: jazz.example.com}
`,
  },
};
