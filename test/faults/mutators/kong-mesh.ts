import { dig, fields, items, text } from '../../../references/fields';
import { idOf, objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, type Path, withKey, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { installIn, installKinds, valueAt } from '../helm-values';
import { edited, mutator } from '../mutator';
import { type ObjectSet, ofKind, referrersOf } from '../object-set';

const kongMesh = (kind: string, what: string) => ({ kind, family: 'kong-mesh', what }) as const;
const route = ['kuma.io/MeshHTTPRoute'];
const permission = ['kuma.io/MeshTrafficPermission'];
const identity = ['kuma.io/MeshIdentity'];
const passthrough = ['kuma.io/MeshPassthrough'];
const mesh = ['kuma.io/Mesh'];
const withTargets = ['MeshHTTPRoute', 'MeshHealthCheck', 'MeshTimeout', 'MeshTrafficPermission'].map(
  (kind) => `kuma.io/${kind}`,
);
const policies = [...withTargets, ...passthrough];
const backendRefs = ['spec', 'to', 0, 'rules', 0, 'default', 'backendRefs'];
const spiffe = ['spec', 'rules', 0, 'default', 'allow', 0, 'spiffeID'];

const ids = (set: ObjectSet, kind: string) => ofKind(set, `kuma.io/${kind}`).map(idOf);

/** Whether the zone of a set takes its mesh from a global control plane. */
const isFederated = (set: ObjectSet) => ofKind(set, 'kuma.io/Mesh').length === 0;

/** Policies that target a Service through its MeshService. */
function policiesOn(set: ObjectSet, service: Manifest) {
  return referrersOf(set, service).filter(({ group }) => group === 'kuma.io');
}

/** Faults of Kong Mesh: policies, identities, what makes a pod and a port part of the mesh. */
export const kongMeshMutators: readonly Mutator[] = [
  mutator(
    kongMesh('no-app-protocol', 'a port of an HTTP split is not marked as http'),
    ['/Service'],
    function* (object, set) {
      const at = policiesOn(set, object);
      if (!at.some(({ kind }) => kind === 'MeshHTTPRoute')) return;
      const path = ['spec', 'ports', 0, 'appProtocol'];
      yield edited('removed', without(object, path), [idOf(object), ...at]);
      yield edited('tcp', withValue(object, path, 'tcp'), [idOf(object), ...at]);
    },
  ),
  mutator(
    kongMesh('backend-name', 'a route leads to a MeshService that is not there'),
    route,
    function* (object) {
      for (const [position, backend] of items(dig(object, ...backendRefs)).entries()) {
        const name = misspelt(text(dig(backend, 'name')) ?? 'backend');
        yield edited(name, withValue(object, [...backendRefs, position, 'name'], name));
      }
    },
  ),
  mutator(
    kongMesh('backend-port', 'a route leads to a port that its Service has not'),
    route,
    function* (object) {
      for (const position of items(dig(object, ...backendRefs)).keys()) {
        yield edited('9081', withValue(object, [...backendRefs, position, 'port'], 9081));
      }
    },
  ),
  mutator(kongMesh('zero-weights', "the weights of a route's backends sum to 0"), route, function* (object) {
    const refs = items(dig(object, ...backendRefs)).map((backend) => ({ ...fields(backend), weight: 0 }));
    yield edited('all 0', withValue(object, backendRefs, refs));
  }),
  mutator(
    kongMesh('backend-kind', 'a route leads to a kind that no backend may be'),
    route,
    function* (object) {
      const path = [...backendRefs, 0, 'kind'];
      yield edited('Dataplane', withValue(object, path, 'Dataplane'));
      yield edited('Service', withValue(object, path, 'Service'));
    },
  ),
  mutator(
    kongMesh('target-kind', 'a policy targets a kind that it may not target there'),
    [...withTargets],
    function* (object) {
      if (object.kind === 'MeshTrafficPermission') {
        yield edited(
          'MeshService',
          withValue(object, ['spec', 'targetRef'], { kind: 'MeshService', name: 'jazz' }),
        );
        return;
      }
      yield edited(
        'MeshGateway in to',
        withValue(object, ['spec', 'to', 0, 'targetRef', 'kind'], 'MeshGateway'),
      );
      yield edited(
        'Dataplane in to',
        withValue(object, ['spec', 'to', 0, 'targetRef'], { kind: 'Dataplane' }),
      );
      yield edited(
        'MeshService at the top',
        withValue(object, ['spec', 'targetRef'], { kind: 'MeshService', name: 'jazz' }),
      );
    },
  ),
  mutator(
    kongMesh('target-name', 'a policy targets a MeshService that is not there'),
    ['kuma.io/MeshHTTPRoute', 'kuma.io/MeshHealthCheck', 'kuma.io/MeshTimeout'],
    function* (object) {
      for (const [position, to] of items(dig(object, 'spec', 'to')).entries()) {
        const name = misspelt(text(dig(to, 'targetRef', 'name')) ?? 'service');
        yield edited(name, withValue(object, ['spec', 'to', position, 'targetRef', 'name'], name));
      }
    },
  ),
  mutator(
    kongMesh('consumer-item', 'a policy mixes items of producer and consumer'),
    ['kuma.io/MeshHealthCheck', 'kuma.io/MeshTimeout'],
    function* (object) {
      const target = { kind: 'MeshService', name: 'kong-gateway-proxy', namespace: 'kong' };
      yield edited('namespace kong', withValue(object, ['spec', 'to', 0, 'targetRef'], target));
    },
  ),
  mutator(
    kongMesh('policy-selects-nobody', 'a policy targets pods that there are not'),
    [...permission, ...passthrough],
    function* (object) {
      for (const [key, value] of Object.entries(fields(dig(object, 'spec', 'targetRef', 'labels')))) {
        const path = ['spec', 'targetRef', 'labels', key];
        yield edited(`${key}: ${value}x`, withValue(object, path, `${value}x`));
      }
    },
  ),
  mutator(
    kongMesh('mesh-label', 'a policy belongs to a mesh that is not there'),
    policies,
    function* (object) {
      yield edited('mesh-two', withValue(object, ['metadata', 'labels', 'kuma.io/mesh'], 'mesh-two'));
    },
  ),
  mutator(
    kongMesh('no-mesh-label', 'a policy of a mesh that is not the default has no label of it'),
    policies,
    function* (object) {
      const path = ['metadata', 'labels', 'kuma.io/mesh'];
      const now = dig(object, ...path);
      if (now !== undefined && now !== 'default') yield edited('removed', without(object, path));
    },
  ),
  mutator(
    kongMesh('identity-prefix', 'an identity is matched by its beginning, which others have too'),
    permission,
    function* (object) {
      yield edited('Prefix', withValue(object, [...spiffe, 'type'], 'Prefix'));
    },
  ),
  mutator(
    kongMesh('identity-account', 'a permission names the identity of a ServiceAccount that is not there'),
    permission,
    function* (object) {
      const path = [...spiffe, 'value'];
      const value = text(dig(object, ...path)) ?? '';
      const at = value.lastIndexOf('/') + 1;
      yield edited('misspelt', withValue(object, path, value.slice(0, at) + misspelt(value.slice(at))));
    },
  ),
  mutator(
    kongMesh('identity-trust-domain', 'a permission names an identity of another trust domain'),
    permission,
    function* (object) {
      const path = [...spiffe, 'value'];
      const value = text(dig(object, ...path)) ?? '';
      yield edited(
        'cluster.local',
        withValue(object, path, value.replace(/^spiffe:\/\/[^/]+/, 'spiffe://cluster.local')),
      );
    },
  ),
  mutator(kongMesh('identity-form', 'an identity is no SPIFFE id'), permission, function* (object) {
    const path = [...spiffe, 'value'];
    const value = text(dig(object, ...path)) ?? '';
    yield edited('without scheme', withValue(object, path, value.replace('spiffe://', '')));
    yield edited('a trailing slash', withValue(object, path, `${value}/`));
  }),
  mutator(
    kongMesh('permission-from', 'a permission is written in from, which an identity turns off'),
    permission,
    function* (object) {
      const from = [{ targetRef: { kind: 'Mesh' }, default: { action: 'Allow' } }];
      yield edited('from', withValue(without(object, ['spec', 'rules']), ['spec', 'from'], from));
    },
  ),
  mutator(
    kongMesh('permission-for-everybody', 'a permission lets everybody in'),
    permission,
    function* (object) {
      yield edited(
        'Prefix of the trust domain',
        withValue(object, spiffe, { type: 'Prefix', value: 'spiffe://' }),
      );
    },
  ),
  mutator(kongMesh('permission-for-nobody', 'a permission lets nobody in'), permission, function* (object) {
    yield edited('allow: []', withValue(object, ['spec', 'rules', 0, 'default', 'allow'], []));
    yield edited('rules: []', withValue(object, ['spec', 'rules'], []));
  }),
  mutator(
    kongMesh('removed-permission', 'pods that others call have no permission'),
    permission,
    function* (object, set) {
      const { namespace } = object.metadata;
      const labels = fields(dig(object, 'spec', 'targetRef', 'labels'));
      const at = [...ofKind(set, 'apps/Deployment'), ...ofKind(set, '/Service')].filter(
        (each) =>
          each.metadata.namespace === namespace &&
          Object.entries(labels).every(([key, value]) => each.metadata.labels?.[key] === value),
      );
      yield { description: 'removed', at: at.map(idOf) };
    },
  ),
  mutator(
    kongMesh('removed-identity', 'permissions name identities, and the mesh gives none'),
    identity,
    function* (_object, set) {
      yield { description: 'removed', at: ids(set, 'MeshTrafficPermission') };
    },
  ),
  mutator(
    kongMesh('identity-origin', 'an identity of a zone has no label of its origin'),
    identity,
    function* (object, set) {
      // A control plane of its own takes objects with and without the label.
      if (!isFederated(set)) return;
      yield edited('removed', without(object, ['metadata', 'labels', 'kuma.io/origin']));
      yield edited('global', withValue(object, ['metadata', 'labels', 'kuma.io/origin'], 'global'));
    },
  ),
  mutator(
    kongMesh('identity-namespace', "an identity lies outside the control plane's namespace"),
    identity,
    function* (object) {
      const by = withValue(object, ['metadata', 'namespace'], 'prod');
      yield edited('prod', by, [idOf(by)]);
    },
  ),
  mutator(kongMesh('identity-selector', 'an identity selects nobody'), identity, function* (object) {
    yield edited('removed', without(object, ['spec', 'selector']));
  }),
  mutator(
    kongMesh('identity-authority', 'an identity may not sign with an authority of its own'),
    identity,
    function* (object) {
      const path = ['spec', 'provider', 'bundled', 'insecureAllowSelfSigned'];
      yield edited('removed', without(object, path));
      yield edited('false', withValue(object, path, false));
    },
  ),
  mutator(
    kongMesh('identity-path', 'identities carry no ServiceAccount, and permissions name them by it'),
    identity,
    function* (object, set) {
      const by = withValue(object, ['spec', 'spiffeID', 'path'], '/workload/{{ .Workload }}');
      yield edited('/workload', by, [idOf(object), ...ids(set, 'MeshTrafficPermission')]);
    },
  ),
  mutator(
    kongMesh('mesh-passthrough', 'pods of the mesh may call every host outside'),
    mesh,
    function* (object) {
      yield edited('true', withValue(object, ['spec', 'networking', 'outbound', 'passthrough'], true));
      yield edited('removed', without(object, ['spec', 'networking']));
    },
  ),
  mutator(
    kongMesh('mesh-services-mode', 'the mesh makes no MeshServices, which its policies name'),
    mesh,
    function* (object) {
      yield edited('removed', without(object, ['spec', 'meshServices']));
      yield edited('Disabled', withValue(object, ['spec', 'meshServices', 'mode'], 'Disabled'));
    },
  ),
  mutator(
    kongMesh('mesh-mtls', 'the mesh has fields that the next version removes without a word'),
    mesh,
    function* (object) {
      const mtls = { enabledBackend: 'ca-1', backends: [{ name: 'ca-1', type: 'builtin' }] };
      yield edited('mtls', withValue(object, ['spec', 'mtls'], mtls));
    },
  ),
  mutator(kongMesh('removed-mesh', 'the mesh is missing'), mesh, function* (_object, set) {
    const at = [...policies, ...identity].flatMap((kind) => ofKind(set, kind).map(idOf));
    yield { description: 'removed', at };
  }),
  mutator(
    kongMesh('namespace-not-injected', "a namespace has lost the injector's label"),
    ['/Namespace'],
    function* (object, set) {
      const path = ['metadata', 'labels', 'kuma.io/sidecar-injection'];
      if (dig(object, ...path) !== 'enabled') return;
      const inside = policies
        .flatMap((kind) => ofKind(set, kind))
        .filter(({ metadata }) => metadata.namespace === object.metadata.name);
      // Permissions name the identities of the namespace's pods, which have none then.
      const at = [idOf(object), ...inside.map(idOf), ...ids(set, 'MeshTrafficPermission')];
      yield edited('removed', without(object, path), at);
      yield edited('disabled', withValue(object, path, 'disabled'), at);
    },
  ),
  mutator(
    kongMesh('namespace-of-another-mesh', "a namespace's pods join a mesh that is not there"),
    ['/Namespace'],
    function* (object, set) {
      const path = ['metadata', 'labels', 'kuma.io/mesh'];
      if (dig(object, ...path) === undefined) return;
      const inside = [
        ...ofKind(set, 'apps/Deployment'),
        ...installKinds.flatMap((kind) => ofKind(set, kind)),
        ...policies.flatMap((kind) => ofKind(set, kind)),
      ];
      yield edited('mesh-two', withValue(object, path, 'mesh-two'), [idOf(object), ...inside.map(idOf)]);
    },
  ),
  mutator(
    kongMesh('passthrough-host', 'a host of a passthrough is written with its scheme'),
    passthrough,
    function* (object) {
      const path = ['spec', 'default', 'appendMatch', 0, 'value'];
      yield edited('https://', withValue(object, path, `https://${text(dig(object, ...path))}`));
    },
  ),
  mutator(
    kongMesh('passthrough-protocol', 'a passthrough by host is of a protocol that carries none'),
    passthrough,
    function* (object) {
      yield edited('tcp', withValue(object, ['spec', 'default', 'appendMatch', 0, 'protocol'], 'tcp'));
    },
  ),
  mutator(
    kongMesh('removed-passthrough', "the gateway cannot reach Konnect's telemetry"),
    passthrough,
    function* (_object, set) {
      const at = installKinds.flatMap((kind) => ofKind(set, kind).map(idOf));
      yield { description: 'removed', at };
    },
  ),
  mutator(
    kongMesh(
      'controller-injected',
      'the pods of the controller are in the mesh, where the API server is no host',
    ),
    installKinds,
    function* (object, set) {
      const install = installIn(set, object, ['ingress']);
      if (install === undefined) return;
      const path: Path = [...install.values, 'controller', 'podLabels'];
      if (valueAt(install, path) !== undefined) yield edited('label removed', without(object, path));
    },
  ),
  mutator(
    kongMesh('zone-endpoint', 'the zone dials a global control plane that is no gRPC address'),
    installKinds,
    function* (object, set) {
      const install = installIn(set, object, ['kong-mesh']);
      if (install === undefined) return;
      const path = [...install.values, 'kuma', 'controlPlane', 'kdsGlobalAddress'];
      const address = text(valueAt(install, path));
      if (address === undefined) return;
      yield edited('https://', withValue(object, path, address.replace('grpcs://', 'https://')));
      yield edited('no port', withValue(object, path, address.replace(/:443$/, '')));
      yield edited('removed', without(object, path));
    },
  ),
  mutator(
    kongMesh('zone-token', "the zone's token is in a Secret or key that nothing makes"),
    installKinds,
    function* (object, set) {
      const install = installIn(set, object, ['kong-mesh']);
      if (install === undefined) return;
      const path = [...install.values, 'kuma', 'controlPlane', 'secrets', 0];
      if (valueAt(install, path) === undefined) return;
      yield edited('Secret', withValue(object, [...path, 'Secret'], 'cp-tokens'));
      yield edited('Key', withValue(object, [...path, 'Key'], 'jwt'));
      yield edited('removed', without(object, path.slice(0, -1)));
    },
  ),
  mutator(
    kongMesh('zone-name', 'a zone of a global control plane has no name'),
    installKinds,
    function* (object, set) {
      const install = installIn(set, object, ['kong-mesh']);
      const path = [...(install?.values ?? []), 'kuma', 'controlPlane', 'zone'];
      if (install !== undefined && valueAt(install, path) !== undefined)
        yield edited('removed', without(object, path));
    },
  ),
  mutator(
    kongMesh('mesh-values-key', 'values of Kong Mesh stand under a key that the chart does not read'),
    installKinds,
    function* (object, set) {
      const install = installIn(set, object, ['kong-mesh']);
      if (install === undefined) return;
      yield edited('kong', withKey(object, [...install.values, 'kuma'], 'kong'));
      yield edited(
        'controlplane',
        withKey(object, [...install.values, 'kuma', 'controlPlane'], 'controlplane'),
      );
    },
  ),
  mutator(
    kongMesh('object-of-global', 'a federated zone holds an object that its global control plane owns'),
    ['kuma.io/MeshIdentity'],
    function* (object, set) {
      if (!isFederated(set)) return;
      const made: Manifest = {
        apiVersion: 'kuma.io/v1alpha1',
        kind: 'Mesh',
        metadata: { name: 'default' },
        spec: {},
      };
      yield {
        description: 'Mesh default',
        by: [object, made],
        at: [idOf(made), objectId('kuma.io', 'Mesh', undefined, 'default')],
      };
    },
  ),
];
