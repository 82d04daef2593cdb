import { text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { annotationPath } from '../../kong/annotation';
import { entriesOf, methodList, serverNameList } from '../../kong/annotation-value';
import { exampleIngress, kongGiven } from '../../kong/example';
import { controlledGateways } from '../../kong/gateway';
import { isKongIngress } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const protocolsAnnotation = 'konghq.com/protocols';
const methodsAnnotation = 'konghq.com/methods';
const serverNamesAnnotation = 'konghq.com/snis';

const streams = new Set(['tcp', 'tls', 'tls_passthrough']);
const webSockets = new Set(['ws', 'wss']);
const overTls = new Set(['https', 'grpcs']);

export const routeProtocols: ObjectRule = {
  id: 'kong/route-protocols',
  severity: 'error',
  title: 'an Ingress has protocols that do not go with it, or with its other annotations',
  why: 'The webhook asks the gateway and refuses the Ingress; without the webhook the gateway refuses the whole configuration.',
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/routes.lua, routes_subschemas.lua; Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/kongstate/route.go, internal/admission/validation',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    if (!isKongIngress(object, index)) return;
    const protocols = entriesOf(annotation(object, protocolsAnnotation));
    const open = controlledGateways(index).some(({ gateway }) => gateway.edition === 'open-source');
    for (const protocol of protocols) {
      if (!streams.has(protocol) && !(webSockets.has(protocol) && open)) continue;
      yield {
        object,
        path: annotationPath(protocolsAnnotation),
        message: `an Ingress of this gateway cannot have the protocol ${protocol}`,
        found: protocol,
        expected: 'http, https, grpc and grpcs',
        mend: streams.has(protocol)
          ? 'use a TCPRoute, TLSRoute or TCPIngress'
          : `write ${protocol === 'ws' ? 'http' : 'https'}`,
      };
    }
    const methods = annotation(object, methodsAnnotation);
    if (
      protocols.length > 0 &&
      protocols.every((one) => one.startsWith('grpc')) &&
      methodList.accepts(methods)
    ) {
      const mend = `remove ${methodsAnnotation}`;
      const found = `${methods}, with ${protocols.join(', ')}`;
      const path = annotationPath(methodsAnnotation);
      yield { object, path, message: 'a route of gRPC has no methods', found, expected: 'no methods', mend };
    }
    const names = annotation(object, serverNamesAnnotation);
    const clear = protocols.length > 0 && !protocols.some((one) => overTls.has(one) || streams.has(one));
    // Of grpc and http together the controller makes http and https.
    const mixed = ['grpc', 'http'].every((kind) => protocols.some((one) => one.startsWith(kind)));
    if (clear && !mixed && serverNameList.accepts(names)) {
      const path = annotationPath(serverNamesAnnotation);
      const found = `${names}, with ${protocols.join(', ')}`;
      const mend = `add https to ${protocolsAnnotation}, or remove ${serverNamesAnnotation}`;
      yield {
        object,
        path,
        message: 'only TLS has server names',
        found,
        expected: 'https or grpcs beside it',
        mend,
      };
    }
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('konghq.com/protocols: grpc, konghq.com/methods: POST'),
    passes: exampleIngress('konghq.com/protocols: grpc'),
  },
};

function annotation(object: Manifest, key: string): string {
  return text(object.metadata.annotations?.[key]) ?? '';
}
