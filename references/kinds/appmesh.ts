import { dig, items, pointer, portOf, strings, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule, PodRule, ReferenceContext } from '../kind-rule';
import { readSelector } from '../labels';
import type { Manifest } from '../manifest';
import { type Order, type ReferenceDraft, refer, toObject } from '../reference';
import { serviceOfHost } from '../service-host';

const group = 'appmesh.k8s.aws';
const membership = 'aws-app-mesh-controller-for-k8s pkg/mesh/membership_designator.go';
const dependencies = 'aws-app-mesh-controller-for-k8s pkg/*/resource_manager.go';
const injection = 'aws-app-mesh-controller-for-k8s pkg/inject';

/** Label of a namespace, and annotation of a pod, that asks for the sidecar. */
const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

function inMesh(
  more: (object: Manifest) => readonly ReferenceDraft[],
  selects?: KindRule['selects'],
): KindRule {
  const rule: KindRule = { references: (object, context) => [...memberOf(object, context), ...more(object)] };
  return selects === undefined ? rule : { ...rule, selects };
}

const selectsPods: KindRule['selects'] = (object) => {
  const selector = readSelector(dig(object, 'spec', 'podSelector'));
  const namespace = object.metadata.namespace;
  return selector === undefined || namespace === undefined ? undefined : { namespace, selector };
};

/** App Mesh's kinds. */
export const appMesh: GroupRules = {
  group,
  kinds: {
    Mesh: {
      selects: (object) => {
        const selector = readSelector(dig(object, 'spec', 'namespaceSelector'));
        return selector === undefined ? undefined : { selector };
      },
      references: (object) => {
        const selector = readSelector(dig(object, 'spec', 'namespaceSelector'));
        if (selector === undefined) return [];
        const target = { type: 'namespaces', selector } as const;
        return [refer('/spec/namespaceSelector', target, 'with', 'these namespaces are its members')];
      },
    },
    VirtualNode: inMesh(virtualNodeReferences, selectsPods),
    VirtualGateway: inMesh(podSelection, selectsPods),
    VirtualRouter: inMesh(virtualRouterReferences),
    VirtualService: inMesh((object) => [
      ...named(
        object,
        ['spec', 'provider', 'virtualNode', 'virtualNodeRef'],
        'VirtualNode',
        'with',
        resolved,
      ),
      ...named(
        object,
        ['spec', 'provider', 'virtualRouter', 'virtualRouterRef'],
        'VirtualRouter',
        'with',
        resolved,
      ),
    ]),
    GatewayRoute: inMesh((object) =>
      ['grpcRoute', 'httpRoute', 'http2Route'].flatMap((route) => {
        const at = ['spec', route, 'action', 'target', 'virtualService', 'virtualServiceRef'];
        return named(object, at, 'VirtualService', 'with', resolved);
      }),
    ),
    BackendGroup: inMesh((object) =>
      items(dig(object, 'spec', 'virtualservices')).flatMap((_, i) =>
        named(object, ['spec', 'virtualservices', i], 'VirtualService', 'none', 'may be called'),
      ),
    ),
  },
};

const resolved = 'the controller waits for what it names';

/** Every namespaced object belongs to the one Mesh that selects its namespace; the webhook refuses it otherwise. */
function memberOf(object: Manifest, context: ReferenceContext): readonly ReferenceDraft[] {
  const namespace = object.metadata.namespace;
  if (namespace === undefined) return [];
  const labels = context.namespaceLabels(namespace);
  const why = 'the webhook looks for the one Mesh that selects the namespace’s labels';
  const extra = { source: membership };
  const id = objectId('', 'Namespace', undefined, namespace);
  return [
    refer('/metadata/namespace', toObject(id), 'before', why, extra),
    refer('/metadata/namespace', { type: 'selecting', group, kind: 'Mesh', labels }, 'before', why, extra),
  ];
}

function named(
  object: Manifest,
  path: readonly (string | number)[],
  kind: string,
  order: Order,
  why: string,
): readonly ReferenceDraft[] {
  const value = dig(object, ...path);
  const name = text(dig(value, 'name'));
  if (name === undefined) return [];
  const namespace = text(dig(value, 'namespace')) ?? object.metadata.namespace;
  const target = toObject(objectId(group, kind, namespace, name));
  return [refer(pointer(...path), target, order, why, { health: true, source: dependencies })];
}

