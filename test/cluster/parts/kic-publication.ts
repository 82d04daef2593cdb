import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig, fields, items } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { publishedOf, publishingCluster } from '../../charts/application/publication/published';
import { repository } from '../../repository';
import type { Findings } from '../report';
import { issued } from '../stand-ins/cert-manager';
import { secretsOf, standIn } from '../stand-ins/external-secrets';
import type { KongConfiguration, KongEntity } from '../stand-ins/kong-admin-api';
import { applyAll, configured, type Running } from './kic-running';
import { entities } from './kong-expectations';

/** An application file of the examples, and what the gateway has to be told of it. */
export interface PublicationExample {
  readonly name: string;
  /** What the gateway says of its version. */
  readonly gateway: string;
  /** The lines of the cluster file that say the same. */
  readonly cluster: string;
  /** Single facts: what they are of, what is found, what is wanted. */
  readonly facts: (
    configuration: KongConfiguration,
  ) => readonly (readonly [what: string, found: unknown, wanted: unknown])[];
}

const openSource = { gateway: '3.9.1', cluster: '  version: "3.9"' };
const enterprise = {
  gateway: '3.10.0.2-enterprise-edition',
  cluster: '  version: "3.10"\n  license: {secret: kong/license}',
};

/** The Redis of the gateway, as a plugin is told of it. */
const redis = (plugin: string) => ({
  host: 'limits.example.com',
  password: standIn(`${plugin}-plugin`),
  port: 6379,
  server_name: 'limits.example.com',
  ssl: true,
  ssl_verify: true,
});

const examples: readonly PublicationExample[] = [
  {
    name: 'shop',
    ...enterprise,
    facts: (configuration) => {
      const shop = routeOf(configuration, 'shop');
      const login = pluginOf(configuration, 'openid-connect', { route: shop.name });
      const gold = pluginOf(configuration, 'rate-limiting-advanced', { consumer_group: 'gold' });
      return [
        ['shop: hosts', shop.hosts, ['shop.example.com']],
        ['shop: protocols', shop.protocols, ['https']],
        ['shop: status of the redirect', shop.https_redirect_status_code, 308],
        ['login: client secret', dig(login, 'config', 'client_secret'), [standIn('login-plugin')]],
        ['login: session secret', dig(login, 'config', 'session_secret'), standIn('login-plugin')],
        ['login: callback', dig(login, 'config', 'redirect_uri'), ['https://shop.example.com/callback']],
        ['gold: limit', dig(gold, 'config', 'limit'), [6000]],
        ['gold: what it counts under', dig(gold, 'config', 'namespace'), 'shop-gold'],
        ['gold: redis', dig(gold, 'config', 'redis'), redis('gold')],
        ['acme: groups', groupsOf(configuration, 'acme'), ['gold']],
        [
          'acme: keys',
          credentialsOf(configuration, 'acme', 'keyauth_credentials', 'key'),
          [standIn('acme-key')],
        ],
        ['certificates: hosts', namesOf(configuration), ['api.example.com', 'shop.example.com']],
      ];
    },
  },
  {
    name: 'machines',
    ...enterprise,
    facts: (configuration) => {
      const clients = pluginOf(configuration, 'openid-connect', {
        route: routeOf(configuration, 'reports').name,
      });
      const [billing] = entities(configuration, 'consumers');
      return [
        ['clients: scopes', dig(clients, 'config', 'scopes_required'), ['reports/read']],
        ['clients: how a consumer is found', dig(clients, 'config', 'consumer_by'), ['custom_id']],
        ['billing: id', billing?.custom_id, '4h57examplemachineclient'],
      ];
    },
  },
  {
    name: 'tokens',
    ...openSource,
    facts: (configuration) => {
      const tokens = pluginOf(configuration, 'jwt', { route: routeOf(configuration, 'profile').name });
      const keys = credentialsOf(configuration, 'user-pool', 'jwt_secrets', 'rsa_public_key');
      return [
        ['tokens: claim of the key', dig(tokens, 'config', 'key_claim_name'), 'kid'],
        [
          'user-pool: algorithms',
          credentialsOf(configuration, 'user-pool', 'jwt_secrets', 'algorithm'),
          ['RS256', 'RS256'],
        ],
        [
          'user-pool: public keys',
          keys.filter((key) => String(key).startsWith('-----BEGIN PUBLIC KEY-----')).length,
          2,
        ],
      ];
    },
  },
  {
    name: 'partners',
    ...openSource,
    facts: (configuration) => {
      const read = routeOf(configuration, 'read');
      const write = routeOf(configuration, 'write');
      const few = pluginOf(configuration, 'rate-limiting', { consumer: 'initech' });
      const allowed = (route: KongEntity) =>
        dig(pluginOf(configuration, 'acl', { route: route.name }), 'config', 'allow');
      return [
        ['read: methods', read.methods, ['GET']],
        ['write: methods', items(write.methods).map(String).sort(), ['POST', 'PUT']],
        ['read: who may', allowed(read), ['readers', 'writers']],
        ['write: who may', allowed(write), ['writers']],
        [
          'write: asks who calls',
          pluginOf(configuration, 'key-auth', { route: write.name }).name,
          'key-auth',
        ],
        ['initech: limit', dig(few, 'config', 'minute'), 60],
        ['initech: redis', dig(few, 'config', 'redis'), redis('few')],
        ['acme: groups', credentialsOf(configuration, 'acme', 'acls', 'group'), ['writers']],
      ];
    },
  },
];

