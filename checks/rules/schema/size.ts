import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const size: SetRule = {
  id: 'schema/size',
  severity: 'error',
  title: 'a text, a list or a map is shorter or longer than its field allows',
  why: 'The API server refuses the object.',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go',
  checkSet: ({ index }) => findingsOf('schema/size', index),
  example: {
    given: ['Namespace prod', 'gateway-api-crds', 'GatewayClass kong'],
    fails: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: prod}
spec:
  gatewayClassName: kong
  listeners: []
`,
    passes: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: prod}
spec:
  gatewayClassName: kong
  listeners: [{name: http, port: 80, protocol: HTTP}]
`,
  },
};
