/** What the examples of credential rules take as there. */
export const credentialGiven = [
  'kong-crds',
  'external-secrets',
  'Namespace prod',
  'IngressClass kong',
  'SecretStore prod/store',
];

/** An ExternalSecret of the examples that makes a credential, with the labels and data that it gives it. */
export function exampleCredential(name: string, labels: string, data: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: ${name}, template: {metadata: {labels: {${labels}}}}}
  data: [${data}]
`;
}

/** A consumer of the examples. */
export function exampleConsumer(credentials: string, name = 'consumer1'): string {
  return `
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: ${name}, namespace: prod, annotations: {kubernetes.io/ingress.class: kong}}
username: ${name}
credentials: [${credentials}]
`;
}

const key = '{secretKey: key, remoteRef: {key: dj/consumer1}}';

/** A consumer with a credential that nothing is wrong with. */
export const goodCredential = `${exampleCredential('apikey', 'konghq.com/credential: key-auth', key)}---${exampleConsumer('apikey')}`;
