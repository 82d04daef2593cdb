import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exampleHybrid, exampleOperatorRoute, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import type { ObjectRule } from '../../rule';

/** The Gateway of the examples, with a listener of each protocol. */
const allowed = 'allowedRoutes: {namespaces: {from: All}}';
const gateway = exampleHybrid(
  undefined,
  `{name: http, port: 80, protocol: HTTP, ${allowed}}, {name: https, port: 443, protocol: HTTPS, hostname: dj.example.com, tls: {certificateRefs: [{name: dj-tls}]}, ${allowed}}`,
);

export const routeTwice: ObjectRule = {
  id: 'kong-operator/route-twice',
  severity: 'warning',
  title: 'an HTTPRoute in Konnect names a listener by HTTP and one by HTTPS of one Gateway',
  why: 'Konnect is given a route for each, alike in all but their protocols, by which Kong’s router does not choose: it takes one for the calls of both. Where that is the one by HTTPS, plain HTTP is answered by 426, and the plugin that would send it on never runs.',
  source:
    'Kong/kong-operator v2.2.3 controller/hybridgateway/converter/http_route.go translate, kongroute/route.go protocolsFromGatewayListener; Kong/kong kong/router/transform.lua get_expression, kong/runloop/handler.lua access',
  measured:
    'Kong Operator 2.2.3 posts two routes with the same host and path for such an HTTPRoute, one by http and one by https, and one by both where the parent names no listener.',
  kinds: ['gateway.networking.k8s.io/HTTPRoute'],
  *checkObject(object, { index }) {
    const seen: Attached[] = [];
    for (const [i, parent] of items(dig(object, 'spec', 'parentRefs')).entries()) {
      const attached = attachedTo(object, parent, index);
      if (attached === undefined) continue;
      const before = seen.find(
        ({ gateway, protocol, hosts }) =>
          gateway === attached.gateway &&
          protocol !== attached.protocol &&
          hosts.some((host) => attached.hosts.includes(host)),
      );
      seen.push(attached);
      if (before === undefined) continue;
      yield {
        object,
        path: pointer('spec', 'parentRefs', i, 'sectionName'),
        message: `Konnect is given this route twice, for the listeners ${before.section} and ${attached.section}, and Kong takes one of them for every call`,
        found: attached.section,
        expected:
          'one parent for the Gateway, without sectionName: its route has the protocols of all listeners',
        mend: `leave one reference to the Gateway ${attached.gateway.metadata.name} in parentRefs, without sectionName`,
      };
    }
  },
  example: {
    given: [...operatorGiven, 'Secret kong/dj-tls'],
    fails: `${gateway}---${route('{name: kong, namespace: kong, sectionName: http}, {name: kong, namespace: kong, sectionName: https}')}`,
    passes: `${gateway}---${route('{name: kong, namespace: kong}')}`,
  },
};

/** A listener of Konnect's that a parent names, with the hosts of the route that it takes. */
interface Attached {
  readonly gateway: Manifest;
  readonly section: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly hosts: readonly string[];
}

/** Undefined where the parent is no listener of a Gateway in Konnect, or its hosts are not those of the route. */
function attachedTo(route: Manifest, parent: unknown, index: ReferenceIndex): Attached | undefined {
  const section = text(dig(parent, 'sectionName'));
  if (section === undefined || (text(dig(parent, 'kind')) ?? 'Gateway') !== 'Gateway') return undefined;
  const namespace = text(dig(parent, 'namespace')) ?? route.metadata.namespace;
  const made = operatorGateways(index).find(
    ({ gateway: { metadata } }) => metadata.name === dig(parent, 'name') && metadata.namespace === namespace,
  );
  if (made?.mode !== 'hybrid') return undefined;
  const listener = items(dig(made.gateway, 'spec', 'listeners')).find(
    (each) => dig(each, 'name') === section,
  );
  const protocol = dig(listener, 'protocol');
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') return undefined;
  const hostname = text(dig(listener, 'hostname'));
  const hosts = items(dig(route, 'spec', 'hostnames')).flatMap((host) => text(host) ?? []);
  const taken = hosts.filter((host) => hostname === undefined || takes(hostname, host));
  return { gateway: made.gateway, section, protocol, hosts: taken };
}

function takes(hostname: string, host: string): boolean {
  return hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1)));
}

/** The HTTPRoute of the examples, for one host. */
function route(parents: string): string {
  return exampleOperatorRoute('').replace(
    'parentRefs: [{name: kong, namespace: kong}]',
    `hostnames: [dj.example.com]\n  parentRefs: [${parents}]`,
  );
}
