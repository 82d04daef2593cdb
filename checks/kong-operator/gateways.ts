import { dig, items, text } from '../../references/fields';
import { helmInstallOf } from '../../references/helm-install';
import { objectId } from '../../references/identity';
import {
  configurationOf,
  gatewayOperatorGroup,
  operatorController,
} from '../../references/kinds/kong-operator';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { kongControllers } from '../kong/gateway';
import { kongGatewayController } from '../kong/ingress';
import { perIndex } from '../per-index';

const gatewayApi = 'gateway.networking.k8s.io';

/** How a Gateway of Kong Operator is configured: by a control plane inside the operator, or by Konnect. */
export type OperatorMode = 'self-managed' | 'hybrid';

/** A Gateway that Kong Operator makes. */
export interface OperatorGateway {
  readonly gateway: Manifest;
  readonly configuration: Manifest | undefined;
  /** Undefined where its configuration is not in the set. */
  readonly mode: OperatorMode | undefined;
  /** The ingress class that its control plane serves; undefined where it has none, or that is not known. */
  readonly ingressClass: string | undefined;
  /** The namespaces that its control plane is told to read; undefined for all of them. */
  readonly watched: ReadonlySet<string> | undefined;
}

/** The Gateways of the set that Kong Operator makes. */
export const operatorGateways = perIndex((index): readonly OperatorGateway[] =>
  index.ofKind(gatewayApi, 'Gateway').flatMap((gateway) => {
    const gatewayClass = classOf(gateway, index);
    if (gatewayClass === undefined || dig(gatewayClass, 'spec', 'controllerName') !== operatorController)
      return [];
    const configuration = configurationOf(gateway, index);
    const unknown = configuration === undefined && dig(gatewayClass, 'spec', 'parametersRef') !== undefined;
    const mode = unknown ? undefined : isHybrid(configuration) ? 'hybrid' : 'self-managed';
    const named = text(dig(configuration, 'spec', 'controlPlaneOptions', 'ingressClass'));
    return [
      {
        gateway,
        configuration,
        mode,
        // The class is `kong` where the field is left out, whatever the text of the CRD says.
        ingressClass: mode === 'self-managed' ? (named ?? 'kong') : undefined,
        watched: watchedBy(gateway, configuration),
      },
    ];
  }),
);

/** With a list it reads its own namespace too (v2.2.3 controller/controlplane/controller_reconciler_utils.go). */
function watchedBy(
  { metadata }: Manifest,
  configuration: Manifest | undefined,
): ReadonlySet<string> | undefined {
  const watch = dig(configuration, 'spec', 'controlPlaneOptions', 'watchNamespaces');
  const type = text(dig(watch, 'type'));
  if (type !== 'own' && type !== 'list') return undefined;
  const listed = items(dig(watch, 'list')).flatMap((name) => text(name) ?? []);
  return new Set([metadata.namespace ?? 'default', ...(type === 'list' ? listed : [])]);
}

function isHybrid(configuration: Manifest | undefined): boolean {
  return (
    dig(configuration, 'spec', 'konnect') !== undefined ||
    items(dig(configuration, 'spec', 'extensions')).some(
      (extension) => (text(dig(extension, 'kind')) ?? 'KonnectExtension') === 'KonnectExtension',
    )
  );
}

function classOf(gateway: Manifest, index: ReferenceIndex): Manifest | undefined {
  const name = text(dig(gateway, 'spec', 'gatewayClassName'));
  return name === undefined ? undefined : index.get(objectId(gatewayApi, 'GatewayClass', undefined, name));
}

/** Whether Kong Operator is what reads Kong's objects of the set: it is there, and no Kong Ingress Controller beside it. */
export const isOperatorAlone = perIndex(
  (index): boolean =>
    kongControllers(index).length === 0 &&
    !index
      .ofKind(gatewayApi, 'GatewayClass')
      .some((each) => dig(each, 'spec', 'controllerName') === kongGatewayController) &&
    (operatorGateways(index).length > 0 ||
      operatorInstalls(index).length > 0 ||
      ['GatewayConfiguration', 'DataPlane', 'ControlPlane'].some(
        (kind) => index.ofKind(gatewayOperatorGroup, kind).length > 0,
      )),
);

/** Installs of the operator's chart. */
export const operatorInstalls = perIndex((index) =>
  [
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ].flatMap((object) => {
    const install = helmInstallOf(object, index);
    return install?.chart === 'kong-operator' ? [install] : [];
  }),
);

/** Whether every Gateway of Kong's in the set is configured by Konnect. */
export const isHybridAlone = perIndex(
  (index): boolean =>
    isOperatorAlone(index) &&
    operatorGateways(index).length > 0 &&
    operatorGateways(index).every(({ mode }) => mode === 'hybrid') &&
    index.ofKind(gatewayOperatorGroup, 'ControlPlane').length === 0,
);

/** How the Gateways that serve a route are configured, as far as the set tells: by Kong's controllers, or by somebody else. */
export function servers(route: Manifest, index: ReferenceIndex): ReadonlySet<OperatorMode | 'kic' | 'other'> {
  const found = new Set<OperatorMode | 'kic' | 'other'>();
  for (const parent of items(dig(route, 'spec', 'parentRefs'))) {
    if ((text(dig(parent, 'kind')) ?? 'Gateway') !== 'Gateway') continue;
    const namespace = text(dig(parent, 'namespace')) ?? route.metadata.namespace;
    const gateway = index.get(objectId(gatewayApi, 'Gateway', namespace, text(dig(parent, 'name')) ?? ''));
    if (gateway === undefined) continue;
    const made = operatorGateways(index).find((each) => each.gateway === gateway);
    const controller = dig(classOf(gateway, index), 'spec', 'controllerName');
    if (made?.mode !== undefined) found.add(made.mode);
    else if (controller === kongGatewayController) found.add('kic');
    else found.add('other');
  }
  return found;
}

/** Routes of a kind that a Gateway of Konnect's serves. */
export const hybridRoutes = perIndex((index): readonly Manifest[] =>
  ['HTTPRoute', 'TLSRoute'].flatMap((kind) =>
    index.ofKind(gatewayApi, kind).filter((route) => servers(route, index).has('hybrid')),
  ),
);
