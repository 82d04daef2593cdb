import { dig } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** The kinds that hold the specification of an ExternalSecret. */
export const externalSecretKinds = [
  'external-secrets.io/ExternalSecret',
  'external-secrets.io/ClusterExternalSecret',
];

/** The specification of an ExternalSecret, and where it stands. */
export interface SecretSpec {
  readonly spec: unknown;
  readonly at: readonly string[];
}

/** That of an object of {@link externalSecretKinds}: a ClusterExternalSecret makes ExternalSecrets of its own. */
export function secretSpec(object: Manifest): SecretSpec {
  return object.kind === 'ClusterExternalSecret'
    ? { spec: dig(object, 'spec', 'externalSecretSpec'), at: ['spec', 'externalSecretSpec'] }
    : { spec: object.spec, at: ['spec'] };
}
