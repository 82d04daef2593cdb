import { fields, items } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { KongConfiguration, KongEntity } from '../stand-ins/kong-admin-api';

interface IngressSpec {
  readonly ingressClassName?: string;
  readonly rules?: readonly {
    readonly host?: string;
    readonly http?: {
      readonly paths: readonly {
        readonly path: string;
        readonly backend: { readonly service: { readonly name: string; readonly port: { number: number } } };
      }[];
    };
  }[];
}

/** What a list of claims came to. */
export interface Held {
  readonly held: number;
  readonly misses: readonly string[];
}

/** Holds single facts of a configuration to what the objects mean. */
export class Facts {
  held = 0;
  readonly misses: string[] = [];

  /** `found` is, as JSON, `wanted`. */
  is(what: string, found: unknown, wanted: unknown): void {
    if (inOrder(found) === inOrder(wanted)) this.held += 1;
    else this.misses.push(`${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}

/** As JSON, its keys in order: programs sort them otherwise. */
function inOrder(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

const truth = (object: Manifest, annotation: string) => object.metadata.annotations?.[annotation] === 'true';

/**
 * What the objects mean for the gateway, said without the controller's code: every path a route with its plugins, every
 * backend a service with one upstream, every consumer its credentials.
 */
export function heldToObjects(configuration: KongConfiguration, objects: readonly Manifest[]): Held {
  const facts = new Facts();
  const ingresses = objects.filter(
    ({ kind, spec }) => kind === 'Ingress' && (spec as IngressSpec).ingressClassName === 'kong',
  );
  for (const ingress of ingresses) holdIngress(facts, configuration, ingress, objects);
  const consumers = objects.filter(({ kind }) => kind === 'KongConsumer');
  for (const consumer of consumers) holdConsumer(facts, configuration, consumer, objects);
  facts.is('the number of consumers', items(configuration.consumers).length, consumers.length);
  return facts;
}

function holdIngress(
  facts: Facts,
  configuration: KongConfiguration,
  ingress: Manifest,
  objects: readonly Manifest[],
): void {
  const { namespace = '' } = ingress.metadata;
  const annotation = (name: string) => ingress.metadata.annotations?.[`konghq.com/${name}`] ?? '';
  for (const { host, http } of (ingress.spec as IngressSpec).rules ?? []) {
    for (const { path, backend } of http?.paths ?? []) {
      const { name, port } = backend.service;
      const where = `${namespace}/${ingress.metadata.name} ${path}`;
      const upstream = `${name}.${namespace}.${port.number}.svc`;
      const service = entities(configuration, 'services').find((one) => one.host === upstream);
      // A prefix is whole segments: the path itself, and what is below it.
      const paths = path === '/' ? ['/'] : [`${path}/`, `~${path}$`];
      const route = items(service?.routes)
        .map(fields)
        .find((one) => paths.every((each) => items(one.paths).includes(each)));
      facts.is(`${where}: the paths`, sorted(route?.paths), sorted(paths));
      facts.is(`${where}: the hosts`, route?.hosts ?? [], host === undefined ? [] : [host]);
      facts.is(`${where}: strip_path`, route?.strip_path, truth(ingress, 'konghq.com/strip-path'));
      facts.is(`${where}: preserve_host`, route?.preserve_host, truth(ingress, 'konghq.com/preserve-host'));
      facts.is(
        `${where}: the protocols`,
        sorted(route?.protocols),
        sorted(annotation('protocols').split(',')),
      );
      for (const plugin of annotation('plugins').split(',').filter(Boolean)) {
        const object = objects.find(
          ({ kind, metadata }) =>
            kind === 'KongPlugin' && metadata.name === plugin && metadata.namespace === namespace,
        );
        holdPlugin(facts, configuration, route, object, `${where}: the plugin ${plugin}`);
      }
      holdService(facts, configuration, upstream, { name, namespace, port: port.number }, objects);
    }
  }
}

function holdPlugin(
  facts: Facts,
  configuration: KongConfiguration,
  route: KongEntity | undefined,
  object: Manifest | undefined,
  what: string,
): void {
  const made = entities(configuration, 'plugins').find(
    (plugin) => plugin.route === route?.name && plugin.name === object?.plugin,
  );
  facts.is(`${what}, at its route`, made !== undefined, true);
  const wanted = Object.entries(object?.config ?? {});
  facts.is(`${what}, its configuration`, made?.config ?? {}, Object.fromEntries(wanted.toSorted()));
}

function holdService(
  facts: Facts,
  configuration: KongConfiguration,
  upstream: string,
  service: { readonly name: string; readonly namespace: string; readonly port: number },
  objects: readonly Manifest[],
): void {
  const object = objects.find(
    ({ kind, metadata }) =>
      kind === 'Service' && metadata.name === service.name && metadata.namespace === service.namespace,
  );
  const made = entities(configuration, 'upstreams').find(({ name }) => name === upstream);
  const targets = items(made?.targets).map((target) => fields(target).target);
  // A mesh splits the calls itself: the gateway has to ask for the Service's own name, and not for pods.
  if (object !== undefined && truth(object, 'ingress.kubernetes.io/service-upstream')) {
    facts.is(`${upstream}: the targets`, targets, [
      `${service.name}.${service.namespace}.svc:${service.port}`,
    ]);
  }
  const header = object?.metadata.annotations?.['konghq.com/host-header'];
  if (header !== undefined) facts.is(`${upstream}: the Host`, made?.host_header, header);
}

function holdConsumer(
  facts: Facts,
  configuration: KongConfiguration,
  consumer: Manifest,
  objects: readonly Manifest[],
): void {
  const { username } = consumer;
  const made = entities(configuration, 'consumers').find((one) => one.username === username);
  facts.is(`the consumer ${String(username)} is there`, made !== undefined, true);
  for (const name of items(consumer.credentials)) {
    const secret = objects.find(
      ({ kind, metadata }) =>
        kind === 'Secret' && metadata.name === name && metadata.namespace === consumer.metadata.namespace,
    );
    const type = secret?.metadata.labels?.['konghq.com/credential'] ?? '';
    const wanted = Object.entries(secret?.data ?? {}).map(([key, value]) => [
      key,
      Buffer.from(String(value), 'base64').toString(),
    ]);
    const found = entities(made ?? {}, credentialLists[type] ?? type).map((credential) =>
      wanted.map(([key]) => [key, credential[key ?? '']]),
    );
    facts.is(`${String(username)}: its ${type}`, found, [wanted]);
  }
}

/** Where Kong keeps the credentials of a type. */
const credentialLists: Readonly<Record<string, string>> = {
  'key-auth': 'keyauth_credentials',
  'basic-auth': 'basicauth_credentials',
  'hmac-auth': 'hmacauth_credentials',
  jwt: 'jwt_secrets',
  acl: 'acls',
};

/** What a configuration has of a kind of entity. */
export function entities(configuration: KongConfiguration, kind: string): readonly KongEntity[] {
  return items(configuration[kind]).map(fields);
}

function sorted(value: unknown): readonly string[] {
  return items(value).map(String).sort();
}
