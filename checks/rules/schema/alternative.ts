import type { SetRule } from '../../rule';
import { findingsOf } from '../../schema/schema-findings';

export const alternative: SetRule = {
  id: 'schema/alternative',
  severity: 'error',
  title: 'a value has none of the forms that its schema allows',
  why: 'The API server refuses the object.',
  source: 'k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go',
  checkSet: ({ index }) => findingsOf('schema/alternative', index),
  example: {
    given: ['Namespace prod', 'gateway-api-crds', 'GatewayClass kong'],
    fails: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: prod}
spec:
  gatewayClassName: kong
  listeners: [{name: http, port: 80, protocol: HTTP}]
  addresses: [{type: IPAddress, value: 10.0.0}]
`,
    passes: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: prod}
spec:
  gatewayClassName: kong
  listeners: [{name: http, port: 80, protocol: HTTP}]
  addresses: [{type: IPAddress, value: 10.0.0.1}]
`,
  },
};