/** Forms of routes that the examples have no need of. */
const edge: PublicationExample = {
  name: 'edge',
  ...openSource,
  facts: (configuration) => {
    const [moved, whole, plain, stock, away] = ['moved', 'whole', 'plain', 'stock', 'away'].map((name) =>
      routeOf(configuration, name),
    );
    const [versions, beta, list] = ['versions', 'versions-2', 'versions-3'].map((name) =>
      routeOf(configuration, name),
    );
    const service = (name: string) =>
      entities(configuration, 'services').find(({ host }) => String(host).startsWith(name));
    const config = (plugin: string, route: KongEntity | undefined) =>
      dig(pluginOf(configuration, plugin, { route: route?.name }), 'config');
    return [
      ['moved: path', moved?.paths, ['~/old(/.*)?$']],
      [
        'moved: what becomes of it',
        dig(config('request-transformer', moved), 'replace', 'uri'),
        '/new$(uri_captures[1] or "")',
      ],
      ['moved: not cut off', moved?.strip_path, false],
      [
        'moved: hsts',
        dig(config('response-transformer', moved), 'add', 'headers'),
        ['Strict-Transport-Security:max-age=600'],
      ],
      ['whole: path', whole?.paths, ['~/whole$']],
      [
        'whole: what becomes of it',
        dig(config('request-transformer', whole), 'replace'),
        { headers: ['x-a:1'], uri: '/all' },
      ],
      ['versions: hosts', hostsOf(configuration, 'versions'), ['*.example.net', 'api.example.org']],
      ['versions: path', versions?.paths, ['~/v[0-9]+(/.*)?$']],
      ['versions: methods', items(versions?.methods).map(String).sort(), ['GET', 'HEAD']],
      ['versions: priority', versions?.regex_priority, 7],
      ['versions: buffering', versions?.request_buffering, false],
      ['beta: headers', beta?.headers, { 'x-team': ['~*^(?:a|b)$'] }],
      ['list: headers', list?.headers, { 'x-list': ['a,b'] }],
      ['plain: protocols', items(plain?.protocols).map(String).sort(), ['http', 'https']],
      [
        'away: where to',
        config('redirect', away),
        { keep_incoming_path: true, location: 'https://edge.example.com', status_code: 301 },
      ],
      ['stock: protocols', stock?.protocols, ['grpcs']],
      ['stock: path', stock?.paths, ['~/shop.Stock/List$']],
      ['stock: protocol of the service', service('stock')?.protocol, 'grpc'],
      [
        'web: time-outs',
        [service('web')?.connect_timeout, service('web')?.read_timeout, service('web')?.write_timeout],
        [5000, 5000, 5000],
      ],
    ];
  },
};

export const publicationExamples: readonly PublicationExample[] = [...examples, edge];

