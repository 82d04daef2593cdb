import { dig, items, text } from '../../../references/fields';
import { idOf, objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { edited, mutator } from '../mutator';
import { indexOf, type ObjectSet, ofKind, referrersOf } from '../object-set';

const secrets = (kind: string, what: string) => ({ kind, family: 'secrets', what }) as const;
const externalSecret = ['external-secrets.io/ExternalSecret'];
const store = ['external-secrets.io/SecretStore'];
const serviceAccountRef = ['spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef'];

/** The ExternalSecret itself and whoever needs its Secret: a missing key may be reported at either. */
function itselfAndUsers(set: ObjectSet, object: Manifest) {
  return [idOf(object), ...referrersOf(set, object)];
}

/** Faults on the way of a secret: ExternalSecret, store, ServiceAccount. */
export const secretMutators: readonly Mutator[] = [
  mutator(
    secrets('removed-external-secret', 'the ExternalSecret of a Secret that others need is missing'),
    externalSecret,
    function* (object, set) {
      const at = referrersOf(set, object);
      if (at.length > 0) yield { description: 'removed', at };
    },
  ),
  mutator(
    secrets('removed-external-secret-key', 'an ExternalSecret does not fetch a key'),
    externalSecret,
    function* (object, set) {
      for (const position of items(dig(object, 'spec', 'data')).keys()) {
        const by = without(object, ['spec', 'data', position]);
        yield edited(`data/${position} removed`, by, itselfAndUsers(set, object));
      }
    },
  ),
  mutator(
    secrets('renamed-secret-key', 'a key of a Secret has another name than those who read it expect'),
    externalSecret,
    function* (object, set) {
      for (const [position, entry] of items(dig(object, 'spec', 'data')).entries()) {
        const key = `${text(dig(entry, 'secretKey'))}-value`;
        const by = withValue(object, ['spec', 'data', position, 'secretKey'], key);
        yield edited(key, by, itselfAndUsers(set, object));
      }
    },
  ),
  mutator(
    secrets('renamed-secret', 'an ExternalSecret makes a Secret of another name'),
    externalSecret,
    function* (object, set) {
      const name = `${object.metadata.name}-v2`;
      const at = referrersOf(set, object);
      if (at.length > 0) yield edited(name, withValue(object, ['spec', 'target', 'name'], name), at);
    },
  ),
  mutator(
    secrets('store-name', 'an ExternalSecret names a store that is not there'),
    externalSecret,
    function* (object) {
      const path = ['spec', 'secretStoreRef', 'name'];
      const name = misspelt(text(dig(object, ...path)) ?? 'store');
      yield edited(name, withValue(object, path, name));
    },
  ),
  mutator(
    secrets('store-kind', 'an ExternalSecret looks for its store among the cluster-wide ones'),
    externalSecret,
    function* (object) {
      const path = ['spec', 'secretStoreRef', 'kind'];
      yield edited('ClusterSecretStore', withValue(object, path, 'ClusterSecretStore'));
    },
  ),
  mutator(
    secrets('store-in-another-namespace', 'a store lies in another namespace than its ExternalSecrets'),
    store,
    function* (object, set) {
      for (const other of ofKind(set, '/Namespace')) {
        const { name } = other.metadata;
        if (name === object.metadata.namespace) continue;
        const by = withValue(object, ['metadata', 'namespace'], name);
        yield edited(name, by, [idOf(by), ...referrersOf(set, object)]);
      }
    },
  ),
  mutator(secrets('removed-store', 'a store is missing'), store, function* (object, set) {
    yield { description: 'removed', at: referrersOf(set, object) };
  }),
  mutator(
    secrets('store-service-account', 'a store names a ServiceAccount that is not there'),
    store,
    function* (object) {
      const path = [...serviceAccountRef, 'name'];
      const name = misspelt(text(dig(object, ...path)) ?? 'account');
      yield edited(name, withValue(object, path, name));
    },
  ),
  mutator(
    secrets('store-account-namespace', 'a namespaced store names the ServiceAccount of another namespace'),
    store,
    function* (object) {
      yield edited('namespace default', withValue(object, [...serviceAccountRef, 'namespace'], 'default'));
    },
  ),
  mutator(
    secrets('store-region', "a store reads another region than its role's policy allows"),
    store,
    function* (object, set) {
      const path = ['spec', 'provider', 'aws', 'region'];
      const at = [idOf(object), ...readersOf(set, object)];
      yield edited('eu-north-1', withValue(object, path, 'eu-north-1'), at);
    },
  ),
  mutator(
    secrets('another-secret', 'an ExternalSecret reads a secret that its role may not read'),
    externalSecret,
    function* (object) {
      for (const [position, entry] of items(dig(object, 'spec', 'data')).entries()) {
        const path = ['spec', 'data', position, 'remoteRef', 'key'];
        const key = `${text(dig(entry, 'remoteRef', 'key'))}-old`;
        yield edited(key, withValue(object, path, key));
      }
    },
  ),
  mutator(
    secrets('creation-policy', 'a Secret that nobody owns is to be deleted'),
    externalSecret,
    function* (object) {
      yield edited(
        'deletionPolicy Delete with creationPolicy Merge',
        withValue(
          withValue(object, ['spec', 'target', 'deletionPolicy'], 'Delete'),
          ['spec', 'target', 'creationPolicy'],
          'Merge',
        ),
      );
    },
  ),
  mutator(
    secrets('secret-never-made', 'an ExternalSecret creates no Secret, and others need it'),
    externalSecret,
    function* (object, set) {
      const by = withValue(object, ['spec', 'target', 'creationPolicy'], 'None');
      yield edited('creationPolicy None', by, itselfAndUsers(set, object));
    },
  ),
  mutator(
    secrets('secret-made-twice', 'two ExternalSecrets own one Secret'),
    externalSecret,
    function* (object) {
      const second = withValue(object, ['metadata', 'name'], `${object.metadata.name}-again`);
      yield { description: `also by ${second.metadata.name}`, by: [object, second], at: [idOf(second)] };
    },
  ),
  mutator(
    secrets('template-drops-key', "a template's data replaces the keys that were fetched"),
    externalSecret,
    function* (object, set) {
      const path = ['spec', 'target', 'template', 'data'];
      const by = withValue(object, path, { note: 'made by External Secrets' });
      yield edited('data: {note}', by, itselfAndUsers(set, object));
    },
  ),
  mutator(
    secrets('secret-type', 'a Secret of type kubernetes.io/tls has not the keys of one'),
    externalSecret,
    function* (object) {
      const key = text(dig(object, 'spec', 'data', 0, 'secretKey'));
      if (key === 'tls.crt') return;
      const path = ['spec', 'target', 'template', 'type'];
      yield edited('kubernetes.io/tls', withValue(object, path, 'kubernetes.io/tls'));
    },
  ),
  mutator(
    secrets('certificate-secret', 'a Certificate writes another Secret than the one that is mounted'),
    ['cert-manager.io/Certificate'],
    function* (object, set) {
      const by = withValue(object, ['spec', 'secretName'], `${object.metadata.name}-v2`);
      yield edited(`${object.metadata.name}-v2`, by, itselfAndUsers(set, object));
    },
  ),
  mutator(
    secrets('certificate-issuer', 'a Certificate names an issuer that is not there'),
    ['cert-manager.io/Certificate'],
    function* (object) {
      yield edited('letsencrypt', withValue(object, ['spec', 'issuerRef', 'name'], 'letsencrypt'));
    },
  ),
];

/** The ExternalSecrets that read through a store. */
function readersOf(set: ObjectSet, object: Manifest) {
  const id = objectId('external-secrets.io', 'SecretStore', object.metadata.namespace, object.metadata.name);
  const found = indexOf(set).get(id);
  return found === undefined ? [] : referrersOf(set, found);
}
