import { dig, items, pointer, strings, text } from '../fields';
import { type ObjectId, objectId } from '../identity';
import type { DeclaredObjects, GroupRules, KindRule } from '../kind-rule';
import type { Manifest } from '../manifest';
import { podSpecReferences } from '../pod-template';
import type { PodTemplate, Provides } from '../provision';
import { type ReferenceDraft, refer, toObject } from '../reference';

export const gatewayOperatorGroup = 'gateway-operator.konghq.com';
export const konnectGroup = 'konnect.konghq.com';
/** The controller of the GatewayClasses that Kong Operator serves (kong-operator v2.2.3 pkg/vars). */
export const operatorController = 'konghq.com/gateway-operator';

const gatewayApi = 'gateway.networking.k8s.io';
/** With it the objects that a Gateway becomes are called as it is. */
export const staticNaming = 'gateway-operator.konghq.com/static-naming';

const template = ['spec', 'dataPlaneOptions', 'deployment', 'podTemplateSpec'];

/** Kong Operator's own kinds. */
export const gatewayOperator: GroupRules = {
  group: gatewayOperatorGroup,
  kinds: {
    GatewayConfiguration: {
      // The control plane of its Gateways serves the class whether or not there is an IngressClass (v2.2.3).
      provides: ({ spec }) =>
        dig(spec, 'konnect') !== undefined || dig(spec, 'extensions') !== undefined
          ? {}
          : { objects: [{ id: servedClass(spec), via: 'operator' }] },
      references: (object, context) => [
        ...named(
          object,
          dig(object, 'spec', 'konnect', 'authRef'),
          ['spec', 'konnect', 'authRef'],
          'KonnectAPIAuthConfiguration',
          'signs in to Konnect by it',
        ),
        ...items(dig(object, 'spec', 'extensions')).flatMap((extension, i) => {
          const kind = text(dig(extension, 'kind')) ?? 'KonnectExtension';
          const group = text(dig(extension, 'group')) ?? konnectGroup;
          return named(object, extension, ['spec', 'extensions', i], kind, 'its data planes have it', group);
        }),
        ...podNamespaces(object, context.objectsOfKind(gatewayApi, 'Gateway'), context).flatMap((namespace) =>
          podSpecReferences({ ...object, metadata: { ...object.metadata, namespace } }, template),
        ),
      ],
    },
    DataPlane: {
      references: (object) => podSpecReferences(object, ['spec', 'deployment', 'podTemplateSpec']),
    },
    ControlPlane: {},
  },
};

function servedClass(spec: unknown): ObjectId {
  const name = text(dig(spec, 'controlPlaneOptions', 'ingressClass')) ?? 'kong';
  return objectId('networking.k8s.io', 'IngressClass', undefined, name);
}

const ofAuthentication: KindRule = {
  references: (object) =>
    named(
      object,
      dig(object, 'spec', 'konnect', 'authRef'),
      ['spec', 'konnect', 'authRef'],
      'KonnectAPIAuthConfiguration',
      'signs in to Konnect by it',
    ),
};

/** The operator's kinds for Konnect. */
export const konnect: GroupRules = {
  group: konnectGroup,
  kinds: {
    KonnectGatewayControlPlane: ofAuthentication,
    KonnectExtension: {
      references: (object) => {
        const at = ['spec', 'konnect', 'controlPlane', 'ref', 'konnectNamespacedRef'];
        return named(object, dig(object, ...at), at, 'KonnectGatewayControlPlane', 'belongs to it');
      },
    },
    KonnectAPIAuthConfiguration: {
      references: (object) => {
        const reference = dig(object, 'spec', 'secretRef');
        const name = text(dig(reference, 'name'));
        if (name === undefined) return [];
        const namespace = text(dig(reference, 'namespace')) ?? object.metadata.namespace;
        const target = toObject(objectId('', 'Secret', namespace, name), { type: 'key', name: 'token' });
        return [refer('/spec/secretRef/name', target, 'with', 'the token is in it')];
      },
    },
  },
};

/**
 * The control plane in Konnect that one of Kong's own objects belongs to, instead of to an ingress class. An object that is there
 * before it is not looked at again when it comes: the operator knows by its cache whose control plane is whose, and has none to
 * enter the object under (v2.2.3 internal/utils/index/controlplane_ref.go).
 */
export function controlPlaneReference(object: Manifest): readonly ReferenceDraft[] {
  const at = ['spec', 'controlPlaneRef', 'konnectNamespacedRef'];
  return named(object, dig(object, ...at), at, 'KonnectGatewayControlPlane', 'belongs to it').map(
    (reference): ReferenceDraft => ({ ...reference, order: 'before' }),
  );
}

