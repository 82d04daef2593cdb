import { dig, items, pointer, text } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const routeConditions: ObjectRule = {
  id: 'kong-mesh/route-conditions',
  severity: 'error',
  title: 'a route matches a header that is there by its value, one query parameter twice, or host names',
  why: 'The webhook refuses the route, and nothing that the same sync brings is applied.',
  source: kumaFile('pkg/plugins/policies/meshhttproute/api/v1alpha1/validation.go'),
  kinds: ['kuma.io/MeshHTTPRoute'],
  *checkObject(object) {
    const gateway = dig(object, 'spec', 'targetRef', 'kind') === 'MeshGateway';
    for (const [i, to] of items(dig(object, 'spec', 'to')).entries()) {
      if (!gateway && items(dig(to, 'hostnames')).length > 0) {
        yield {
          object,
          path: pointer('spec', 'to', i, 'hostnames'),
          message: 'host names are for routes of a built-in gateway',
          found: 'hostnames',
          expected: 'no hostnames: calls inside the mesh go to a service',
          mend: 'remove hostnames',
        };
      }
      for (const [j, rule] of items(dig(to, 'rules')).entries()) {
        for (const [k, match] of items(dig(rule, 'matches')).entries()) {
          const at = ['spec', 'to', i, 'rules', j, 'matches', k];
          for (const [l, header] of items(dig(match, 'headers')).entries()) {
            const type = dig(header, 'type');
            const value = text(dig(header, 'value'));
            if ((type !== 'Present' && type !== 'Absent') || value === undefined) continue;
            yield {
              object,
              path: pointer(...at, 'headers', l, 'value'),
              message: `a header that is to be ${type.toLowerCase()} has no value to match`,
              found: `type ${type} with value ${value}`,
              expected: `type ${type} alone, or type Exact with the value`,
              mend: 'remove the value, or write type: Exact',
            };
          }
          const names = items(dig(match, 'queryParams')).map((parameter) => dig(parameter, 'name'));
          const twice = names.findIndex((name, position) => names.indexOf(name) < position);
          if (twice < 0) continue;
          yield {
            object,
            path: pointer(...at, 'queryParams', twice, 'name'),
            message: `query parameter ${String(names[twice])} is there twice`,
            found: String(names[twice]),
            expected: 'each query parameter once in a match',
            mend: 'join the two, with a regular expression if need be',
          };
        }
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Service prod/jazz'],
    fails: example('{name: x-canary, type: Present, value: "yes"}'),
    passes: example('{name: x-canary, type: Exact, value: "yes"}'),
  },
};

function example(header: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: prod}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz}
      rules:
        - matches: [{headers: [${header}]}]
          default: {backendRefs: [{kind: MeshService, name: jazz, port: 9080}]}
`;
}
