import { dig, items, pointer, portOf, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type Part, type ReferenceDraft, refer, toObject } from '../reference';
import { issuedCertificates } from './cert-manager';
import { kongPluginReferences } from './kong-annotations';
import { operatorProvides, parametersReference } from './kong-operator';

const group = 'gateway.networking.k8s.io';

const route: KindRule = {
  references: (object, context) => [
    ...items(dig(object, 'spec', 'parentRefs')).flatMap((parent, i) =>
      named(object, parent, ['spec', 'parentRefs', i], { group, kind: 'Gateway' }, 'is served by it'),
    ),
    ...items(dig(object, 'spec', 'rules')).flatMap((rule, i) =>
      ruleReferences(object, rule, ['spec', 'rules', i]),
    ),
    ...kongPluginReferences(object, context),
  ],
};

/** Gateway API. */
export const gatewayApi: GroupRules = {
  group,
  kinds: {
    GatewayClass: { references: parametersReference },
    ReferenceGrant: {},
    Gateway: {
      provides: (object, declared) => {
        const certificates = issuedCertificates(
          object,
          items(dig(object, 'spec', 'listeners')).flatMap((listener) =>
            items(dig(listener, 'tls', 'certificateRefs')),
          ),
        );
        const made = operatorProvides(object, declared);
        return { ...made, objects: [...(certificates.objects ?? []), ...(made.objects ?? [])] };
      },
      references: (object) => {
        const className = text(dig(object, 'spec', 'gatewayClassName'));
        const classes =
          className === undefined
            ? []
            : [
                refer(
                  '/spec/gatewayClassName',
                  toObject(objectId(group, 'GatewayClass', undefined, className)),
                  'with',
                  'its controller serves it',
                ),
              ];
        const certificates = items(dig(object, 'spec', 'listeners')).flatMap((listener, i) =>
          items(dig(listener, 'tls', 'certificateRefs')).flatMap((reference, j) => {
            const at = ['spec', 'listeners', i, 'tls', 'certificateRefs', j];
            return named(object, reference, at, { group: '', kind: 'Secret' }, 'its certificate');
          }),
        );
        return [...classes, ...certificates];
      },
    },
    BackendTLSPolicy: {
      references: (object) => [
        ...items(dig(object, 'spec', 'targetRefs')).flatMap((target, i) =>
          named(
            object,
            target,
            ['spec', 'targetRefs', i],
            { group: '', kind: 'Service' },
            'calls to it use TLS',
          ),
        ),
        ...items(dig(object, 'spec', 'validation', 'caCertificateRefs')).flatMap((reference, i) =>
          named(
            object,
            reference,
            ['spec', 'validation', 'caCertificateRefs', i],
            { group: '', kind: 'ConfigMap' },
            'its authorities are trusted',
          ),
        ),
      ],
    },
    HTTPRoute: route,
    GRPCRoute: route,
    TCPRoute: route,
    TLSRoute: route,
    UDPRoute: route,
  },
};

function ruleReferences(
  object: Manifest,
  rule: unknown,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const service = { group: '', kind: 'Service' };
  return [
    ...items(dig(rule, 'backendRefs')).flatMap((reference, i) =>
      named(object, reference, [...at, 'backendRefs', i], service, 'sends calls to it'),
    ),
    ...items(dig(rule, 'filters')).flatMap((filter, i) => {
      const extension = dig(filter, 'extensionRef');
      const kind = text(dig(extension, 'kind'));
      if (kind === undefined) return [];
      const path = [...at, 'filters', i, 'extensionRef'];
      const id = { group: text(dig(extension, 'group')) ?? '', kind };
      return named(object, extension, path, id, 'a route without its plugins is open');
    }),
  ];
}

function named(
  object: Manifest,
  value: unknown,
  at: readonly (string | number)[],
  byDefault: { readonly group: string; readonly kind: string },
  why: string,
): readonly ReferenceDraft[] {
  const name = text(dig(value, 'name'));
  if (name === undefined) return [];
  const given = dig(value, 'group');
  const kind = text(dig(value, 'kind')) ?? byDefault.kind;
  const namespace = text(dig(value, 'namespace')) ?? object.metadata.namespace;
  const port = kind === 'Service' ? portOf(dig(value, 'port')) : undefined;
  const part: Part | undefined = port === undefined ? undefined : { type: 'port', name: port };
  const id = objectId(typeof given === 'string' ? given : byDefault.group, kind, namespace, name);
  return [refer(pointer(...at), toObject(id, part), 'with', why)];
}
