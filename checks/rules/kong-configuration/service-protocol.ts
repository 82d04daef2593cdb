import { text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { annotationPath } from '../../kong/annotation';
import { exampleIngress } from '../../kong/example';
import { controlledGateways } from '../../kong/gateway';
import { routesToServices } from '../../kong/ingress';
import { exampleService, outage, outageGiven } from '../../kong/outage';
import type { ObjectRule } from '../../rule';

const annotation = 'konghq.com/protocol';

/** Protocols of streams, which have no path; the controller gives a service of an Ingress or HTTPRoute one. */
const streams = new Set(['tcp', 'tls']);
const webSockets = new Set(['ws', 'wss']);

export const serviceProtocol: ObjectRule = {
  id: 'kong-configuration/service-protocol',
  severity: 'error',
  title: 'a Service behind an HTTP route has a protocol that the gateway refuses for it',
  why: outage,
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/services.lua (protocol, path); Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/kongstate/service.go',
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    const protocol = text(object.metadata.annotations?.[annotation]);
    if (protocol === undefined) return;
    const routes = routesToServices(index).get(object) ?? [];
    if (streams.has(protocol) && routes.length > 0)
      yield draft(object, protocol, 'an HTTP route leads to it');
    const open = controlledGateways(index).some(({ gateway }) => gateway.edition === 'open-source');
    if (webSockets.has(protocol) && open) {
      yield draft(object, protocol, 'the open-source gateway knows no WebSocket services');
    }
  },
  example: {
    given: outageGiven,
    fails: `${exampleService('konghq.com/protocol: tcp')}---${exampleIngress('')}`,
    passes: `${exampleService('konghq.com/protocol: http')}---${exampleIngress('')}`,
  },
};

function draft(object: Manifest, protocol: string, because: string): Draft {
  return {
    object,
    path: annotationPath(annotation),
    message: `the gateway does not take ${protocol} for this Service: ${because}`,
    found: protocol,
    expected: 'http, https, grpc or grpcs',
    mend: protocol === 'ws' || protocol === 'tcp' ? 'write http' : 'write https',
  };
}
