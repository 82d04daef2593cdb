import { dig, items, pointer, portOf, text } from '../../../references/fields';
import { adminListenOf, isPlain, openListeners } from '../../../references/kong-admin-listen';
import { readSelector } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';

/** Ports of the Admin API: by number, and as Kong's charts call them. */
const adminPorts = new Set(['8001', '8444', 'admin', 'admin-tls', 'kong-admin', 'kong-admin-tls']);

const expected = 'an Admin API that asks for a client certificate, inside the cluster';

export const exposedAdminListen: ObjectRule = {
  id: 'kong/exposed-admin-listen',
  severity: 'error',
  title:
    'the pods of a Kong gateway open its Admin API in plain HTTP, or a Service carries it out of the cluster',
  why: 'Whoever gets there reads every credential and sends every route where they like.',
  source:
    'Kong/kong 3.9 kong.conf.default (admin_listen, nginx_admin_*); Kong Gateway documentation, securing the Admin API',
  unanswered: 'no Kong Gateway is run here, and who reaches a port is decided by the network',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', '/Service'],
  *checkObject(object, { index }) {
    if (object.kind === 'Service') {
      yield* carriedOut(object, index);
      return;
    }
    const admin = adminListenOf(object);
    const plain = admin === undefined ? [] : openListeners(admin.listen).filter(isPlain);
    if (admin === undefined || plain.length === 0) return;
    yield {
      object,
      path: pointer(...admin.at),
      message: 'the Admin API answers every pod in plain HTTP, which asks for no certificate',
      found: admin.listen,
      expected,
      mend: 'listen on 127.0.0.1, or with ssl and KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT: "on"',
    };
  },
  example: {
    given: ['Namespace kong'],
    fails: gateway('0.0.0.0:8001'),
    passes: gateway('127.0.0.1:8001'),
  },
};

function* carriedOut(service: Manifest, index: ReferenceIndex): Iterable<Draft> {
  const type = text(dig(service, 'spec', 'type'));
  const selector = readSelector({ matchLabels: dig(service, 'spec', 'selector') });
  if ((type !== 'LoadBalancer' && type !== 'NodePort') || selector === undefined) return;
  if (Object.keys(selector.matchLabels).length === 0) return;
  const opened = index.pods(service.metadata.namespace, selector).some(({ by }) => {
    const admin = adminListenOf(by);
    return admin !== undefined && !admin.asks && openListeners(admin.listen).length > 0;
  });
  if (!opened) return;
  for (const [i, port] of items(dig(service, 'spec', 'ports')).entries()) {
    const target = portOf(dig(port, 'targetPort')) ?? portOf(dig(port, 'port')) ?? '';
    if (!adminPorts.has(target)) continue;
    yield {
      object: service,
      path: pointer('spec', 'ports', i),
      message: `the Admin API is reachable ${type === 'LoadBalancer' ? 'behind a load balancer' : 'on every node'} without a client certificate`,
      found: `type ${type}, port ${target}`,
      expected,
      mend: 'make the Service type: ClusterIP, or set KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT: "on" on the gateway',
    };
  }
}

function gateway(listen: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: gateway, namespace: kong}
spec:
  selector: {matchLabels: {app: gateway}}
  template:
    metadata: {labels: {app: gateway}}
    spec:
      containers:
        - name: proxy
          image: "kong:3.9"
          env: [{name: KONG_DATABASE, value: "off"}, {name: KONG_ADMIN_LISTEN, value: "${listen}"}]
`;
}
