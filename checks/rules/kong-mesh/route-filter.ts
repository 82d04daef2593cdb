import { dig, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { kumaFile } from '../../kong-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

const blocks: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  RequestMirror: 'requestMirror',
};

export const routeFilter: ObjectRule = {
  id: 'kong-mesh/route-filter',
  severity: 'error',
  title: 'a filter of a route lacks the settings of its type, or replaces a prefix that is not matched',
  why: 'The webhook refuses the route, and nothing that the same sync brings is applied.',
  source: kumaFile('pkg/plugins/policies/meshhttproute/api/v1alpha1/validation.go'),
  kinds: ['kuma.io/MeshHTTPRoute'],
  *checkObject(object) {
    const gateway = dig(object, 'spec', 'targetRef', 'kind') === 'MeshGateway';
    for (const [i, to] of items(dig(object, 'spec', 'to')).entries()) {
      for (const [j, rule] of items(dig(to, 'rules')).entries()) {
        const prefixes = items(dig(rule, 'matches')).every(
          (match) => dig(match, 'path', 'type') === 'PathPrefix',
        );
        for (const [k, filter] of items(dig(rule, 'default', 'filters')).entries()) {
          const at = ['spec', 'to', i, 'rules', j, 'default', 'filters', k];
          const type = text(dig(filter, 'type')) ?? '';
          const block = blocks[type];
          if (block === undefined) continue;
          yield* exactlyOne(object, at, [block], `the filter of type ${type}`);
          const draft = (
            field: readonly string[],
            message: string,
            expected: string,
            mend: string,
          ): Draft => ({
            object,
            path: pointer(...at, block, ...field),
            message,
            found: field.join('.'),
            expected,
            mend,
          });
          if (!prefixes && dig(filter, block, 'path', 'replacePrefixMatch') !== undefined) {
            const expected = 'a path prefix in each match of the rule';
            yield draft(
              ['path', 'replacePrefixMatch'],
              'no prefix is matched',
              expected,
              'match by PathPrefix',
            );
          }
          if (!gateway && dig(filter, block, 'hostToBackendHostname') === true) {
            const message = 'hostToBackendHostname is for built-in gateways';
            yield draft(['hostToBackendHostname'], message, 'hostname', 'write the host name as hostname');
          }
        }
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz'],
    fails: example('{type: Exact, value: /dj/jazz}'),
    passes: example('{type: PathPrefix, value: /dj/jazz}'),
  },
};

function example(path: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules:
        - matches: [{path: ${path}}]
          default:
            filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]
            backendRefs: [{kind: MeshService, name: jazz, port: 9080}]
`;
}
