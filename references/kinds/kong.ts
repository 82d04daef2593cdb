import { dig, items, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule, ReferenceContext } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';
import { ingressClassReference, kongGroup, kongPluginReferences } from './kong-annotations';
import { controlPlaneReference } from './kong-operator';

const admission = 'Kong/kubernetes-ingress-controller internal/admission';

const plugin: KindRule = {
  references: (object) => [...ingressClassReference(object), ...pluginSecrets(object)],
};

const classOnly: KindRule = { references: (object) => ingressClassReference(object) };

/** Kong's own kinds; what other kinds say in annotations is in `kong-annotations.ts`. */
export const kong: GroupRules = {
  group: kongGroup,
  kinds: {
    KongPlugin: plugin,
    KongClusterPlugin: plugin,
    KongConsumer: { references: consumerReferences },
    KongConsumerGroup: {
      references: (object, context) => [
        ...ingressClassReference(object),
        ...controlPlaneReference(object),
        ...kongPluginReferences(object, context),
      ],
    },
    KongVault: classOnly,
    KongIngress: {},
    KongUpstreamPolicy: {},
    IngressClassParameters: {},
  },
};

/** A service of Kong's own over a Service, with plugins that the Service does not get. */
export const kongIncubator: GroupRules = {
  group: 'incubator.ingress-controller.konghq.com',
  kinds: {
    KongServiceFacade: {
      references: (object, context) => {
        const name = text(dig(object, 'spec', 'backendRef', 'name'));
        const target = toObject(objectId('', 'Service', object.metadata.namespace, name ?? ''));
        const at = pointer('spec', 'backendRef', 'name');
        return [
          ...ingressClassReference(object),
          ...kongPluginReferences(object, context),
          ...(name === undefined ? [] : [refer(at, target, 'before', 'traffic goes to it')]),
        ];
      },
    },
  },
};

/** The webhook refuses a plugin whose configuration comes from a Secret that is not there. */
function pluginSecrets(object: Manifest): readonly ReferenceDraft[] {
  const secret = (value: unknown, at: readonly (string | number)[]): readonly ReferenceDraft[] => {
    const name = text(dig(value, 'name'));
    const key = text(dig(value, 'key'));
    if (name === undefined) return [];
    const namespace = object.metadata.namespace ?? text(dig(value, 'namespace'));
    const part = key === undefined ? undefined : ({ type: 'key', name: key } as const);
    const target = toObject(objectId('', 'Secret', namespace, name), part);
    return [
      refer(pointer(...at), target, 'before', 'the webhook reads the configuration', { source: admission }),
    ];
  };
  return [
    ...secret(dig(object, 'configFrom', 'secretKeyRef'), ['configFrom', 'secretKeyRef']),
    ...items(object.configPatches).flatMap((patch, i) =>
      secret(dig(patch, 'valueFrom', 'secretKeyRef'), ['configPatches', i, 'valueFrom', 'secretKeyRef']),
    ),
  ];
}

/** The webhook refuses a consumer whose credential Secrets are not there yet. */
function consumerReferences(object: Manifest, context: ReferenceContext): readonly ReferenceDraft[] {
  const namespace = object.metadata.namespace;
  const credentials = items(object.credentials).flatMap((entry, i) => {
    const name = text(entry);
    if (name === undefined) return [];
    const target = toObject(objectId('', 'Secret', namespace, name));
    const why = 'the webhook refuses a consumer whose credential does not exist';
    return [refer(pointer('credentials', i), target, 'before', why, { source: `${admission}/validator.go` })];
  });
  const groups = items(object.consumerGroups).flatMap((entry, i) => {
    const name = text(entry);
    if (name === undefined) return [];
    const target = toObject(objectId(kongGroup, 'KongConsumerGroup', namespace, name));
    return [refer(pointer('consumerGroups', i), target, 'with', 'belongs to it')];
  });
  return [
    ...ingressClassReference(object),
    ...controlPlaneReference(object),
    ...credentials,
    ...groups,
    ...kongPluginReferences(object, context),
  ];
}
