import { isGranted } from '../../gateway-api/grants';
import { exampleIngress, kongGiven } from '../../kong/example';
import { annotatedPlugins, pluggedKinds } from '../../kong/plugin-list';
import type { ObjectRule } from '../../rule';

export const pluginWithoutGrant: ObjectRule = {
  id: 'kong/plugin-without-grant',
  severity: 'error',
  title: 'a plugin of another namespace is named without its permission',
  why: 'The controller does not attach a plugin of another namespace unless a ReferenceGrant there allows it, and serves the route without it.',
  source:
    'Kong/kubernetes-ingress-controller CHANGELOG 3.2 (plugins of other namespaces need a ReferenceGrant)',
  kinds: pluggedKinds,
  *checkObject(object, { index }) {
    for (const { path, plugin } of annotatedPlugins(object, index)) {
      const { namespace, name } = plugin;
      if (namespace === undefined || namespace === object.metadata.namespace) continue;
      if (isGranted(object, plugin, index)) continue;
      yield {
        object,
        path,
        message: `namespace ${namespace} does not let ${object.kind}s of ${object.metadata.namespace} use its plugins`,
        found: `${namespace}:${name}`,
        expected: `a ReferenceGrant in ${namespace} from ${object.kind}s of ${object.metadata.namespace} to KongPlugins`,
        mend: `add the ReferenceGrant, or copy the plugin to ${object.metadata.namespace}`,
        absent: {
          id: { group: 'gateway.networking.k8s.io', kind: 'ReferenceGrant', namespace },
          kin: index.provisions(plugin).length > 0,
        },
      };
    }
  },
  example: {
    given: [...kongGiven, 'Namespace shared', 'KongPlugin shared/apikey', 'gateway-api-crds'],
    fails: exampleIngress('konghq.com/plugins: "shared:apikey"'),
    passes: `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: plugins-of-prod, namespace: shared}
spec:
  from: [{group: networking.k8s.io, kind: Ingress, namespace: prod}]
  to: [{group: configuration.konghq.com, kind: KongPlugin}]
---${exampleIngress('konghq.com/plugins: "shared:apikey"')}`,
  },
};
