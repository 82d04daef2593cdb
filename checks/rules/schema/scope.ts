import { scopeOf } from '../../../references/schemas';
import type { SetRule } from '../../rule';
import { kindVersions } from '../../schema/versions';

export const scope: SetRule = {
  id: 'schema/scope',
  severity: 'error',
  title: 'an object of a namespace without one, or a namespace on an object of the cluster',
  why: 'Without a namespace the object lands in whichever one the client happens to use; on an object of the whole cluster the namespace is dropped in silence, and deleting that namespace does not delete it. A warning where the engine that applies the objects is not known, for it may add the namespace.',
  source: 'k8s.io/apiserver v0.35.4 pkg/registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace',
  measured:
    'kube-apiserver v1.35.4 takes the failing example at no path of its own (405), and in whatever namespace a client names; of a ClusterRole with a namespace it drops the namespace without a word.',
  *checkSet({ engine, index, open = false, written = (object) => object }) {
    const severity = engine === undefined ? ('warning' as const) : ('error' as const);
    const path = '/metadata/namespace';
    for (const { apiVersion, kind, objects } of kindVersions(index)) {
      const known = scopeOf(apiVersion, kind);
      if (known === undefined) continue;
      const namespaced = known === 'Namespaced';
      for (const object of objects) {
        const { namespace } = written(object).metadata;
        // The client, a kustomization or the delivery engine says where objects without a namespace go.
        if (namespace === undefined && namespaced && !open) {
          yield {
            object,
            severity,
            path,
            message: `a ${kind} lives in a namespace, and this one has none`,
            found: 'no metadata.namespace',
            expected: 'the namespace that it is for',
            mend: 'add metadata.namespace',
          };
        } else if (namespace !== undefined && !namespaced) {
          yield {
            object,
            severity,
            path,
            message: `a ${kind} belongs to the whole cluster`,
            found: `namespace ${namespace}`,
            expected: 'no namespace',
            mend: 'remove metadata.namespace',
          };
        }
      }
    }
  },
  example: {
    fails: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz, namespace: default}
`,
  },
};
