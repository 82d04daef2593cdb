import { dig, items, pointer, text } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const routePath: ObjectRule = {
  id: 'kong-mesh/route-path',
  severity: 'error',
  title: 'the path that a route matches is not absolute, or a prefix of it ends with a slash',
  why: 'The webhook refuses the route. A prefix matches whole segments already, so it needs no slash at its end.',
  source: kumaFile('pkg/plugins/policies/meshhttproute/api/v1alpha1/validation.go'),
  kinds: ['kuma.io/MeshHTTPRoute'],
  *checkObject(object) {
    for (const [i, to] of items(dig(object, 'spec', 'to')).entries()) {
      for (const [j, rule] of items(dig(to, 'rules')).entries()) {
        for (const [k, match] of items(dig(rule, 'matches')).entries()) {
          const type = dig(match, 'path', 'type');
          const value = text(dig(match, 'path', 'value'));
          if (value === undefined || type === 'RegularExpression') continue;
          const mended =
            type === 'PathPrefix'
              ? `/${value.replace(/^\/+|(?<!\/)\/+$/g, '')}`
              : `/${value.replace(/^\/+/, '')}`;
          if (value.startsWith('/') && (type !== 'PathPrefix' || value === '/' || !value.endsWith('/')))
            continue;
          yield {
            object,
            path: pointer('spec', 'to', i, 'rules', j, 'matches', k, 'path', 'value'),
            message: value.startsWith('/') ? 'a path prefix ends with a slash' : 'a path is not absolute',
            found: value,
            expected: value.startsWith('/')
              ? 'a prefix without a slash at its end'
              : 'a path that starts with /',
            mend: `write ${mended}`,
            nearest: mended,
          };
        }
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz'],
    fails: example('/dj/jazz/'),
    passes: example('/dj/jazz'),
  },
};

function example(prefix: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules:
        - matches: [{path: {type: PathPrefix, value: ${prefix}}}]
          default: {backendRefs: [{kind: MeshService, name: jazz, port: 9080}]}
`;
}
