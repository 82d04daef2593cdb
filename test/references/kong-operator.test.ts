import { parseAllDocuments } from 'yaml';
import { exampleHybrid, exampleOperator } from '../../checks/kong-operator/example';
import { operatorGateways } from '../../checks/kong-operator/gateways';
import { describeTarget } from '../../references/reference';
import { buildIndex } from '../../references/reference-index';

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
