import { items, text } from '../../../references/fields';
import { idOf } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { type Path, withKey, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { gatewayValues, type Install, installIn, installKinds, valueAt } from '../helm-values';
import { type Change, edited, mutator } from '../mutator';
import { type ObjectSet, ofKind, withEdited } from '../object-set';

const kong = (kind: string, what: string) => ({ kind, family: 'kong', what }) as const;
const plugin = ['configuration.konghq.com/KongPlugin'];

/** A mutator of the installs of Kong's charts; `gateway` leads to the values of the gateway. */
function ofGateways(
  facts: ReturnType<typeof kong>,
  changes: (install: Install, gateway: Path, set: ObjectSet) => Iterable<Change>,
): Mutator {
  return mutator(facts, installKinds, function* (object, set) {
    const install = installIn(set, object, ['kong', 'ingress']);
    if (install !== undefined) yield* changes(install, gatewayValues(install), set);
  });
}

function setTo(install: Install, path: Path, value: unknown, description = String(value)): Change {
  return edited(description, withValue(install.object, path, value));
}

const konnectToken = ['kpat', 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z'].join('_');

/** Faults of plugins and of the gateway that runs them. */
export const kongGatewayMutators: readonly Mutator[] = [
  mutator(kong('plugin-type', 'a plugin is of a type that there is not'), plugin, function* (object) {
    yield edited('rate-limitting', withValue(object, ['plugin'], 'rate-limitting'));
    yield edited('keyauth', withValue(object, ['plugin'], 'keyauth'));
  }),
  mutator(kong('plugin-field', 'the name of a field of a plugin is misspelt'), plugin, function* (object) {
    const wrong: Readonly<Record<string, readonly string[]>> = {
      'rate-limiting': ['minutes', 'limitby', 'polcy'],
      'key-auth': ['hide_credential', 'key_name'],
    };
    for (const key of wrong[String(object.plugin)] ?? [])
      yield edited(key, withValue(object, ['config', key], key === 'minutes' ? 3 : 'value'));
  }),
  mutator(
    kong('plugin-field-type', 'a field of a plugin has a value of the wrong type'),
    plugin,
    function* (object) {
      const wrong: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
        'rate-limiting': [
          ['minute', 'three'],
          ['policy', 'lokal'],
          ['fault_tolerant', 'yes'],
        ],
        'key-auth': [
          ['key_names', 'apikey'],
          ['hide_credentials', 'true'],
        ],
      };
      for (const [key, value] of wrong[String(object.plugin)] ?? [])
        yield edited(`${key}: ${String(value)}`, withValue(object, ['config', key], value));
    },
  ),
  mutator(kong('no-rate-limit-window', 'a rate limit has no window'), plugin, function* (object) {
    if (object.plugin === 'rate-limiting')
      yield edited('minute removed', without(object, ['config', 'minute']));
  }),
  mutator(
    kong('shrinking-window', 'a rate limit allows less in an hour than in a minute'),
    plugin,
    function* (object) {
      if (object.plugin !== 'rate-limiting') return;
      yield edited('hour: 2', withValue(object, ['config', 'hour'], 2));
      yield edited('second: 5', withValue(object, ['config', 'second'], 5));
    },
  ),
  mutator(
    kong('rate-limit-without-redis', 'a rate limit counts in a Redis that it does not name'),
    plugin,
    function* (object) {
      if (object.plugin === 'rate-limiting')
        yield edited('policy: redis', withValue(object, ['config', 'policy'], 'redis'));
    },
  ),
  mutator(
    kong('password-in-plugin', 'a password stands in the configuration of a plugin'),
    plugin,
    function* (object) {
      if (object.plugin !== 'rate-limiting') return;
      const by = withValue(object, ['config', 'redis'], { host: 'redis.prod.svc', password: 'swordfish' });
      yield edited('redis.password', withValue(by, ['config', 'policy'], 'redis'));
    },
  ),
  mutator(
    kong('plugin-config-twice', 'a plugin has its configuration here and in a Secret'),
    plugin,
    function* (object) {
      const from = { secretKeyRef: { name: 'consumerapikey', key: 'key' } };
      yield edited('configFrom too', withValue(object, ['configFrom'], from));
    },
  ),
  mutator(
    kong('plugin-secret', 'a plugin takes its configuration from a Secret that nothing makes'),
    plugin,
    function* (object) {
      const from = { secretKeyRef: { name: 'plugin-settings', key: 'config' } };
      yield edited(
        'configFrom plugin-settings',
        withValue(without(object, ['config']), ['configFrom'], from),
      );
    },
  ),
  mutator(
    kong(
      'field-of-a-later-version',
      'a plugin has a field that came in a later version than the gateway has',
    ),
    plugin,
    function* (object) {
      if (object.plugin === 'key-auth')
        yield edited('principals', withValue(object, ['config', 'principals'], { enabled: true }));
    },
  ),
  ofGateways(
    kong('enterprise-plugin', 'the open-source gateway gets a plugin of the enterprise edition'),
    function* (install, gateway, set) {
      const image = withValue(install.object, [...gateway, 'image'], { repository: 'kong', tag: '3.9' });
      const open = without(image, [...gateway, 'env', 'license_data']);
      for (const object of ofKind(set, 'configuration.konghq.com/KongPlugin')) {
        if (object.plugin !== 'key-auth') continue;
        const by: Manifest = { ...object, plugin: 'key-auth-enc' };
        yield {
          description: 'key-auth-enc on kong:3.9',
          apply: () => withEdited(set, [open, by]),
          at: [idOf(by)],
        };
      }
    },
  ),
  ofGateways(
    kong('no-protocols', 'a route says no protocols, on a gateway that then takes HTTPS alone'),
    function* (install, gateway, set) {
      const newer = withValue(install.object, [...gateway, 'image', 'tag'], '3.14');
      for (const route of ofKind(set, 'networking.k8s.io/Ingress')) {
        const by = without(route, ['metadata', 'annotations', 'konghq.com/protocols']);
        yield { description: 'removed, on 3.14', apply: () => withEdited(set, [newer, by]), at: [idOf(by)] };
      }
    },
  ),
  ofGateways(
    kong('no-license', 'a gateway has no licence, and does not come up without'),
    function* (install, gateway) {
      const path = [...gateway, 'env', 'license_data'];
      if (valueAt(install, path) !== undefined)
        yield edited('license_data removed', without(install.object, path));
    },
  ),
  ofGateways(
    kong('license-in-plain-text', 'the licence stands in the values of a chart'),
    function* (install, gateway) {
      const path = [...gateway, 'env', 'license_data'];
      const payload = { customer: 'Example', license_key: 'ASDASDASDASDASDASDASDASDASD_a1VASASD' };
      const license = { license: { payload, signature: 'a3f5b1c9d7e2406b8c1d9e7f3a5b6c8d', version: '1' } };
      if (valueAt(install, path) !== undefined)
        yield setTo(install, path, JSON.stringify(license), 'license_data');
    },
  ),
  ofGateways(
    kong('license-key', 'the gateway reads its licence from a key that its Secret has not'),
    function* (install, gateway) {
      const path = [...gateway, 'env', 'license_data', 'valueFrom', 'secretKeyRef', 'key'];
      if (valueAt(install, path) !== undefined) yield setTo(install, path, 'licence');
    },
  ),
  ofGateways(
    kong('gateway-secret', 'the gateway mounts a Secret that nothing makes'),
    function* (install, gateway) {
      const path = [...gateway, 'secretVolumes'];
      if (items(valueAt(install, path)).length > 0) yield setTo(install, path, ['konnect-tls']);
    },
  ),
  ofGateways(
    kong('certificate-not-mounted', 'the gateway reads a certificate from where nothing is mounted'),
    function* (install, gateway) {
      const path = [...gateway, 'env', 'cluster_cert'];
      if (valueAt(install, path) === undefined) return;
      yield setTo(install, path, '/etc/secrets/kong-cluster-cert/tls.crt');
      yield edited('secretVolumes removed', without(install.object, [...gateway, 'secretVolumes']));
    },
  ),
  ofGateways(
    kong('endpoint-with-scheme', 'an endpoint of Konnect is written with its scheme'),
    function* (install, gateway) {
      for (const name of ['cluster_control_plane', 'cluster_telemetry_endpoint', 'cluster_server_name']) {
        const path = [...gateway, 'env', name];
        const host = text(valueAt(install, path));
        if (host !== undefined) yield setTo(install, path, `https://${host}`);
      }
      const path = [...install.values, 'controller', 'ingressController', 'konnect', 'apiHostname'];
      const host = text(valueAt(install, path));
      if (host !== undefined) yield setTo(install, path, `https://${host}`);
    },
  ),
  ofGateways(
    kong('endpoint-without-port', 'an endpoint of Konnect is written without its port'),
    function* (install, gateway) {
      for (const name of ['cluster_control_plane', 'cluster_telemetry_endpoint']) {
        const path = [...gateway, 'env', name];
        const host = text(valueAt(install, path));
        if (host !== undefined) yield setTo(install, path, host.replace(':443', ''));
      }
    },
  ),
  ofGateways(
    kong('konnect-key', 'a value of Konnect stands under a key that the chart does not read'),
    function* (install) {
      const konnect = [...install.values, 'controller', 'ingressController', 'konnect'];
      if (valueAt(install, konnect) === undefined) return;
      yield edited(
        'tlsClientSecretName',
        withKey(install.object, [...konnect, 'tlsClientCertSecretName'], 'tlsClientSecretName'),
      );
      yield edited(
        'runtimeGroupID',
        withKey(install.object, [...konnect, 'controlPlaneID'], 'runtimeGroupID'),
      );
      const controller = [...install.values, 'controller', 'ingressController'];
      const hostname = valueAt(install, [...konnect, 'apiHostname']);
      const moved = without(install.object, [...konnect, 'apiHostname']);
      yield edited('apiHostname beside konnect', withValue(moved, [...controller, 'apiHostname'], hostname));
    },
  ),
  ofGateways(
    kong('gateway-values-key', 'values of the gateway stand under a key that the chart does not read'),
    function* (install) {
      for (const key of ['gateway', 'controller']) {
        const path = [...install.values, key];
        if (valueAt(install, path) !== undefined)
          yield edited(`${key}s`, withKey(install.object, path, `${key}s`));
      }
      for (const key of ['replicaCount', 'proxy', 'env']) {
        const path = [...gatewayValues(install), key];
        if (valueAt(install, path) !== undefined)
          yield edited(`${key}s`, withKey(install.object, path, `${key}s`));
      }
    },
  ),
  ofGateways(
    kong('token-in-values', 'a token stands in the values of a chart'),
    function* (install, gateway) {
      yield setTo(install, [...gateway, 'env', 'konnect_token'], konnectToken, 'env.konnect_token');
    },
  ),
  ofGateways(
    kong('class-twice', 'the controller serves another class than the routes name'),
    function* (install, _gateway, set) {
      const path = [...install.values, 'controller', 'ingressController', 'ingressClass'];
      if (valueAt(install, [...install.values, 'controller']) === undefined) return;
      const at = [
        ...ofKind(set, 'networking.k8s.io/Ingress'),
        ...ofKind(set, 'configuration.konghq.com/KongConsumer'),
      ].map(idOf);
      yield edited('kong-internal', withValue(install.object, path, 'kong-internal'), at);
    },
  ),
  ofGateways(
    kong('webhook-certificate', "the webhook's certificate is in a Secret that nothing makes"),
    function* (install) {
      const path = [
        ...install.values,
        'controller',
        'ingressController',
        'admissionWebhook',
        'certificate',
        'secretName',
      ];
      if (valueAt(install, path) !== undefined) yield setTo(install, path, 'webhook-tls');
    },
  ),
];
