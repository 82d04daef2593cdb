import { dig, items, pointer, portOf, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules } from '../kind-rule';
import { readSelector } from '../labels';
import { groupOf, type Manifest } from '../manifest';
import { type Part, type ReferenceDraft, refer, toObject } from '../reference';
import { issuedCertificates } from './cert-manager';
import { ingressClassReference, kongPluginReferences } from './kong-annotations';

/** Ingress, IngressClass and NetworkPolicy. */
export const networking: GroupRules = {
  group: 'networking.k8s.io',
  kinds: {
    Ingress: {
      provides: (object) => issuedCertificates(object, items(dig(object, 'spec', 'tls'))),
      references: (object, context) => [
        ...className(object),
        ...ingressClassReference(object),
        ...backends(object),
        ...kongPluginReferences(object, context),
      ],
    },
    IngressClass: {
      references: (object) => {
        const parameters = dig(object, 'spec', 'parameters');
        const name = text(dig(parameters, 'name'));
        const kind = text(dig(parameters, 'kind'));
        if (name === undefined || kind === undefined) return [];
        const group = text(dig(parameters, 'apiGroup')) ?? '';
        const target = toObject(objectId(group, kind, text(dig(parameters, 'namespace')), name));
        return [refer('/spec/parameters', target, 'with', 'sets how its Ingresses are read')];
      },
    },
    NetworkPolicy: {
      references: (object) => {
        const selector = readSelector(dig(object, 'spec', 'podSelector'));
        if (selector === undefined) return [];
        const namespace = object.metadata.namespace ?? 'default';
        const target = { type: 'pods', namespace, selector } as const;
        return [refer('/spec/podSelector', target, 'none', 'holds for these pods', { optional: true })];
      },
    },
  },
};

function className(object: Manifest): readonly ReferenceDraft[] {
  const name = text(dig(object, 'spec', 'ingressClassName'));
  if (name === undefined) return [];
  return [
    refer(
      '/spec/ingressClassName',
      toObject(objectId('networking.k8s.io', 'IngressClass', undefined, name)),
      'before',
      'the class’s controller tries the routes on its gateway in a webhook',
      { source: 'Kong/kubernetes-ingress-controller internal/admission' },
    ),
  ];
}

function backends(object: Manifest): readonly ReferenceDraft[] {
  const drafts = backend(object, dig(object, 'spec', 'defaultBackend'), ['spec', 'defaultBackend']);
  const found = [...drafts];
  items(dig(object, 'spec', 'rules')).forEach((rule, i) => {
    items(dig(rule, 'http', 'paths')).forEach((path, j) => {
      const at = ['spec', 'rules', i, 'http', 'paths', j, 'backend'];
      found.push(...backend(object, dig(path, 'backend'), at));
    });
  });
  items(dig(object, 'spec', 'tls')).forEach((entry, i) => {
    const name = text(dig(entry, 'secretName'));
    if (name === undefined) return;
    const target = toObject(objectId('', 'Secret', object.metadata.namespace, name));
    found.push(refer(pointer('spec', 'tls', i, 'secretName'), target, 'with', 'its certificate'));
  });
  return found;
}

function backend(
  object: Manifest,
  value: unknown,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const namespace = object.metadata.namespace;
  const service = text(dig(value, 'service', 'name'));
  if (service !== undefined) {
    const port =
      portOf(dig(value, 'service', 'port', 'number')) ?? text(dig(value, 'service', 'port', 'name'));
    const part: Part | undefined = port === undefined ? undefined : { type: 'port', name: port };
    const target = toObject(objectId('', 'Service', namespace, service), part);
    return [refer(pointer(...at, 'service'), target, 'with', 'sends calls to it')];
  }
  const resource = dig(value, 'resource');
  const kind = text(dig(resource, 'kind'));
  const name = text(dig(resource, 'name'));
  if (kind === undefined || name === undefined) return [];
  const group = text(dig(resource, 'apiGroup')) ?? groupOf('v1');
  return [
    refer(
      pointer(...at, 'resource'),
      toObject(objectId(group, kind, namespace, name)),
      'with',
      'sends calls to it',
    ),
  ];
}
