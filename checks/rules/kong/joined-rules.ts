import { dig, items, pointer, text } from '../../../references/fields';
import { exampleRoute, routeGiven } from '../../kong/gateway-api-example';
import { servers } from '../../kong-operator/gateways';
import type { ObjectRule } from '../../rule';

export const joinedRules: ObjectRule = {
  id: 'kong/joined-rules',
  severity: 'error',
  title: 'rules of one HTTPRoute that Kong’s controller makes one of, and whose filters are of one path',
  why: 'Rules with the same filters and backends become one route: of a rewritten prefix the first path alone is served, and a redirect for each match is two plugins of one type, for which the gateway refuses the whole configuration.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 subtranslator/httproute.go, groupRulesByFilter, getRoutesFromMatches; the same in kong-operator v2.2.3',
  kinds: ['gateway.networking.k8s.io/HTTPRoute'],
  *checkObject(object, { index }) {
    const by = servers(object, index);
    if (!by.has('kic') && !by.has('self-managed')) return;
    const first = new Map<string, string>();
    for (const [i, rule] of items(dig(object, 'spec', 'rules')).entries()) {
      const filters = items(dig(rule, 'filters'));
      const kind = filters.some((filter) => dig(filter, 'requestRedirect') !== undefined)
        ? 'redirect'
        : filters.some((filter) => dig(filter, 'urlRewrite', 'path', 'replacePrefixMatch') !== undefined)
          ? 'rewrite'
          : undefined;
      if (kind === undefined) continue;
      for (const [j, match] of items(dig(rule, 'matches')).entries()) {
        const same = [
          items(dig(rule, 'backendRefs'))
            .map((each) => JSON.stringify(each))
            .sort(),
          filters.map((each) => JSON.stringify(each)).sort(),
          dig(match, 'method'),
          items(dig(match, 'headers'))
            .map((each) => JSON.stringify(each))
            .sort(),
        ];
        const key = JSON.stringify(same);
        const path = text(dig(match, 'path', 'value')) ?? '/';
        const other = first.get(key);
        if (other === undefined) {
          first.set(key, path);
          continue;
        }
        yield {
          object,
          path: pointer('spec', 'rules', i, 'matches', j),
          message:
            kind === 'rewrite'
              ? `${path} is not served: Kong’s controller joins it with ${other}, whose rule rewrites alike`
              : `${path} and ${other} become one route with the redirect twice, which the gateway refuses`,
          found: path,
          expected: 'an HTTPRoute for each match, where a rule rewrites the prefix or redirects',
          mend: 'move the rule to an HTTPRoute of its own',
        };
      }
    }
  },
  example: {
    given: routeGiven,
    fails: `${exampleRoute(rewrite())}    - matches: [{path: {type: PathPrefix, value: /dj/metal}}]
      backendRefs: [{name: jazz, port: 9080}]
      ${rewrite()}
`,
    passes: exampleRoute(rewrite()),
  },
};

function rewrite(): string {
  return 'filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /v1}}}]';
}
