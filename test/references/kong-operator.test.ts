import { parseAllDocuments } from 'yaml';
import { exampleHybrid, exampleOperator } from '../../checks/kong-operator/example';
import { operatorGateways } from '../../checks/kong-operator/gateways';
import { operatorVersionMatrix } from '../../checks/rules/kong-operator/version-matrix';
import { describeTarget } from '../../references/reference';
import { buildIndex } from '../../references/reference-index';
import { parentsOf, refusal } from '../../references/route-attachment';

const read = (yaml: string) =>
  buildIndex(
    parseAllDocuments(yaml).map((document) => document.toJS()),
    { given: ['kong-operator', 'gateway-api-crds', 'external-secrets'] },
  );

const referencesOf = (yaml: string) => {
  const index = read(yaml);
  return index.objects.flatMap((object) =>
    index
      .references(object)
      .filter(({ target }) => target.type === 'object' && target.id.kind !== 'Namespace')
      .map(({ target, resolution }) => `${object.kind}: ${describeTarget(target)} ${resolution.found}`),
  );
};

test.each([
  ['HTTPRoute', undefined],
  ['GRPCRoute', 'takes HTTPRoute alone'],
])('a listener of a Gateway that the operator makes and %s', (kind, why) => {
  const index = read(`${exampleOperator('{}')}---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: r, namespace: kong}
spec: {parentRefs: [{name: kong}]}
`);
  const [route] = index.ofKind('gateway.networking.k8s.io', kind);
  const listener = route === undefined ? undefined : parentsOf(route, index)[0]?.listeners[0];
  expect(listener).toBeDefined();
  if (route !== undefined && listener !== undefined) expect(refusal(route, listener, index)).toBe(why);
});

test('a class leads to its configuration, that to Konnect, that to the Secret with the token', () => {
  expect(referencesOf(exampleHybrid())).toEqual([
    'GatewayClass: gateway-operator.konghq.com/GatewayConfiguration kong/kong true',
    'GatewayConfiguration: konnect.konghq.com/KonnectAPIAuthConfiguration kong/konnect true',
    'Gateway: gateway.networking.k8s.io/GatewayClass kong true',
    'KonnectAPIAuthConfiguration: Secret kong/konnect-token, key token true',
    'ExternalSecret: external-secrets.io/SecretStore kong/store false',
  ]);
});

test('a Gateway of the operator brings the pods of its data plane, with the labels that the operator gives them', () => {
  const index = read(
    exampleOperator(
      '{dataPlaneOptions: {deployment: {podTemplateSpec: {metadata: {annotations: {kuma.io/gateway: enabled}}, spec: {serviceAccountName: edge, containers: []}}}, network: {services: {ingress: {name: api-proxy}}}}}',
    ),
  );
  expect(index.pods('kong', { matchLabels: {}, matchExpressions: [] })).toMatchObject([
    {
      name: 'kong',
      namespace: 'kong',
      labels: { app: 'kong', 'gateway.networking.k8s.io/gateway-name': 'kong' },
      annotations: { 'kuma.io/gateway': 'enabled' },
      serviceAccount: 'edge',
    },
  ]);
  const service = { group: '', kind: 'Service', namespace: 'kong', name: 'api-proxy' };
  expect(index.provisions(service)).toMatchObject([{ via: 'operator', parts: new Set(['http', '80']) }]);
});

test.each([
  ['{}', 'self-managed', 'kong'],
  ['{controlPlaneOptions: {ingressClass: edge}}', 'self-managed', 'edge'],
  ['{konnect: {authRef: {name: konnect}}}', 'hybrid', undefined],
  ['{extensions: [{group: konnect.konghq.com, kind: KonnectExtension, name: k}]}', 'hybrid', undefined],
])('the configuration %s is %s', (configuration, mode, ingressClass) => {
  expect(operatorGateways(read(exampleOperator(configuration)))).toMatchObject([{ mode, ingressClass }]);
});

test('of a Gateway whose configuration is elsewhere the mode is not known', () => {
  const [gatewayClass = '', , gateway = ''] = exampleOperator().split('---');
  expect(operatorGateways(read(`${gatewayClass}---${gateway}`))).toMatchObject([{ mode: undefined }]);
});

const definition = (versions: string) => `
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: referencegrants.gateway.networking.k8s.io, annotations: {gateway.networking.k8s.io/bundle-version: v1.3.0}}
spec: {group: gateway.networking.k8s.io, versions: [${versions}]}
`;
const container = (image: string) =>
  `{dataPlaneOptions: {deployment: {podTemplateSpec: {spec: {containers: [{name: proxy, image: "${image}"}]}}}}}`;

test.each([
  ['kong/kong-gateway:3.14', '', []],
  ['kong/kong-gateway:3.14.0.1-ubuntu@sha256:00', definition('{name: v1}, {name: v1beta1}'), []],
  ['kong/kong-gateway', '', ['no tag']],
  ['registry.example.com:5000/kong:3.14', '', ['a registry with a port, registry.example.com']],
  ['kong:2.8', '', ['version 2.8']],
  ['kong:3.9', definition('{name: v1beta1}'), ['Gateway API v1.3.0']],
])('of the image %s and the definitions %s the version matrix says', (image, more, found) => {
  const index = read(`${exampleOperator(container(image))}${more}`);
  expect([...operatorVersionMatrix.checkSet({ index, given: [] })].map((finding) => finding.found)).toEqual(
    found,
  );
});
