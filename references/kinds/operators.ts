import { dig, fields, items, text } from '../fields';
import { type ObjectId, objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import type { Manifest } from '../manifest';

/** Objects that a controller makes beside the one that asks for them, by kind: names of the same namespace. */
type Products = Readonly<Record<string, readonly (string | undefined)[]>>;

function makes(products: (object: Manifest) => Products): KindRule {
  return {
    provides: (object) => ({
      objects: Object.entries(products(object)).flatMap(([kind, names]) =>
        names.flatMap((name) =>
          name === undefined ? [] : [{ id: idOf(object, kind, name), via: 'operator' as const }],
        ),
      ),
    }),
  };
}

function idOf(object: Manifest, kind: string, name: string): ObjectId {
  const [group = '', short = kind] = kind.includes('/') ? kind.split('/') : ['', kind];
  return objectId(group, short, object.metadata.namespace, name);
}

/** Names made of the object's own: `named(cluster, '-app', '-ca')`. */
function named({ metadata }: Manifest, ...ends: readonly string[]): readonly string[] {
  return ends.map((end) => `${metadata.name}${end}`);
}

/** A Secret under a path of the object. */
function secretAt(...path: readonly string[]): KindRule {
  return makes((object) => ({ Secret: [text(dig(object, ...path)) ?? object.metadata.name] }));
}

/** Operators that are met often, and what they make of their objects: enough that nobody misses it. */
export const operators: readonly GroupRules[] = [
  {
    group: 'source.extensions.fluxcd.io',
    kinds: {
      ArtifactGenerator: makes((object) => ({
        'source.toolkit.fluxcd.io/ExternalArtifact': items(dig(object, 'spec', 'artifacts')).map((each) =>
          text(dig(each, 'name')),
        ),
      })),
    },
  },
  {
    group: 'bitnami.com',
    kinds: {
      SealedSecret: {
        provides: (object) => ({
          objects: [
            {
              id: idOf(object, 'Secret', object.metadata.name),
              via: 'operator',
              parts: new Set(
                [dig(object, 'spec', 'encryptedData'), dig(object, 'spec', 'template', 'data')].flatMap(
                  (data) => Object.keys(fields(data)),
                ),
              ),
              secretType: text(dig(object, 'spec', 'template', 'type')),
            },
          ],
        }),
      },
    },
  },
  { group: 'onepassword.com', kinds: { OnePasswordItem: secretAt('metadata', 'name') } },
  {
    group: 'secrets.hashicorp.com',
    kinds: Object.fromEntries(
      ['VaultStaticSecret', 'VaultDynamicSecret', 'VaultPKISecret', 'HCPVaultSecretsApp'].map((kind) => [
        kind,
        secretAt('spec', 'destination', 'name'),
      ]),
    ),
  },
  { group: 'secrets-store.csi.x-k8s.io', kinds: { SecretProviderClass: makes(mountedSecrets) } },
  {
    group: 'postgresql.cnpg.io',
    kinds: {
      Cluster: makes((object) => ({
        Secret: named(object, '-app', '-superuser', '-ca', '-server', '-replication'),
        Service: named(object, '-rw', '-ro', '-r'),
      })),
      Pooler: makes((object) => ({ Service: named(object, '') })),
    },
  },
  {
    group: 'kafka.strimzi.io',
    kinds: {
      Kafka: makes((object) => ({
        Secret: named(object, '-cluster-ca-cert', '-clients-ca-cert'),
        Service: named(object, '-kafka-bootstrap', '-kafka-brokers'),
      })),
      KafkaUser: secretAt('metadata', 'name'),
    },
  },
  {
    group: 'rabbitmq.com',
    kinds: {
      RabbitmqCluster: makes((object) => ({
        Secret: named(object, '-default-user'),
        Service: named(object, '', '-nodes'),
      })),
    },
  },
  {
    group: 'dragonflydb.io',
    kinds: { Dragonfly: makes((object) => ({ Service: named(object, '') })) },
  },
  {
    group: 'elasticsearch.k8s.elastic.co',
    kinds: {
      Elasticsearch: makes((object) => ({
        Secret: named(object, '-es-elastic-user', '-es-http-certs-public'),
        Service: named(object, '-es-http'),
      })),
    },
  },
  {
    group: 'kibana.k8s.elastic.co',
    kinds: { Kibana: makes((object) => ({ Service: named(object, '-kb-http') })) },
  },
  {
    group: 'monitoring.coreos.com',
    kinds: {
      Prometheus: makes(() => ({ Service: ['prometheus-operated'] })),
      Alertmanager: makes(() => ({ Service: ['alertmanager-operated'] })),
    },
  },
];

function mountedSecrets(object: Manifest): Products {
  return {
    Secret: items(dig(object, 'spec', 'secretObjects')).map((each) => text(dig(each, 'secretName'))),
  };
}
