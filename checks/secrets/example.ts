/** What the examples of ExternalSecrets have around them. */
export const secretGiven = ['external-secrets', 'Namespace prod', 'SecretStore prod/store'];

/**
 * An ExternalSecret of namespace prod.
 *
 * @param target YAML of its target, on one line
 * @param source YAML of what it fetches, on one line
 */
export function secretExample(
  target: string,
  source = 'data: [{secretKey: key, remoteRef: {key: dj/api-key}}]',
): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: ${target}
  ${source}
`;
}

/** A SecretStore of namespace prod: YAML of its spec, on one line. */
export function storeExample(spec: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store, namespace: prod}
spec: ${spec}
`;
}
