import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { exampleRoute, routeGiven } from '../../kong/gateway-api-example';
import { kongHttpRoutes } from '../../kong/ingress';
import type { SetRule } from '../../rule';

const accepted = [
  'ExtensionRef',
  'RequestHeaderModifier',
  'RequestRedirect',
  'ResponseHeaderModifier',
  'URLRewrite',
];

export const unsupportedFilter: SetRule = {
  id: 'kong/unsupported-filter',
  severity: 'error',
  title: 'an HTTPRoute asks for what Kong’s controller does not do',
  why: 'The webhook refuses the route; without the webhook the controller leaves it out, and its paths answer 404.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validation/gateway/httproute.go, validateHTTPRouteFeatures',
  *checkSet({ index }) {
    for (const route of kongHttpRoutes(index)) {
      for (const [i, rule] of items(dig(route, 'spec', 'rules')).entries()) {
        const at = ['spec', 'rules', i];
        for (const [j, filter] of items(dig(rule, 'filters')).entries()) {
          yield* filterFaults(route, filter, [...at, 'filters', j]);
        }
        for (const [j, backend] of items(dig(rule, 'backendRefs')).entries()) {
          yield* backendFaults(route, backend, [...at, 'backendRefs', j]);
        }
      }
    }
  },
  example: {
    given: routeGiven,
    fails: exampleRoute(
      'filters: [{type: RequestMirror, requestMirror: {backendRef: {name: jazz, port: 9080}}}]',
    ),
    passes: exampleRoute(
      'filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x-debug]}}]',
    ),
  },
};

type At = readonly (string | number)[];

function* filterFaults(object: Manifest, filter: unknown, at: At): Iterable<Draft> {
  const type = text(dig(filter, 'type'));
  if (type !== undefined && !accepted.includes(type)) {
    yield {
      object,
      path: pointer(...at, 'type'),
      message: `Kong’s controller refuses routes with the filter ${type}`,
      found: type,
      expected: `one of ${accepted.join(', ')}`,
      mend: 'remove the filter, or use a plugin in its place (ExtensionRef)',
    };
  }
  const kind = text(dig(filter, 'extensionRef', 'kind'));
  const group = dig(filter, 'extensionRef', 'group');
  if (kind === undefined || (kind === 'KongPlugin' && group === 'configuration.konghq.com')) return;
  yield {
    object,
    path: pointer(...at, 'extensionRef', kind === 'KongPlugin' ? 'group' : 'kind'),
    message: 'an ExtensionRef of Kong names a KongPlugin of the same namespace',
    found: `${String(group)}/${kind}`,
    expected: 'configuration.konghq.com/KongPlugin',
    mend: 'name a KongPlugin; a KongClusterPlugin goes into the annotation konghq.com/plugins',
  };
}

function* backendFaults(object: Manifest, backend: unknown, at: At): Iterable<Draft> {
  if (items(dig(backend, 'filters')).length > 0) {
    yield {
      object,
      path: pointer(...at, 'filters'),
      message: 'Kong’s controller refuses filters of a single backend',
      found: 'filters below backendRefs',
      expected: 'filters of the rule',
      mend: 'move them to the rule, or give the backend a rule of its own',
    };
  }
  const kind = text(dig(backend, 'kind')) ?? 'Service';
  if (kind === 'Service' || kind === 'KongServiceFacade') return;
  yield {
    object,
    path: pointer(...at, 'kind'),
    message: 'Kong’s controller routes to Services alone',
    found: kind,
    expected: 'Service',
    mend: 'name a Service',
  };
}
