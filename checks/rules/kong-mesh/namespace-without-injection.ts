import { pointer, text } from '../../../references/fields';
import { kumaGroup } from '../../../references/kinds/kuma';
import { isSystemNamespace } from '../../kong-mesh/control-plane';
import { policyTargets } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

const label = 'kuma.io/sidecar-injection';
const values = ['enabled', 'disabled', 'true', 'false'];

export const namespaceWithoutInjection: SetRule = {
  id: 'kong-mesh/namespace-without-injection',
  severity: 'error',
  title: 'a namespace is part of the mesh, but the injector does not look at it',
  why: 'Since 2.11 the webhooks look only at namespaces with the label: pods start without a proxy, policies hold for nobody.',
  source: kumaFile('deployments/charts/kuma/templates/cp-webhooks-and-secrets.yaml; UPGRADE.md 2.11'),
  *checkSet({ index }: CheckContext) {
    const reasons = new Map<string, string>();
    for (const kind of Object.keys(policyTargets)) {
      for (const { metadata } of index.ofKind(kumaGroup, kind)) {
        if (metadata.namespace !== undefined && !reasons.has(metadata.namespace))
          reasons.set(metadata.namespace, `has ${kind} ${metadata.name}`);
      }
    }
    for (const object of index.ofKind('', 'Namespace')) {
      const { name, labels, annotations } = object.metadata;
      if (isSystemNamespace(name, index)) continue;
      const found = text(labels?.[label]);
      const asked = text(annotations?.[label]);
      const mesh = text(labels?.['kuma.io/mesh']);
      const reason =
        reasons.get(name) ??
        (asked === undefined ? undefined : 'asks for it in an annotation') ??
        (mesh === undefined ? undefined : `belongs to mesh ${mesh}`);
      if (found === undefined ? reason === undefined : values.includes(found)) continue;
      yield {
        object,
        path: found === undefined ? '/metadata/labels' : pointer('metadata', 'labels', label),
        message:
          found === undefined
            ? `namespace ${name} ${reason ?? ''}, but the injector does not look at it`
            : `${label} is neither on nor off`,
        found:
          found ??
          (asked === undefined ? `no label ${label}` : `${label} as an annotation, which is not read`),
        expected: `${label}: enabled`,
        mend: `label the namespace ${label}: enabled`,
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: `
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
    passes: `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
  },
};
