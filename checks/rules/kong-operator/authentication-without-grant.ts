import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { gatewayOperatorGroup } from '../../../references/kinds/kong-operator';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exampleHybrid, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

const konnectGroup = 'konnect.konghq.com';
const kongGroup = 'configuration.konghq.com';

/** The examples' authentication, put into a namespace of its own. */
const apart = exampleHybrid()
  .replace('authRef: {name: konnect}', 'authRef: {name: konnect, namespace: prod}')
  .replace('metadata: {name: konnect, namespace: kong}', 'metadata: {name: konnect, namespace: prod}')
  .replace(
    'metadata: {name: konnect-token, namespace: kong}',
    'metadata: {name: konnect-token, namespace: prod}',
  );

export const authenticationWithoutGrant: SetRule = {
  id: 'kong-operator/authentication-without-grant',
  severity: 'error',
  title: 'a Gateway in Konnect signs in by a KonnectAPIAuthConfiguration of a namespace that does not let it',
  why: 'The control plane of the Gateway is not made in Konnect: its condition is RefNotPermitted, and the Gateway and its routes are never programmed.',
  source:
    'Kong/kong-operator v2.2.3 controller/gateway/konnect_auth_referencegrant.go ensureKonnectAPIAuthReferenceGrant, controller/konnect/reconciler_apiauthref.go getAPIAuthConfigurationRefNN',
  unanswered:
    'the operator says it of the control plane that it makes of the Gateway itself, when the API server has long taken the examples',
  *checkSet({ index }) {
    const told = new Set<Manifest>();
    for (const { gateway, configuration } of operatorGateways(index)) {
      if (configuration === undefined || told.has(configuration)) continue;
      const at = ['spec', 'konnect', 'authRef'];
      const name = text(dig(configuration, ...at, 'name'));
      const namespace = text(dig(configuration, ...at, 'namespace'));
      const own = gateway.metadata.namespace ?? 'default';
      if (name === undefined || namespace === undefined || namespace === own) continue;
      const from = configuration.metadata.namespace ?? 'default';
      // The operator lets the control plane, too, where the configuration is let.
      const lets = (group: string, kind: string, of: string) =>
        grantsOf(namespace, index).some((grant) => isLet(grant, { group, kind, namespace: of }, name));
      if (
        lets(gatewayOperatorGroup, 'GatewayConfiguration', from) ||
        lets(konnectGroup, 'KonnectGatewayControlPlane', own)
      )
        continue;
      told.add(configuration);
      yield {
        object: configuration,
        path: deepest(configuration, ...at, 'namespace'),
        message: `nothing in ${namespace} lets GatewayConfigurations of ${from} sign in to Konnect by its KonnectAPIAuthConfiguration ${name}`,
        found: namespace,
        expected: `a KongReferenceGrant in ${namespace} from GatewayConfigurations of ${from}`,
        mend: `add {group: ${gatewayOperatorGroup}, kind: GatewayConfiguration, namespace: ${from}} to a KongReferenceGrant in ${namespace}, to KonnectAPIAuthConfiguration of ${konnectGroup}`,
        absent: {
          id: { group: kongGroup, kind: 'KongReferenceGrant', namespace },
          kin:
            index.get(objectId(konnectGroup, 'KonnectAPIAuthConfiguration', namespace, name)) !== undefined,
        },
      };
    }
  },
  example: {
    given: operatorGiven,
    fails: apart,
    passes: `${apart}---
apiVersion: configuration.konghq.com/v1alpha1
kind: KongReferenceGrant
metadata: {name: gateways, namespace: prod}
spec:
  from: [{group: gateway-operator.konghq.com, kind: GatewayConfiguration, namespace: kong}]
  to: [{group: konnect.konghq.com, kind: KonnectAPIAuthConfiguration}]
`,
  },
};

function grantsOf(namespace: string, index: ReferenceIndex): readonly Manifest[] {
  return index
    .ofKind(kongGroup, 'KongReferenceGrant')
    .filter(({ metadata }) => metadata.namespace === namespace);
}

interface Source {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

function isLet(grant: Manifest, source: Source, name: string): boolean {
  return (
    items(dig(grant, 'spec', 'from')).some(
      (from) =>
        dig(from, 'group') === source.group &&
        dig(from, 'kind') === source.kind &&
        dig(from, 'namespace') === source.namespace,
    ) &&
    items(dig(grant, 'spec', 'to')).some(
      (to) =>
        dig(to, 'group') === konnectGroup &&
        dig(to, 'kind') === 'KonnectAPIAuthConfiguration' &&
        [undefined, name].includes(text(dig(to, 'name'))),
    )
  );
}