function podSelection(object: Manifest): readonly ReferenceDraft[] {
  const selector = readSelector(dig(object, 'spec', 'podSelector'));
  const namespace = object.metadata.namespace;
  if (selector === undefined || namespace === undefined) return [];
  const pods = { type: 'pods', namespace, selector } as const;
  const drafts = [refer('/spec/podSelector', pods, 'none', 'stands for these pods')];
  items(dig(object, 'spec', 'listeners')).forEach((listener, i) => {
    const name = portOf(dig(listener, 'portMapping', 'port'));
    if (name === undefined) return;
    const path = pointer('spec', 'listeners', i, 'portMapping', 'port');
    const target = { ...pods, part: { type: 'port', name } } as const;
    drafts.push(
      refer(path, target, 'none', 'Envoy takes over this port of the container', { source: injection }),
    );
  });
  return drafts;
}

function virtualNodeReferences(object: Manifest): readonly ReferenceDraft[] {
  const drafts = [...podSelection(object)];
  items(dig(object, 'spec', 'backends')).forEach((_, i) => {
    const at = ['spec', 'backends', i, 'virtualService', 'virtualServiceRef'];
    // Callers may call each other, so nodes and services would form a cycle; the controller retries until they exist.
    drafts.push(...named(object, at, 'VirtualService', 'none', 'may be called'));
  });
  items(dig(object, 'spec', 'backendGroups')).forEach((_, i) => {
    // `*` is no name: it stands for every virtual service of its namespace.
    if (dig(object, 'spec', 'backendGroups', i, 'name') === '*') return;
    drafts.push(...named(object, ['spec', 'backendGroups', i], 'BackendGroup', 'none', 'may be called'));
  });
  const service = serviceOfHost(text(dig(object, 'spec', 'serviceDiscovery', 'dns', 'hostname')));
  if (service !== undefined) {
    const path = '/spec/serviceDiscovery/dns/hostname';
    drafts.push(refer(path, toObject(service), 'none', 'Envoy finds the pods by this name'));
  }
  return drafts;
}

function virtualRouterReferences(object: Manifest): readonly ReferenceDraft[] {
  return items(dig(object, 'spec', 'routes')).flatMap((route, i) =>
    ['httpRoute', 'http2Route', 'tcpRoute', 'grpcRoute'].flatMap((type) =>
      items(dig(route, type, 'action', 'weightedTargets')).flatMap((_, j) => {
        const at = ['spec', 'routes', i, type, 'action', 'weightedTargets', j, 'virtualNodeRef'];
        return named(object, at, 'VirtualNode', 'with', resolved);
      }),
    ),
  );
}

/** Whether App Mesh's injector adds a sidecar to these pods. */
export const isInAppMesh = (
  pod: { readonly namespace: string; readonly annotations: Readonly<Record<string, string>> },
  context: Pick<ReferenceContext, 'namespaceLabels'>,
): boolean => {
  const label = context.namespaceLabels(pod.namespace)[injector];
  if (label !== 'enabled' && label !== 'disabled') return false;
  return (pod.annotations[injector] ?? label) === 'enabled';
};

/** What an injected pod needs before it is created. */
export const appMeshPods: PodRule = (pod, context) => {
  if (!isInAppMesh(pod, context)) return [];
  const { namespace } = pod;
  const labels = strings(pod.labels);
  const kind =
    context.selecting(group, 'VirtualGateway', namespace, labels).length > 0
      ? 'VirtualGateway'
      : 'VirtualNode';
  const extra = { source: injection };
  return [
    refer(
      pod.path,
      { type: 'webhook', webhook: 'app-mesh-injector' },
      'before',
      'pods created before the injector never get a sidecar',
      extra,
    ),
    refer(
      pod.path,
      toObject(objectId('', 'Namespace', undefined, namespace)),
      'before',
      'the injector reads the namespace’s labels',
      extra,
    ),
    refer(
      pod.path,
      { type: 'selecting', group, kind, namespace, labels },
      'before',
      `the injector refuses a pod that no ${kind} selects`,
      extra,
    ),
  ];
};
