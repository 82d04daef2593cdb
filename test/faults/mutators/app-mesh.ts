import { dig, fields, items, text } from '../../../references/fields';
import { idOf, objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { edited, mutator } from '../mutator';
import { type ObjectSet, ofKind, referrersOf } from '../object-set';

const appMesh = (kind: string, what: string) => ({ kind, family: 'app-mesh', what }) as const;
const node = ['appmesh.k8s.aws/VirtualNode'];
const router = ['appmesh.k8s.aws/VirtualRouter'];
const service = ['appmesh.k8s.aws/VirtualService'];
const mesh = ['appmesh.k8s.aws/Mesh'];
const nodePort = ['spec', 'listeners', 0, 'portMapping', 'port'];
const firstRoute = ['spec', 'routes', 0];

const isMeshed = (object: Manifest) =>
  object.metadata.labels?.['appmesh.k8s.aws/sidecarInjectorWebhook'] === 'enabled';

/** Where a namespace that is not as App Mesh needs it shows: at itself, and at what is in it. */
function around(set: ObjectSet, namespace: Manifest) {
  const inside = ['VirtualNode', 'VirtualRouter', 'VirtualService'].flatMap((kind) =>
    ofKind(set, `appmesh.k8s.aws/${kind}`),
  );
  return [
    idOf(namespace),
    ...inside.filter(({ metadata }) => metadata.namespace === namespace.metadata.name).map(idOf),
  ];
}

/** The virtual nodes of a set. */
const nodes = (set: ObjectSet) => ofKind(set, 'appmesh.k8s.aws/VirtualNode').map(idOf);

/** Faults of App Mesh objects and of what its injector and webhooks look at. */
export const appMeshMutators: readonly Mutator[] = [
  mutator(appMesh('node-port', 'a virtual node listens where its pods do not'), node, function* (object) {
    const port = dig(object, ...nodePort);
    if (typeof port !== 'number') return;
    yield edited('80', withValue(object, nodePort, 80));
    yield edited(String(port + 1), withValue(object, nodePort, port + 1));
  }),
  mutator(appMesh('node-selector', 'a virtual node selects no pod'), node, function* (object) {
    for (const [key, value] of Object.entries(fields(dig(object, 'spec', 'podSelector', 'matchLabels')))) {
      const path = ['spec', 'podSelector', 'matchLabels', key];
      yield edited(`${key}: ${value}x`, withValue(object, path, `${value}x`));
    }
  }),
  mutator(
    appMesh('node-selector-too-wide', "a virtual node selects another's pods, or the controller's, too"),
    node,
    function* (object, set) {
      const labels = Object.keys(fields(dig(object, 'spec', 'podSelector', 'matchLabels')));
      const narrow = labels.at(-1);
      if (labels.length < 2 || narrow === undefined) return;
      const by = without(object, ['spec', 'podSelector', 'matchLabels', narrow]);
      yield edited(`without ${narrow}`, by, [idOf(object), ...ofKind(set, 'apps/Deployment').map(idOf)]);
    },
  ),
  mutator(appMesh('removed-node', 'a virtual node is missing'), node, function* (object, set) {
    yield {
      description: 'removed',
      at: [
        ...referrersOf(set, object),
        ...ofKind(set, 'apps/Deployment').map(idOf),
        ...ofKind(set, 'helm.toolkit.fluxcd.io/HelmRelease').map(idOf),
      ],
    };
  }),
  mutator(appMesh('node-host', "a virtual node's host is that of no Service"), node, function* (object) {
    const path = ['spec', 'serviceDiscovery', 'dns', 'hostname'];
    const host = text(dig(object, ...path)) ?? '';
    yield edited(
      'misspelt',
      withValue(object, path, misspelt(host.split('.')[0] ?? '') + host.slice(host.indexOf('.'))),
    );
  }),
  mutator(
    appMesh('no-service-discovery', 'a virtual node has listeners and no service discovery'),
    node,
    function* (object) {
      yield edited('removed', without(object, ['spec', 'serviceDiscovery']));
    },
  ),
  mutator(
    appMesh('mesh-reference', 'a field that only the webhook may set is set'),
    [...node, ...router, ...service],
    function* (object) {
      yield edited('spec.meshRef', withValue(object, ['spec', 'meshRef'], { name: 'dj-app', uid: 'a-b-c' }));
    },
  ),
  mutator(appMesh('duplicate-backend', 'a virtual node names a backend twice'), node, function* (object) {
    const backends = items(dig(object, 'spec', 'backends'));
    if (backends.length > 0)
      yield edited('the first again', withValue(object, ['spec', 'backends'], [...backends, backends[0]]));
  }),
  mutator(
    appMesh('missing-backend', 'the gateway routes to a service that its virtual node has no backend for'),
    node,
    function* (object, set) {
      for (const position of items(dig(object, 'spec', 'backends')).keys()) {
        yield edited(`backends/${position} removed`, without(object, ['spec', 'backends', position]), [
          idOf(object),
          ...ofKind(set, 'networking.k8s.io/Ingress').map(idOf),
        ]);
      }
    },
  ),
  mutator(
    appMesh('backend-name', 'a backend names a virtual service that is not there'),
    node,
    function* (object) {
      for (const [position, backend] of items(dig(object, 'spec', 'backends')).entries()) {
        const path = ['spec', 'backends', position, 'virtualService', 'virtualServiceRef', 'name'];
        const name = misspelt(text(dig(backend, 'virtualService', 'virtualServiceRef', 'name')) ?? 'service');
        yield edited(name, withValue(object, path, name));
      }
    },
  ),
  mutator(
    appMesh('backend-namespace', 'a backend names no namespace, and its own has no such virtual service'),
    node,
    function* (object) {
      for (const position of items(dig(object, 'spec', 'backends')).keys()) {
        const path = ['spec', 'backends', position, 'virtualService', 'virtualServiceRef', 'namespace'];
        yield edited('removed', without(object, path));
      }
    },
  ),
  mutator(
    appMesh('reference-and-arn', 'a target is named by reference and by ARN'),
    router,
    function* (object) {
      const path = [...firstRoute, 'httpRoute', 'action', 'weightedTargets', 0, 'virtualNodeARN'];
      const arn = 'arn:aws:appmesh:us-west-2:123456789012:mesh/dj-app/virtualNode/jazz-v1_prod';
      yield edited('both', withValue(object, path, arn));
    },
  ),
  mutator(
    appMesh('connection-pool', "a listener's connection pool is not of its protocol"),
    node,
    function* (object) {
      const path = ['spec', 'listeners', 0, 'connectionPool'];
      yield edited('grpc on http', withValue(object, path, { grpc: { maxRequests: 10 } }));
      yield edited(
        'two of them',
        withValue(object, path, { http: { maxConnections: 9 }, tcp: { maxConnections: 9 } }),
      );
    },
  ),
  mutator(
    appMesh('listener-timeout', "a listener's time-out is not of its protocol"),
    node,
    function* (object) {
      const path = ['spec', 'listeners', 0, 'timeout'];
      yield edited('tcp on http', withValue(object, path, { tcp: { idle: { unit: 's', value: 60 } } }));
    },
  ),
  mutator(
    appMesh('duplicate-route', 'two routes of a virtual router have one name'),
    router,
    function* (object) {
      const routes = items(dig(object, 'spec', 'routes'));
      yield edited('the first again', withValue(object, ['spec', 'routes'], [...routes, routes[0]]));
    },
  ),
  mutator(appMesh('zero-weights', "the weights of a route's targets sum to 0"), router, function* (object) {
    const path = [...firstRoute, 'httpRoute', 'action', 'weightedTargets'];
    const targets = items(dig(object, ...path)).map((target) => ({ ...fields(target), weight: 0 }));
    yield edited('all 0', withValue(object, path, targets));
  }),
  mutator(
    appMesh('target-name', 'a route leads to a virtual node that is not there'),
    router,
    function* (object) {
      const base = [...firstRoute, 'httpRoute', 'action', 'weightedTargets'];
      for (const [position, target] of items(dig(object, ...base)).entries()) {
        const name = misspelt(text(dig(target, 'virtualNodeRef', 'name')) ?? 'node');
        yield edited(name, withValue(object, [...base, position, 'virtualNodeRef', 'name'], name));
      }
    },
  ),
  mutator(
    appMesh('route-match', 'a route matches by prefix and by path, or by neither'),
    router,
    function* (object) {
      const path = [...firstRoute, 'httpRoute', 'match'];
      yield edited('both', withValue(object, [...path, 'path'], { exact: '/' }));
      yield edited('neither', withValue(object, path, {}));
      yield edited('path exact and regex', withValue(object, path, { path: { exact: '/', regex: '.*' } }));
    },
  ),
  mutator(appMesh('route-type', 'a route is of none or of two protocols'), router, function* (object) {
    yield edited('none', without(object, [...firstRoute, 'httpRoute']));
    yield edited(
      'two',
      withValue(object, [...firstRoute, 'http2Route'], dig(object, ...firstRoute, 'httpRoute')),
    );
  }),
  mutator(appMesh('route-protocol', "a route is not of its router's protocol"), router, function* (object) {
    yield edited('tcp', withValue(object, ['spec', 'listeners', 0, 'portMapping', 'protocol'], 'tcp'));
  }),
  mutator(
    appMesh('router-port', 'a virtual router listens where its nodes do not'),
    router,
    function* (object) {
      const path = ['spec', 'listeners', 0, 'portMapping', 'port'];
      yield edited('9081', withValue(object, path, 9081));
    },
  ),
  mutator(
    appMesh('retry-without-events', 'a retry policy names nothing to retry on'),
    router,
    function* (object) {
      const policy = { maxRetries: 2, perRetryTimeout: { unit: 'ms', value: 2000 } };
      yield edited('no events', withValue(object, [...firstRoute, 'httpRoute', 'retryPolicy'], policy));
    },
  ),
  mutator(
    appMesh('no-aws-name', 'a virtual service has no awsName, and its default is no host that clients call'),
    service,
    function* (object) {
      yield edited('removed', without(object, ['spec', 'awsName']));
    },
  ),
  mutator(
    appMesh('aws-name', 'the awsName of a virtual service is no host of a Service'),
    service,
    function* (object) {
      const name = text(dig(object, 'spec', 'awsName')) ?? '';
      const { namespace } = object.metadata;
      const at = [idOf(object), objectId('', 'Service', namespace, object.metadata.name)];
      yield edited(
        'misspelt',
        withValue(object, ['spec', 'awsName'], `${object.metadata.name}s${name.slice(name.indexOf('.'))}`),
      );
      yield edited('short', withValue(object, ['spec', 'awsName'], object.metadata.name), at);
    },
  ),
  mutator(
    appMesh('provider-name', 'a virtual service is provided by a router that is not there'),
    service,
    function* (object) {
      const path = ['spec', 'provider', 'virtualRouter', 'virtualRouterRef', 'name'];
      const name = misspelt(text(dig(object, ...path)) ?? 'router');
      yield edited(name, withValue(object, path, name));
    },
  ),
  mutator(
    appMesh('two-providers', 'a virtual service is provided by a router and a node'),
    service,
    function* (object) {
      const path = ['spec', 'provider', 'virtualNode'];
      const virtualNode = { virtualNodeRef: { name: `${object.metadata.name}-v1` } };
      yield edited('both', withValue(object, path, virtualNode));
    },
  ),
  mutator(
    appMesh('removed-virtual-service', 'a virtual service that is a backend is missing'),
    service,
    function* (object, set) {
      yield { description: 'removed', at: referrersOf(set, object) };
    },
  ),
  mutator(
    appMesh('removed-router', 'the virtual router of a virtual service is missing'),
    router,
    function* (object, set) {
      yield { description: 'removed', at: referrersOf(set, object) };
    },
  ),
  mutator(appMesh('removed-mesh', 'the mesh is missing'), mesh, function* (_object, set) {
    const at = ofKind(set, '/Namespace')
      .filter(isMeshed)
      .flatMap((namespace) => around(set, namespace));
    yield { description: 'removed', at };
  }),
  mutator(appMesh('mesh-selector', 'the mesh selects no namespace'), mesh, function* (object, set) {
    const at = [idOf(object), ...nodes(set)];
    yield edited(
      'mesh: other',
      withValue(object, ['spec', 'namespaceSelector', 'matchLabels', 'mesh'], 'other'),
      at,
    );
    yield edited('removed', without(object, ['spec', 'namespaceSelector']), at);
  }),
  mutator(appMesh('second-mesh', 'two meshes select one namespace'), mesh, function* (object, set) {
    const second = withValue(object, ['metadata', 'name'], 'second');
    yield {
      description: 'Mesh second',
      by: [object, second],
      at: [idOf(second), idOf(object), ...nodes(set)],
    };
  }),
  mutator(
    appMesh('namespace-outside-mesh', 'a namespace has lost the label that its mesh selects by'),
    ['/Namespace'],
    function* (object, set) {
      if (!isMeshed(object)) return;
      yield edited(
        'label mesh removed',
        without(object, ['metadata', 'labels', 'mesh']),
        around(set, object),
      );
    },
  ),
  mutator(
    appMesh('namespace-not-injected', "a namespace has lost the injector's label"),
    ['/Namespace'],
    function* (object, set) {
      if (!isMeshed(object)) return;
      const path = ['metadata', 'labels', 'appmesh.k8s.aws/sidecarInjectorWebhook'];
      yield edited('removed', without(object, path), around(set, object));
      yield edited('disabled', withValue(object, path, 'disabled'), around(set, object));
    },
  ),
  mutator(
    appMesh('pod-without-node', 'a pod in an injected namespace belongs to no virtual node'),
    ['apps/Deployment'],
    function* (object, set) {
      const { namespace } = object.metadata;
      if (!ofKind(set, '/Namespace').some((each) => isMeshed(each) && each.metadata.name === namespace))
        return;
      const labels = { app: 'helper' };
      const by = withValue(
        withValue(
          withValue(object, ['metadata', 'name'], 'helper'),
          ['spec', 'selector', 'matchLabels'],
          labels,
        ),
        ['spec', 'template', 'metadata', 'labels'],
        labels,
      );
      yield { description: 'Deployment helper', by: [object, by], at: [idOf(by)] };
    },
  ),
  mutator(
    appMesh('controller-injected', 'the pods of the controller belong to no virtual node'),
    ['helm.toolkit.fluxcd.io/HelmRelease'],
    function* (object) {
      const path = ['spec', 'values', 'controller', 'podAnnotations'];
      if (dig(object, ...path, 'appmesh.k8s.aws/sidecarInjectorWebhook') !== undefined)
        yield edited('annotation removed', without(object, path));
    },
  ),
  mutator(
    appMesh('pod-annotation', 'a pod has an annotation of the injector that means nothing'),
    ['apps/Deployment'],
    function* (object, set) {
      const { namespace } = object.metadata;
      if (!ofKind(set, '/Namespace').some((each) => isMeshed(each) && each.metadata.name === namespace))
        return;
      const path = ['spec', 'template', 'metadata', 'annotations'];
      yield edited('cpuRequests', withValue(object, path, { 'appmesh.k8s.aws/cpuRequests': '10m' }));
    },
  ),
  mutator(
    appMesh('lost-field', 'a pod has a field that the injector does not know'),
    ['apps/Deployment'],
    function* (object, set) {
      const { namespace } = object.metadata;
      if (!ofKind(set, '/Namespace').some((each) => isMeshed(each) && each.metadata.name === namespace))
        return;
      const pod = ['spec', 'template', 'spec'];
      const hook = [...pod, 'containers', 0, 'lifecycle'];
      yield edited('preStop.sleep', withValue(object, hook, { preStop: { sleep: { seconds: 10 } } }));
      const sidecar = { name: 'log', image: 'registry.example.com/log:1.0', restartPolicy: 'Always' };
      yield edited('a sidecar', withValue(object, [...pod, 'initContainers'], [sidecar]));
    },
  ),
  mutator(
    appMesh('upstream-host', "a Service's host-header is no virtual service's name"),
    ['/Service'],
    function* (object, set) {
      if (ofKind(set, 'appmesh.k8s.aws/Mesh').length === 0) return;
      const path = ['metadata', 'annotations', 'konghq.com/host-header'];
      const host = text(dig(object, ...path));
      if (host === undefined) return;
      const at = [idOf(object), ...ofKind(set, 'networking.k8s.io/Ingress').map(idOf)];
      yield edited('jazz.prod', withValue(object, path, host.split('.').slice(0, 2).join('.')), at);
      yield edited('removed', without(object, path), at);
    },
  ),
];
