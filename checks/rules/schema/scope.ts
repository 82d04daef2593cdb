import { schemaEntry } from '../../../references/schemas';
import type { ObjectRule } from '../../rule';

export const scope: ObjectRule = {
  id: 'schema/scope',
  severity: 'error',
  title: 'an object of a namespace without one, or a namespace on an object of the cluster',
  why: 'Without a namespace the object lands in whichever one the client happens to use; on an object of the whole cluster the namespace is dropped in silence, and deleting that namespace does not delete it. A warning where the engine that applies the objects is not known, for it may add the namespace.',
  source: 'k8s.io/apiserver v0.35.4 pkg/registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace',
  *checkObject(object, { engine }) {
    const entry = schemaEntry(object.apiVersion, object.kind);
    const { namespace } = object.metadata;
    if (entry === undefined || (entry.scope === 'Namespaced') === (namespace !== undefined)) return;
    const severity = engine === undefined ? ('warning' as const) : ('error' as const);
    if (namespace === undefined) {
      yield {
        object,
        severity,
        path: '/metadata/namespace',
        message: `a ${object.kind} lives in a namespace, and this one has none`,
        found: 'no metadata.namespace',
        expected: 'the namespace that it is for',
        mend: 'add metadata.namespace',
      };
    } else {
      yield {
        object,
        severity,
        path: '/metadata/namespace',
        message: `a ${object.kind} belongs to the whole cluster`,
        found: `namespace ${namespace}`,
        expected: 'no namespace',
        mend: 'remove metadata.namespace',
      };
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
