import { dig, fields, items, text } from '../../../references/fields';
import { idOf, type ObjectId, objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, type Path, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { edited, mutator } from '../mutator';
import { indexOf, type ObjectSet, objectsOf, referrersOf } from '../object-set';

const general = (kind: string, what: string) => ({ kind, family: 'general', what }) as const;

/** The objects that would name a port, a label or a name of this one. */
function itselfAndReferrers(set: ObjectSet, object: Manifest): readonly ObjectId[] {
  return [idOf(object), ...referrersOf(set, object)];
}

const podSpec: Path = ['spec', 'template', 'spec'];

/** A credential of a form that scanners know, put together here so that it stands in no file. */
const token = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');
const privateKey = ['-----BEGIN', 'PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END', 'PRIVATE KEY-----'].join(
  ' ',
);

/** Faults of what every cluster has: names, selectors, ports, namespaces, credentials. */
export const generalMutators: readonly Mutator[] = [
  mutator(general('duplicated-object', 'an object is there twice'), 'every kind', function* (object) {
    yield { description: 'there twice', by: [object, structuredClone(object)] };
  }),
  mutator(general('removed-namespace', 'a namespace is missing'), ['/Namespace'], function* (object, set) {
    const inside = objectsOf(set).filter(({ metadata }) => metadata.namespace === object.metadata.name);
    yield { description: 'removed', at: inside.map(idOf) };
  }),
  mutator(general('service-selector', 'a Service selects no pod'), ['/Service'], function* (object) {
    for (const [key, value] of Object.entries(fields(dig(object, 'spec', 'selector')))) {
      const wrong = misspelt(String(value));
      yield edited(`${key}: ${wrong}`, withValue(object, ['spec', 'selector', key], wrong));
    }
  }),
  mutator(general('target-port', "a Service's targetPort is off by one"), ['/Service'], function* (object) {
    if (dig(object, 'spec', 'selector') === undefined) return;
    for (const [position, port] of items(dig(object, 'spec', 'ports')).entries()) {
      const target = dig(port, 'targetPort');
      if (typeof target !== 'number') continue;
      const path = ['spec', 'ports', position, 'targetPort'];
      yield edited(String(target + 1), withValue(object, path, target + 1));
    }
  }),
  mutator(
    general('service-port', "a Service's port, which others name, is off by one"),
    ['/Service'],
    function* (object, set) {
      const port = dig(object, 'spec', 'ports', 0, 'port');
      if (typeof port !== 'number' || referrersOf(set, object).length === 0) return;
      const by = withValue(object, ['spec', 'ports', 0, 'port'], port + 1);
      yield edited(String(port + 1), by, itselfAndReferrers(set, object));
    },
  ),
  mutator(
    general('removed-service', 'a Service that others name is missing'),
    ['/Service'],
    function* (object, set) {
      const at = referrersOf(set, object);
      if (at.length > 0) yield { description: 'removed', at };
    },
  ),
  mutator(
    general('container-port', "a container's port is off by one"),
    ['apps/Deployment'],
    function* (object, set) {
      const path = [...podSpec, 'containers', 0, 'ports', 0, 'containerPort'];
      const port = dig(object, ...path);
      if (typeof port !== 'number') return;
      yield edited(String(port + 1), withValue(object, path, port + 1), itselfAndReferrers(set, object));
    },
  ),
  mutator(
    general('probe-port', 'a probe asks on a port that its container does not open'),
    ['apps/Deployment'],
    function* (object) {
      for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
        const path = [...podSpec, 'containers', 0, probe, 'httpGet', 'port'];
        const port = dig(object, ...path);
        if (typeof port === 'number') yield edited(`${probe} ${port + 1}`, withValue(object, path, port + 1));
      }
    },
  ),
  mutator(
    general('pod-labels', "a Deployment's selector does not select its own pods"),
    ['apps/Deployment'],
    function* (object) {
      for (const [key, value] of Object.entries(fields(dig(object, 'spec', 'selector', 'matchLabels')))) {
        const path = ['spec', 'template', 'metadata', 'labels', key];
        yield edited(`${key}: ${value}x`, withValue(object, path, `${value}x`));
      }
    },
  ),
  mutator(
    general('service-account-name', 'a pod names a ServiceAccount that nothing creates'),
    ['apps/Deployment'],
    function* (object) {
      const path = [...podSpec, 'serviceAccountName'];
      const name = text(dig(object, ...path));
      if (name !== undefined) yield edited(misspelt(name), withValue(object, path, misspelt(name)));
    },
  ),
  mutator(
    general('removed-service-account', 'a ServiceAccount that others name is missing'),
    ['/ServiceAccount'],
    function* (object, set) {
      const at = referrersOf(set, object);
      if (at.length > 0) yield { description: 'removed', at };
    },
  ),
  mutator(
    general('missing-config-map', 'a pod mounts a ConfigMap that nothing creates'),
    ['apps/Deployment'],
    function* (object) {
      const volumes = [{ name: 'settings', configMap: { name: 'jazz-settings' } }];
      yield edited('volume jazz-settings', withValue(object, [...podSpec, 'volumes'], volumes));
    },
  ),
  mutator(
    general('ingress-backend', 'an Ingress names a Service that is not there'),
    ['networking.k8s.io/Ingress'],
    function* (object) {
      for (const { path, service } of backends(object)) {
        const name = text(dig(service, 'name'));
        if (name !== undefined)
          yield edited(misspelt(name), withValue(object, [...path, 'name'], misspelt(name)));
      }
    },
  ),
  mutator(
    general('ingress-port', "an Ingress's backend port is off by one"),
    ['networking.k8s.io/Ingress'],
    function* (object) {
      for (const { path, service } of backends(object)) {
        const port = dig(service, 'port', 'number');
        if (typeof port === 'number')
          yield edited(String(port + 1), withValue(object, [...path, 'port', 'number'], port + 1));
      }
    },
  ),
  mutator(
    general('ingress-class', 'an Ingress names a class that nobody serves'),
    ['networking.k8s.io/Ingress'],
    function* (object) {
      yield edited('nginx', withValue(object, ['spec', 'ingressClassName'], 'nginx'));
      yield edited('none', without(object, ['spec', 'ingressClassName']));
    },
  ),
  mutator(
    general('token-in-environment', 'a token stands in the environment of a container'),
    ['apps/Deployment'],
    function* (object) {
      const path = [...podSpec, 'containers', 0, 'env'];
      const variables = [...items(dig(object, ...path)), { name: 'PLATFORM', value: token }];
      yield edited('PLATFORM', withValue(object, path, variables));
    },
  ),
  mutator(
    general('token-in-annotation', 'a token stands in an annotation'),
    'every kind',
    function* (object) {
      yield edited(
        'example.com/hook',
        withValue(object, ['metadata', 'annotations', 'example.com/hook'], token),
      );
    },
  ),
  mutator(
    general('secret-object', 'a Secret with its content is among the objects'),
    ['external-secrets.io/ExternalSecret'],
    function* (object) {
      const { name, namespace = '' } = object.metadata;
      const metadata = { name: `${name}-copy`, namespace };
      const secret: Manifest = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata,
        stringData: { key: 'swordfish' },
      };
      yield {
        description: `Secret ${secret.metadata.name}`,
        by: [object, secret],
        at: [objectId('', 'Secret', namespace, secret.metadata.name)],
      };
    },
  ),
  mutator(
    general('private-key-in-config-map', 'a private key stands in a ConfigMap'),
    ['/Namespace'],
    function* (object) {
      const metadata = { name: 'certificates', namespace: object.metadata.name };
      const map: Manifest = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata,
        data: { 'tls.key': privateKey },
      };
      yield { description: 'ConfigMap certificates', by: [object, map], at: [idOf(map)] };
    },
  ),
  mutator(
    general('cluster-wide-wildcard', 'a ClusterRole allows everything'),
    ['/Namespace'],
    function* (object) {
      const role: Manifest = {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: `${object.metadata.name}-admin` },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      };
      yield { description: role.metadata.name, by: [object, role], at: [idOf(role)] };
    },
  ),
  mutator(
    general('ignore-without-reason', 'a rule is silenced without a reason'),
    'every kind',
    function* (object) {
      const path = ['metadata', 'annotations', 'meshwright.dev/ignore'];
      yield edited('general/secret-in-field', withValue(object, path, 'general/secret-in-field'));
    },
  ),
  mutator(
    general('another-namespace', 'an object that others name lies in another namespace'),
    ['/Service', '/ServiceAccount', 'configuration.konghq.com/KongPlugin'],
    function* (object, set) {
      const at = referrersOf(set, object);
      const other = [...indexOf(set).ofKind('', 'Namespace')].find(
        ({ metadata }) => metadata.name !== object.metadata.namespace,
      );
      if (at.length === 0 || other === undefined) return;
      const by = withValue(object, ['metadata', 'namespace'], other.metadata.name);
      yield edited(other.metadata.name, by, [idOf(by), ...at]);
    },
  ),
];

function* backends(ingress: Manifest): Iterable<{ readonly path: Path; readonly service: unknown }> {
  for (const [i, rule] of items(dig(ingress, 'spec', 'rules')).entries()) {
    for (const [j, path] of items(dig(rule, 'http', 'paths')).entries()) {
      yield {
        path: ['spec', 'rules', i, 'http', 'paths', j, 'backend', 'service'],
        service: dig(path, 'backend', 'service'),
      };
    }
  }
}
