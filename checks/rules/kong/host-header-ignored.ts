import { text } from '../../../references/fields';
import { annotationPlace, annotationsSource } from '../../kong/annotation';
import { exampleIngress } from '../../kong/example';
import { routesToServices } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const preserveHost = 'konghq.com/preserve-host';
const hostHeader = 'konghq.com/host-header';

export const hostHeaderIgnored: ObjectRule = {
  id: 'kong/host-header-ignored',
  severity: 'error',
  title: 'a Service sets the Host header, and its route keeps the caller’s',
  why: 'preserve-host is true by default and wins: a mesh that routes by Host (App Mesh does) answers 404.',
  source: annotationsSource,
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    const host = text(object.metadata.annotations?.[hostHeader]);
    if (host === undefined) return;
    const routes = new Set((routesToServices(index).get(object) ?? []).map(({ route }) => route));
    for (const route of routes) {
      const value = route.metadata.annotations?.[preserveHost];
      if (String(value).toLowerCase() === 'false') continue;
      yield {
        object: route,
        path: annotationPlace(route, preserveHost),
        message: `the Host header that Service ${object.metadata.name} sets never reaches it`,
        found:
          value === undefined
            ? `no ${preserveHost}, which is true by default`
            : `${preserveHost}: "${value}"`,
        expected: `${preserveHost}: "false", so that ${hostHeader}: ${host} counts`,
        mend: `set ${preserveHost}: "false" on ${route.kind} ${route.metadata.name}, or remove ${hostHeader} from the Service`,
      };
    }
  },
  example: {
    given: ['kong-crds', 'Namespace prod', 'IngressClass kong'],
    fails: `${service()}---${exampleIngress('konghq.com/strip-path: "true"')}`,
    passes: `${service()}---${exampleIngress('konghq.com/preserve-host: "false"')}`,
  },
};

function service(): string {
  return `
apiVersion: v1
kind: Service
metadata:
  name: jazz
  namespace: prod
  annotations:
    konghq.com/host-header: jazz.prod.svc.cluster.local
    ingress.kubernetes.io/service-upstream: "true"
spec: {ports: [{port: 9080}]}
`;
}