/** The configuration of a GatewayClass. Without it the operator and its controllers write the class's status in turns, for ever. */
export function parametersReference(object: Manifest): readonly ReferenceDraft[] {
  const reference = dig(object, 'spec', 'parametersRef');
  const name = text(dig(reference, 'name'));
  const kind = text(dig(reference, 'kind'));
  if (name === undefined || kind === undefined) return [];
  const id = objectId(text(dig(reference, 'group')) ?? '', kind, text(dig(reference, 'namespace')), name);
  return [
    refer('/spec/parametersRef/name', toObject(id), 'before', 'its Gateways are made by it', {
      yields: true,
    }),
  ];
}

/** The GatewayConfiguration that a Gateway is made by, where the operator makes it and both are in the set. */
export function configurationOf(gateway: Manifest, declared: DeclaredObjects): Manifest | undefined {
  const name = text(dig(gateway, 'spec', 'gatewayClassName'));
  if (name === undefined) return undefined;
  const gatewayClass = declared.get(objectId(gatewayApi, 'GatewayClass', undefined, name));
  if (gatewayClass === undefined || dig(gatewayClass, 'spec', 'controllerName') !== operatorController)
    return undefined;
  const reference = dig(gatewayClass, 'spec', 'parametersRef');
  const configuration = text(dig(reference, 'name'));
  if (configuration === undefined) return undefined;
  return declared.get(
    objectId(gatewayOperatorGroup, 'GatewayConfiguration', text(dig(reference, 'namespace')), configuration),
  );
}

/** What the operator makes of a Gateway: the data plane's pods, its Service, and in Konnect a control plane. */
export function operatorProvides(gateway: Manifest, declared: DeclaredObjects): Provides {
  const configuration = configurationOf(gateway, declared);
  if (configuration === undefined) return {};
  const { name, namespace = 'default' } = gateway.metadata;
  const isStatic = gateway.metadata.annotations?.[staticNaming] === 'true';
  const service = text(
    dig(configuration, 'spec', 'dataPlaneOptions', 'network', 'services', 'ingress', 'name'),
  );
  const ports = items(dig(gateway, 'spec', 'listeners')).flatMap((listener) => [
    text(dig(listener, 'name')) ?? '',
    String(dig(listener, 'port')),
  ]);
  const hybrid = dig(configuration, 'spec', 'konnect') !== undefined;
  return {
    pods: [dataPlanePods(gateway, configuration, isStatic)],
    objects: [
      ...(service === undefined
        ? []
        : [
            {
              id: objectId('', 'Service', namespace, service),
              via: 'operator' as const,
              parts: new Set(ports),
            },
          ]),
      ...(hybrid && isStatic
        ? [
            {
              id: objectId(konnectGroup, 'KonnectGatewayControlPlane', namespace, name),
              via: 'operator' as const,
            },
          ]
        : []),
    ],
  };
}

/** The labels that the operator gives them come after those of the template; the container `proxy` is the gateway's. */
function dataPlanePods(
  gateway: Manifest,
  configuration: Manifest,
  isStatic: boolean,
): Omit<PodTemplate, 'by'> {
  const { name, namespace = 'default' } = gateway.metadata;
  const infrastructure = dig(gateway, 'spec', 'infrastructure');
  const metadata = dig(configuration, ...template, 'metadata');
  return {
    path: '/spec',
    name,
    namespace,
    labels: {
      ...strings(dig(metadata, 'labels')),
      ...strings(dig(infrastructure, 'labels')),
      ...(isStatic ? { app: name } : {}),
      'gateway.networking.k8s.io/gateway-name': name,
    },
    annotations: {
      ...strings(dig(metadata, 'annotations')),
      ...strings(dig(infrastructure, 'annotations')),
    },
    serviceAccount: text(dig(configuration, ...template, 'spec', 'serviceAccountName')) ?? 'default',
    containers: [
      {
        name: 'proxy',
        ports: [
          { name: 'proxy', containerPort: 8000 },
          { name: 'proxy-ssl', containerPort: 8443 },
          { name: 'metrics', containerPort: 8100 },
          { name: 'admin-ssl', containerPort: 8444 },
        ],
      },
    ],
  };
}

/** Where the pods are that the configuration is for: beside its Gateways, or beside itself where the set shows none. */
function podNamespaces(
  configuration: Manifest,
  gateways: readonly Manifest[],
  declared: DeclaredObjects,
): readonly string[] {
  const found = gateways.filter((gateway) => configurationOf(gateway, declared) === configuration);
  const beside = found.length === 0 ? [configuration] : found;
  return [...new Set(beside.map(({ metadata }) => metadata.namespace ?? 'default'))];
}

function named(
  object: Manifest,
  value: unknown,
  at: readonly (string | number)[],
  kind: string,
  why: string,
  group = konnectGroup,
): readonly ReferenceDraft[] {
  const name = text(dig(value, 'name'));
  if (name === undefined) return [];
  const namespace = text(dig(value, 'namespace')) ?? object.metadata.namespace;
  return [refer(pointer(...at, 'name'), toObject(objectId(group, kind, namespace, name)), 'with', why)];
}
