import { dig, items, pointer } from '../../../references/fields';
import { typedRoutes } from '../../app-mesh/routes';
import type { ObjectRule } from '../../rule';

const lists = ['httpRetryEvents', 'tcpRetryEvents', 'grpcRetryEvents'];

export const retryEvents: ObjectRule = {
  id: 'app-mesh/retry-events',
  severity: 'error',
  title: 'a retry policy names no event to retry on',
  why: 'AWS refuses the route, so the virtual router keeps what it had before and never becomes active anew.',
  source: 'AWS App Mesh API reference, HttpRetryPolicy: at least one value in at least one list of events',
  kinds: ['appmesh.k8s.aws/VirtualRouter'],
  *checkObject(object) {
    for (const { at, name, value } of typedRoutes(object)) {
      const policy = dig(value, 'retryPolicy');
      if (policy === undefined || lists.some((list) => items(dig(policy, list)).length > 0)) continue;
      yield {
        object,
        path: pointer(...at, 'retryPolicy'),
        message: `the retry policy of route ${name} retries on nothing`,
        found: 'no list of events',
        expected: 'httpRetryEvents, tcpRetryEvents or grpcRetryEvents with at least one event',
        mend: 'add for example httpRetryEvents: [server-error, gateway-error]',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: jazz
      httpRoute:
        match: {prefix: /}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v1}, weight: 1}]}
        retryPolicy: {maxRetries: 2, perRetryTimeout: {unit: s, value: 1}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualRouter
metadata: {name: jazz-router, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  routes:
    - name: jazz
      httpRoute:
        match: {prefix: /}
        action: {weightedTargets: [{virtualNodeRef: {name: jazz-v1}, weight: 1}]}
        retryPolicy: {maxRetries: 2, perRetryTimeout: {unit: s, value: 1}, httpRetryEvents: [gateway-error]}
`,
  },
};