/** The configuration that the controller makes of an example, held to what its file means. */
export async function judgePublication(
  { client, adminApi, controller }: Running,
  example: PublicationExample,
  findings: Findings,
): Promise<void> {
  const objects = await objectsOf(example);
  findings.claim(
    `applications/${example.name}.yaml: the webhook takes ${objects.length} objects that the controller reads`,
    await applyAll(client, objects),
  );
  const consumers = objects.filter(({ kind }) => kind === 'KongConsumer').length;
  const routes = objects.filter(({ kind }) => kind === 'Ingress').length;
  const configuration = await configured(
    adminApi,
    controller,
    (given) => routesOf(given).length >= routes && entities(given, 'consumers').length >= consumers,
  );
  const facts = example.facts(configuration);
  findings.claim(
    `applications/${example.name}.yaml: in the configuration that the controller makes, ${facts.length} facts of routes, plugins, consumers and certificates are as the file means them`,
    facts.flatMap(([what, found, wanted]) =>
      sorted(found) === sorted(wanted)
        ? []
        : [`${example.name}: ${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`],
    ),
  );
}

/** As JSON, its keys in order: the controller sorts them otherwise. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Kinds that the controller reads, in the order in which its webhook wants them. */
const read = ['Namespace', 'Service', 'Secret', 'KongPlugin', 'KongConsumerGroup', 'KongConsumer', 'Ingress'];

async function objectsOf({ name, cluster }: PublicationExample): Promise<readonly Manifest[]> {
  const application = readFileSync(join(repository, `test/fixtures/applications/${name}.yaml`), 'utf8');
  const made = publishedOf(application, publishingCluster(cluster));
  if (made.manifests.length === 0)
    throw new Error(`${name}: ${[...made.problems, ...made.diagnostics].join('; ')}`);
  const all = made.manifests.filter(
    (object): object is Manifest =>
      typeof object.apiVersion === 'string' && object.metadata.namespace !== 'kong',
  );
  const certificates = await Promise.all(all.filter(({ kind }) => kind === 'Certificate').map(issued));
  return [...all, ...secretsOf(all), ...certificates]
    .filter(({ kind, metadata }) => read.includes(kind) && metadata.namespace !== 'kong-mesh-system')
    .toSorted((a, b) => read.indexOf(a.kind) - read.indexOf(b.kind));
}

function routesOf(configuration: KongConfiguration): readonly KongEntity[] {
  return entities(configuration, 'services').flatMap(({ routes }) => items(routes).map(fields));
}

/** The route that the controller makes of an Ingress, by its name: `namespace.ingress.service.host.port`. */
function routeOf(configuration: KongConfiguration, ingress: string): KongEntity {
  return routesOf(configuration).find(({ name }) => String(name).split('.')[1] === ingress) ?? {};
}

/** The hosts of an Ingress, each of which the controller makes a route of its own. */
function hostsOf(configuration: KongConfiguration, ingress: string): readonly string[] {
  return routesOf(configuration)
    .filter(({ name }) => String(name).split('.')[1] === ingress)
    .flatMap(({ hosts }) => items(hosts).map(String))
    .sort();
}

function pluginOf(configuration: KongConfiguration, name: string, where: KongEntity): KongEntity {
  const [[key, value] = ['', undefined]] = Object.entries(where);
  return (
    entities(configuration, 'plugins').find((plugin) => plugin.name === name && plugin[key] === value) ?? {}
  );
}

function consumerOf(configuration: KongConfiguration, username: string): KongEntity {
  return entities(configuration, 'consumers').find((consumer) => consumer.username === username) ?? {};
}

/** Who is in which group is a list of its own in a configuration without database. */
function groupsOf(configuration: KongConfiguration, username: string): readonly unknown[] {
  return entities(configuration, 'consumer_group_consumers')
    .filter(({ consumer }) => consumer === username)
    .map((member) => member.consumer_group);
}

function credentialsOf(
  configuration: KongConfiguration,
  username: string,
  list: string,
  field: string,
): readonly unknown[] {
  return entities(consumerOf(configuration, username), list).map((credential) => credential[field]);
}

function namesOf(configuration: KongConfiguration): readonly unknown[] {
  return entities(configuration, 'certificates')
    .flatMap(({ snis }) => items(snis).map((sni) => dig(sni, 'name')))
    .sort();
}
