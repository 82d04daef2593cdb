import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { gatewayOperatorGroup } from '../../../references/kinds/kong-operator';
import type { Manifest } from '../../../references/manifest';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

export const watchWithoutGrant: SetRule = {
  id: 'kong-operator/watch-without-grant',
  severity: 'error',
  title: 'a control plane of Kong Operator is to read a namespace that does not let it',
  why: 'It is started all the same, with the namespaces before that one in the list, and with every namespace of the cluster where it is the first: the Gateway serves the Ingresses and knows the consumers of others.',
  source:
    'Kong/kong-operator v2.2.3 controller/controlplane/controller_reconciler_utils.go validateWatchNamespaceGrants, controller.go; ingress-controller/internal/manager/setup.go',
  measured:
    'Kong Operator 2.2.3 says of the failing example that the grant is missing (WatchNamespaceGrantInvalid), and serves the Ingresses of prod and of every other namespace; of the passing one it serves those of prod alone.',
  *checkSet({ index }) {
    for (const { gateway, configuration, mode } of operatorGateways(index)) {
      if (configuration === undefined || mode !== 'self-managed') continue;
      const at = ['spec', 'controlPlaneOptions', 'watchNamespaces'];
      if (dig(configuration, ...at, 'type') !== 'list') continue;
      const own = gateway.metadata.namespace ?? 'default';
      for (const [i, listed] of items(dig(configuration, ...at, 'list')).entries()) {
        const namespace = text(listed);
        if (namespace === undefined) continue;
        const grants = index
          .ofKind(gatewayOperatorGroup, 'WatchNamespaceGrant')
          .filter(({ metadata }) => metadata.namespace === namespace);
        if (grants.some((grant) => lets(grant, own))) continue;
        yield {
          object: configuration,
          path: deepest(configuration, ...at, 'list', i),
          message: `nothing in ${namespace} lets the control plane of Gateway ${own}/${gateway.metadata.name} read it`,
          found: namespace,
          expected: `a WatchNamespaceGrant in ${namespace} from ControlPlanes of ${own}`,
          mend: `add {group: gateway-operator.konghq.com, kind: ControlPlane, namespace: ${own}} to a WatchNamespaceGrant in ${namespace}`,
          absent: {
            id: { group: gatewayOperatorGroup, kind: 'WatchNamespaceGrant', namespace },
            kin: index.get(objectId('', 'Namespace', undefined, namespace)) !== undefined,
          },
        };
      }
    }
  },
  example: {
    given: operatorGiven,
    fails: exampleOperator('{controlPlaneOptions: {watchNamespaces: {type: list, list: [prod]}}}'),
    passes: `${exampleOperator('{controlPlaneOptions: {watchNamespaces: {type: list, list: [prod]}}}')}---
apiVersion: gateway-operator.konghq.com/v1alpha1
kind: WatchNamespaceGrant
metadata: {name: gateways, namespace: prod}
spec: {from: [{group: gateway-operator.konghq.com, kind: ControlPlane, namespace: kong}]}
`,
  },
};

function lets(grant: Manifest, namespace: string): boolean {
  return items(dig(grant, 'spec', 'from')).some(
    (from) =>
      dig(from, 'group') === gatewayOperatorGroup &&
      dig(from, 'kind') === 'ControlPlane' &&
      dig(from, 'namespace') === namespace,
  );
}
