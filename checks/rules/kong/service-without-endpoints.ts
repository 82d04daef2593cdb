import { dig, fields, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { annotationPlace, serviceUpstream } from '../../kong/annotation';
import { exampleIngress } from '../../kong/example';
import { classOf, routesToServices } from '../../kong/ingress';
import { perIndex } from '../../per-index';
import type { ObjectRule } from '../../rule';

export const serviceWithoutEndpoints: ObjectRule = {
  id: 'kong/service-without-endpoints',
  severity: 'error',
  title: 'a route leads to a Service without selector, whose endpoints Kong looks for',
  why: 'Kong calls endpoints, not the Service’s own address: without any it answers 503, though the mesh would know where to go.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/translator/translate_upstreams.go',
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    if (Object.keys(fields(dig(object, 'spec', 'selector'))).length > 0) return;
    if (dig(object, 'spec', 'type') === 'ExternalName') return;
    const routes = routesToServices(index).get(object);
    if (routes === undefined || object.metadata.annotations?.[serviceUpstream] === 'true') return;
    if (endpoints(index).has(`${object.metadata.namespace}/${object.metadata.name}`)) return;
    if (routes.every(({ route }) => classUsesServices(route, index))) return;
    const [first] = routes;
    yield {
      object,
      path: annotationPlace(object, serviceUpstream),
      message: `Service ${object.metadata.name} has no selector, so that Kong finds no endpoints`,
      found: `neither a selector nor ${serviceUpstream}: "true"; ${first?.route.kind} ${first?.route.metadata.name} leads to it`,
      expected: `${serviceUpstream}: "true", with which Kong calls the Service’s own address`,
      mend: `set the annotation ${serviceUpstream}: "true"`,
    };
  },
  example: {
    given: ['kong-crds', 'Namespace prod', 'IngressClass kong'],
    fails: `${service('')}---${exampleIngress('konghq.com/strip-path: "true"')}`,
    passes: `${service('ingress.kubernetes.io/service-upstream: "true"')}---${exampleIngress('konghq.com/strip-path: "true"')}`,
  },
};

/** Services whose endpoints somebody writes. */
const endpoints = perIndex((index): ReadonlySet<string> => {
  const slices = index
    .ofKind('discovery.k8s.io', 'EndpointSlice')
    .map(({ metadata }) => `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name'] ?? ''}`);
  const old = index.ofKind('', 'Endpoints').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return new Set([...slices, ...old]);
});

/** Whether the route's class makes Kong call every Service by its own address. */
function classUsesServices(route: Manifest, index: ReferenceIndex): boolean {
  const name = classOf(route);
  const ingressClass =
    name === undefined
      ? undefined
      : index.get(objectId('networking.k8s.io', 'IngressClass', undefined, name));
  const parameters = dig(ingressClass, 'spec', 'parameters');
  const id = objectId(
    'configuration.konghq.com',
    'IngressClassParameters',
    text(dig(parameters, 'namespace')),
    text(dig(parameters, 'name')) ?? '',
  );
  return dig(index.get(id), 'spec', 'serviceUpstream') === true;
}

function service(annotations: string): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {${annotations}}}
spec: {ports: [{port: 9080}]}
`;
}
