import { dig, items, text } from '../../../references/fields';
import { idOf, type ObjectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, withKey, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { edited, mutator } from '../mutator';
import { type ObjectSet, ofKind, referrersOf } from '../object-set';

const kong = (kind: string, what: string) => ({ kind, family: 'kong', what }) as const;
const ingress = ['networking.k8s.io/Ingress'];
const service = ['/Service'];
const consumer = ['configuration.konghq.com/KongConsumer'];
const annotation = (name: string) => ['metadata', 'annotations', name];

const ingresses = (set: ObjectSet): readonly ObjectId[] => ofKind(set, 'networking.k8s.io/Ingress').map(idOf);

/** Whether the Services of a set are routed to by a name that a mesh resolves, so that the host matters. */
const isAppMesh = (set: ObjectSet) => ofKind(set, 'appmesh.k8s.aws/Mesh').length > 0;

/** Faults of routes, their annotations, consumers and credentials. */
export const kongMutators: readonly Mutator[] = [
  mutator(
    kong('renamed-plugin', 'an annotation names a plugin that is not there'),
    ingress,
    function* (object) {
      const names = object.metadata.annotations?.['konghq.com/plugins']?.split(',') ?? [];
      for (const name of names) {
        const list = names.map((each) => (each === name ? misspelt(name) : each)).join(',');
        yield edited(misspelt(name), withValue(object, annotation('konghq.com/plugins'), list));
      }
    },
  ),
  mutator(
    kong('removed-plugin', 'a plugin that a route names is missing'),
    ['configuration.konghq.com/KongPlugin'],
    function* (object, set) {
      yield { description: 'removed', at: referrersOf(set, object) };
    },
  ),
  mutator(
    kong('misspelt-annotation', "the key of one of Kong's annotations is misspelt"),
    [...ingress, ...service],
    function* (object) {
      for (const key of Object.keys(object.metadata.annotations ?? {})) {
        if (!key.startsWith('konghq.com/')) continue;
        const wrong = `konghq.com/${misspelt(key.slice('konghq.com/'.length))}`;
        yield edited(wrong, withKey(object, annotation(key), wrong));
      }
    },
  ),
  mutator(
    kong('annotation-value', "one of Kong's annotations has a value that it does not read"),
    ingress,
    function* (object) {
      yield edited('strip-path: yes', withValue(object, annotation('konghq.com/strip-path'), 'yes'));
      yield edited(
        'protocols: http;https',
        withValue(object, annotation('konghq.com/protocols'), 'http;https'),
      );
      yield edited(
        'https-redirect-status-code: 300',
        withValue(object, annotation('konghq.com/https-redirect-status-code'), '300'),
      );
      yield edited('methods: GET;POST', withValue(object, annotation('konghq.com/methods'), 'GET;POST'));
    },
  ),
  mutator(
    kong(
      'annotation-elsewhere',
      'an annotation of routes stands on a Service, or one of Services on a route',
    ),
    [...ingress, ...service],
    function* (object) {
      const wrong =
        object.kind === 'Service' ? 'konghq.com/strip-path' : 'ingress.kubernetes.io/service-upstream';
      yield edited(wrong, withValue(object, annotation(wrong), 'true'));
    },
  ),
  mutator(
    kong('preserve-host', 'a route keeps the host of the caller, and the mesh knows it not'),
    ingress,
    function* (object) {
      yield edited('true', withValue(object, annotation('konghq.com/preserve-host'), 'true'));
      yield edited('removed', without(object, annotation('konghq.com/preserve-host')));
    },
  ),
  mutator(
    kong('no-service-upstream', 'a Service without selector is balanced over endpoints that it has not'),
    service,
    function* (object, set) {
      if (dig(object, 'spec', 'selector') !== undefined || !isAppMesh(set)) return;
      const path = annotation('ingress.kubernetes.io/service-upstream');
      if (dig(object, ...path) === undefined) return;
      const at = [idOf(object), ...ingresses(set)];
      yield edited('removed', without(object, path), at);
      yield edited('false', withValue(object, path, 'false'), at);
    },
  ),
  mutator(
    kong('two-plugins-of-a-type', 'a route has two plugins of one type'),
    ['configuration.konghq.com/KongPlugin'],
    function* (object, set) {
      for (const route of ofKind(set, 'networking.k8s.io/Ingress')) {
        const names = route.metadata.annotations?.['konghq.com/plugins'];
        if (names === undefined) continue;
        const second = withValue(object, ['metadata', 'name'], `${object.metadata.name}-again`);
        const routed = withValue(route, annotation('konghq.com/plugins'), `${names},${second.metadata.name}`);
        yield {
          description: second.metadata.name,
          apply: () => ({
            ...set,
            files: set.files.map((file) => ({
              ...file,
              objects: file.objects.flatMap((each) =>
                each === object ? [object, second] : each === route ? [routed] : [each],
              ),
            })),
          }),
          at: [idOf(route), idOf(second)],
        };
      }
    },
  ),
  mutator(
    kong('override-on-ingress', 'a KongIngress is named where it is not read any more'),
    ingress,
    function* (object) {
      const metadata = { name: 'override', namespace: object.metadata.namespace ?? '' };
      const kongIngress: Manifest = {
        apiVersion: 'configuration.konghq.com/v1',
        kind: 'KongIngress',
        metadata,
        upstream: { slots: 100 },
      };
      yield {
        description: 'konghq.com/override',
        by: [withValue(object, annotation('konghq.com/override'), 'override'), kongIngress],
      };
    },
  ),
  mutator(
    kong('kong-ingress-route', 'a KongIngress has fields that the API server refuses'),
    ingress,
    function* (object) {
      const metadata = { name: 'do-not-preserve-host', namespace: object.metadata.namespace ?? '' };
      const kongIngress: Manifest = {
        apiVersion: 'configuration.konghq.com/v1',
        kind: 'KongIngress',
        metadata,
        route: { preserve_host: false },
      };
      yield { description: 'route.preserve_host', by: [object, kongIngress], at: [idOf(kongIngress)] };
    },
  ),
  mutator(kong('path-without-slash', 'a path does not start with a slash'), ingress, function* (object) {
    for (const position of items(dig(object, 'spec', 'rules', 0, 'http', 'paths')).keys()) {
      const path = ['spec', 'rules', 0, 'http', 'paths', position, 'path'];
      const value = text(dig(object, ...path)) ?? '/';
      yield edited(value.slice(1), withValue(object, path, value.slice(1)));
    }
  }),
  mutator(
    kong('regular-expression-path', 'a path is a regular expression that is none, or of the wrong type'),
    ingress,
    function* (object) {
      const path = ['spec', 'rules', 0, 'http', 'paths', 0];
      yield edited(
        '/~/dj/(jazz',
        withValue(
          withValue(object, [...path, 'path'], '/~/dj/(jazz'),
          [...path, 'pathType'],
          'ImplementationSpecific',
        ),
      );
      yield edited('/~ with Prefix', withValue(object, [...path, 'path'], '/~/dj/[a-z]+'));
    },
  ),
  mutator(kong('path-claimed-twice', 'two Ingresses claim one path'), ingress, function* (object) {
    const second = withValue(object, ['metadata', 'name'], `${object.metadata.name}-again`);
    yield { description: second.metadata.name, by: [object, second], at: [idOf(second), idOf(object)] };
  }),
  mutator(
    kong('upstream-policy', 'a Service names an upstream policy that is not there'),
    service,
    function* (object) {
      yield edited('sticky', withValue(object, annotation('konghq.com/upstream-policy'), 'sticky'));
    },
  ),
  mutator(
    kong('consumer-without-class', 'a consumer has no class, so no controller reads it'),
    consumer,
    function* (object) {
      yield edited('removed', without(object, annotation('kubernetes.io/ingress.class')));
    },
  ),
  mutator(
    kong('consumer-of-another-class', 'a consumer is of a class that nobody serves'),
    consumer,
    function* (object) {
      yield edited('nginx', withValue(object, annotation('kubernetes.io/ingress.class'), 'nginx'));
    },
  ),
  mutator(
    kong('credential-name', 'a consumer names a Secret that nothing makes'),
    consumer,
    function* (object) {
      const name = misspelt(text(dig(object, 'credentials', 0)) ?? 'credential');
      yield edited(name, withValue(object, ['credentials', 0], name));
    },
  ),
  mutator(
    kong('consumer-without-name', 'a consumer has neither username nor custom_id'),
    consumer,
    function* (object) {
      yield edited('removed', without(object, ['username']));
    },
  ),
  mutator(kong('consumer-group', 'a consumer names a group that is not there'), consumer, function* (object) {
    yield edited('gold', withValue(object, ['consumerGroups'], ['gold']));
  }),
  mutator(
    kong('no-credential-label', 'the Secret of a credential has no label that says its type'),
    ['external-secrets.io/ExternalSecret'],
    function* (object, set) {
      const path = ['spec', 'target', 'template', 'metadata', 'labels', 'konghq.com/credential'];
      if (dig(object, ...path) === undefined) return;
      const at = [idOf(object), ...referrersOf(set, object)];
      yield edited('removed', without(object, path), at);
      yield edited('apikey', withValue(object, path, 'apikey'), at);
      yield edited('basic-auth', withValue(object, path, 'basic-auth'), at);
    },
  ),
  mutator(
    kong('consumer-in-another-namespace', 'a consumer lies in another namespace than its credential'),
    consumer,
    function* (object) {
      const by = withValue(object, ['metadata', 'namespace'], 'kong');
      yield edited('kong', by, [idOf(by)]);
    },
  ),
];
