import { annotationPath } from '../../kong/annotation';
import type { ObjectRule } from '../../rule';

const override = 'konghq.com/override';

export const overrideOnService: ObjectRule = {
  id: 'kong/override-on-service',
  severity: 'warning',
  title: 'a Service names a KongIngress, of which only the upstream part still works',
  why: 'The kind is deprecated and Kong Operator no longer has it; a Gateway API route never reads it.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/admission (warning); developer.konghq.com migrate/kongingress',
  measured:
    'Kong Ingress Controller 3.5.13 takes hash_on of a KongIngress that a Service names, and leaves out its retries; of the KongUpstreamPolicy of the passing example it takes the algorithm.',
  kinds: ['/Service'],
  *checkObject(object) {
    const value = object.metadata.annotations?.[override];
    if (value === undefined) return;
    yield {
      object,
      path: annotationPath(override),
      message: `${override} is deprecated on Services`,
      found: value,
      expected: 'konghq.com/upstream-policy, konghq.com/host-header and the other annotations of a Service',
      mend: 'move load balancing and health checks to a KongUpstreamPolicy, host_header to konghq.com/host-header, and remove this annotation',
    };
  },
  example: {
    given: ['Namespace prod', 'kong-crds', 'KongIngress prod/jazz', 'KongUpstreamPolicy prod/jazz'],
    fails: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {konghq.com/override: jazz}}
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
