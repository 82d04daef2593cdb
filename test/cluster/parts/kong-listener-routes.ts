import { dig, items, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Findings } from '../report';
import type { ApiClient } from '../server/client';
import type { KongConfiguration, KongEntity } from '../stand-ins/kong-admin-api';
import { applyAll } from './kic-running';
import { entities } from './kong-expectations';

/** No other route has this path. */
const path = '/two-listeners';

/**
 * A redirect on the listener by HTTP of the first Gateway that has one of each protocol, and on that by HTTPS the service of an HTTPRoute
 * of the set; none where there is no such Gateway.
 */
function listenerRoutes(objects: readonly Manifest[]): readonly Manifest[] {
  for (const gateway of objects.filter(({ kind }) => kind === 'Gateway')) {
    const listenerOf = (protocol: string) =>
      items(dig(gateway, 'spec', 'listeners')).find((each) => dig(each, 'protocol') === protocol);
    const [http, https] = [listenerOf('HTTP'), listenerOf('HTTPS')];
    const { name, namespace } = gateway.metadata;
    const route = objects.find(
      (object) =>
        object.kind === 'HTTPRoute' &&
        items(dig(object, 'spec', 'rules', 0, 'backendRefs')).length > 0 &&
        items(dig(object, 'spec', 'parentRefs')).some(
          (parent) =>
            dig(parent, 'name') === name &&
            (text(dig(parent, 'namespace')) ?? object.metadata.namespace) === namespace,
        ),
    );
    if (http === undefined || https === undefined || route === undefined) continue;
    const host = text(dig(https, 'hostname')) ?? 'two-listeners.example.com';
    const made = (own: string, listener: unknown, rule: object): Manifest => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { ...route.metadata, name: own, labels: {}, annotations: {} },
      spec: {
        parentRefs: [{ name, namespace, sectionName: dig(listener, 'name') }],
        hostnames: [host.replace('*', 'two-listeners')],
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: path } }], ...rule }],
      },
    });
    return [
      made('two-listeners-redirect', http, {
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      }),
      made('two-listeners', https, { backendRefs: items(dig(route, 'spec', 'rules', 0, 'backendRefs')) }),
    ];
  }
  return [];
}

/** The routes of the two in a configuration. */
export function ofListenerRoutes(configuration: KongConfiguration): readonly KongEntity[] {
  return entities(configuration, 'services').flatMap((service) =>
    entities(service, 'routes').filter(isOfListener),
  );
}

/** Whether a route of Kong's is of one of the two. */
export function isOfListener(route: KongEntity): boolean {
  return items(route.paths).some((each) => String(each).includes(path));
}

/**
 * Applies the two, and says what becomes of them.
 *
 * @param made waits for the routes
 */
export async function claimListenerRoutes(
  name: string,
  { client, findings }: { readonly client: ApiClient; readonly findings: Findings },
  objects: readonly Manifest[],
  made: () => Promise<readonly KongEntity[]>,
): Promise<void> {
  const two = listenerRoutes(objects);
  if (two.length === 0) return;
  const misses = await applyAll(client, two);
  const routes = await made();
  const facts = (key: string) =>
    routes.map((route) => JSON.stringify([route[key] ?? null].flat().map(String).sort()));
  const alike = ['hosts', 'paths', 'methods', 'headers', 'regex_priority', 'snis'].every(
    (key) => new Set(facts(key)).size === 1,
  );
  findings.claim(
    `${name}: a redirect on the listener by HTTP and a service on that by HTTPS, of one host and path, become two routes of the same calls, by ${facts('protocols').toSorted().join(' and ')}`,
    [
      ...misses,
      ...(routes.length === 2 && alike
        ? []
        : [`${name}: the routes of two listeners are ${JSON.stringify(routes)}`]),
    ],
  );
}
