import { dig, items, pointer, portOf, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { annotationsSource } from '../../kong/annotation';
import { ingressPaths, routesToServices } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const annotation = 'konghq.com/protocol';

/** What Kong has to be told to speak, by what the port says. */
const protocols: Readonly<Record<string, string>> = {
  https: 'https',
  tls: 'tls',
  grpc: 'grpc',
  grpcs: 'grpcs',
  'kubernetes.io/h2c': 'grpc',
};

export const appProtocolIgnored: ObjectRule = {
  id: 'kong/app-protocol-ignored',
  severity: 'warning',
  title: 'a Service says its protocol in appProtocol, and Kong is not told',
  why: 'The controller reads konghq.com/protocol and not appProtocol: Kong speaks plain HTTP to a port that expects TLS or gRPC, and answers 400 or 502.',
  source: annotationsSource,
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    if (object.metadata.annotations?.[annotation] !== undefined) return;
    const ports = items(dig(object, 'spec', 'ports'));
    if (!ports.some((port) => Object.hasOwn(protocols, text(dig(port, 'appProtocol')) ?? ''))) return;
    const routes = routesToServices(index).get(object) ?? [];
    const [first] = routes;
    if (first === undefined) return;
    const named = new Set(routes.flatMap(({ route }) => portsNamed(route, object.metadata.name)));
    for (const [position, port] of ports.entries()) {
      const protocol = text(dig(port, 'appProtocol')) ?? '';
      const wanted = Object.hasOwn(protocols, protocol) ? protocols[protocol] : undefined;
      const own = [portOf(dig(port, 'port')), text(dig(port, 'name'))];
      if (wanted === undefined || !own.some((each) => each !== undefined && named.has(each))) continue;
      yield {
        object,
        path: pointer('spec', 'ports', position, 'appProtocol'),
        message: `Kong speaks http to this port: it reads no appProtocol`,
        found: `appProtocol: ${protocol}, and no ${annotation}; ${first.route.kind} ${first.route.metadata.name} leads to it`,
        expected: `the annotation ${annotation}: ${wanted}`,
        mend: `annotate the Service ${annotation}: "${wanted}"`,
      };
    }
  },
  example: {
    given: ['Namespace prod', 'kong-crds', 'IngressClass kong'],
    fails: example(''),
    passes: example(', annotations: {konghq.com/protocol: https}'),
  },
};

/** The ports of a Service that a route leads to, by number and by name. */
function portsNamed(route: Manifest, service: string): readonly string[] {
  if (route.kind === 'Ingress') {
    return ingressPaths(route).flatMap((path) =>
      path.service === service
        ? (portOf(dig(path.port, 'number')) ?? text(dig(path.port, 'name')) ?? [])
        : [],
    );
  }
  return items(dig(route, 'spec', 'rules')).flatMap((rule) =>
    items(dig(rule, 'backendRefs')).flatMap((backend) =>
      dig(backend, 'name') === service ? (portOf(dig(backend, 'port')) ?? []) : [],
    ),
  );
}

function example(annotations: string): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod${annotations}}
spec: {type: ExternalName, externalName: jazz.example.com, ports: [{port: 443, appProtocol: https}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: jazz, namespace: prod}
spec:
  ingressClassName: kong
  rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: jazz, port: {number: 443}}}}]}}]
`;
}
