import { exampleListeners, routeGiven } from '../../kong/gateway-api-example';
import {
  type Collision,
  collisionFinder,
  isRedirect,
  type ListenerRoute,
  listenerRoutes,
} from '../../kong/listener-routes';
import type { SetRule } from '../../rule';

export const routesByListener: SetRule = {
  id: 'kong/routes-by-listener',
  severity: 'error',
  title: 'an HTTPRoute on a listener by HTTP and one on a listener by HTTPS take the same calls',
  why: 'Kong has one table of routes for both listeners and does not choose by the protocol: it takes one of the two for every call. Where that is a redirect to https, calls by HTTPS are sent to where they came from, again and again; where it is the service, plain HTTP is answered by 426 and never sent on.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/translator/subtranslator/httproute.go protocolsFromHTTPRoutesGatewayListeners; Kong/kong 3.9.1 kong/router/transform.lua get_expression, kong/router/expressions.lua, kong/runloop/handler.lua access',
  measured:
    'Kong Ingress Controller 3.5.13 and Kong Operator 2.2.3 make two routes of one host and path of such a pair, one by http and one by https, or by both where further HTTPRoutes have the same backends. Kong 3.9.1’s own router takes one of them for http and https alike: the one that is first (traditional), or the one with the greater id (traditional_compatible). As expressions it takes the one by https for https, and for http either.',
  *checkSet({ index }) {
    const { plain, secure } = listenerRoutes(index);
    const collisionOf = collisionFinder(secure);
    for (const route of plain) {
      const found = collisionOf(route);
      if (found !== undefined) yield { object: route.object, path: route.path, ...said(route, found) };
    }
  },
  example: {
    given: [...routeGiven, 'Secret prod/dj-tls'],
    fails: exampleListeners(true, ''),
    passes: exampleListeners(false, 'konghq.com/https-redirect-status-code: "301"'),
  },
};

function said(route: ListenerRoute, { other, calls, how }: Collision) {
  const { namespace, name } = other.object.metadata;
  const named = `HTTPRoute ${namespace}/${name}`;
  const redirects = route.calls.some((each) => isRedirect(route.object, each.rule));
  const listeners = `of ${route.listeners.join(', ')} here and of ${other.listeners.join(', ')} there`;
  const found = `${calls.path}, on listeners ${listeners}`;
  const mend = redirects
    ? other.hybrid
      ? `remove it, let ${named} name the Gateway without sectionName, and send plain HTTP on by a KongPlugin, such as pre-function`
      : `remove it, and set konghq.com/https-redirect-status-code: "301" on ${named}: Kong then sends plain HTTP on by itself`
    : `write one HTTPRoute for both, whose parent has no sectionName, or give one of them another host or path`;
  const expected = redirects
    ? 'no redirect as a route of its own: Kong does not choose routes by the listener'
    : 'one route for calls by HTTP and HTTPS: Kong does not choose routes by the listener';
  switch (how) {
    case 'alike':
      return {
        message: `Kong takes either this route or ${named} for every call, by HTTP as by HTTPS`,
        found,
        expected,
        mend,
      };
    case 'redirect-around':
      return {
        severity: 'warning' as const,
        message: `this redirect never runs for calls of ${named}: plain HTTP is answered by 426`,
        found,
        expected,
        mend,
      };
    case 'redirect-within':
      return {
        severity: 'warning' as const,
        message: `this redirect answers calls by HTTPS too, which are meant for ${named}`,
        found,
        expected,
        mend,
      };
  }
}
