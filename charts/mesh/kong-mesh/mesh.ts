import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  Mesh,
  MeshIdentity,
  MeshIdentitySpecProviderBundledCaCertificateSecretRefKind,
  MeshIdentitySpecProviderBundledCaCertificateType,
  MeshIdentitySpecProviderBundledCaPrivateKeySecretRefKind,
  MeshIdentitySpecProviderBundledCaPrivateKeyType,
  MeshIdentitySpecProviderType,
} from '../../../imports/kuma.io';
import type { SecretFromAws } from '../../secrets/aws-secrets';
import { meshLabel, systemLabels, systemNamespace, trustDomain } from './names';

/**
 * What a Mesh has to say so that identities and permissions work: services as MeshServices only (a MeshIdentity is
 * never ready without it, and permissions are skipped), and no way out that nobody allowed.
 */
export const meshSettings = {
  meshServices: { mode: 'Exclusive' },
  networking: { outbound: { passthrough: false } },
} as const;

/** The Mesh in the universal format of Kuma's API, for a global control plane. */
export function universalMesh(mesh: KongMeshConfig): Readonly<Record<string, unknown>> {
  return { type: 'Mesh', name: mesh.name, ...meshSettings };
}

/** The Mesh as an object of a cluster whose control plane has no global one above it. */
export function addMesh(scope: Construct, mesh: KongMeshConfig): void {
  new Mesh(scope, 'mesh', { metadata: { name: mesh.name }, spec: meshSettings });
}

/** Names of the Secrets that hold a certificate authority of the user's own. */
export const authoritySecrets = { certificate: 'mesh-ca-certificate', key: 'mesh-ca-key' } as const;

/**
 * The Secrets of the user's own certificate authority, in the form in which Kuma keeps secrets of a mesh: its own type,
 * the mesh as a label, the content under `value` (kuma pkg/plugins/secrets/k8s).
 */
export function authoritySecretsFromAws(mesh: KongMeshConfig): readonly SecretFromAws[] {
  const authority = mesh.certificateAuthority;
  if (authority === 'built-in') {
    return [];
  }
  const form = { type: 'system.kuma.io/secret', labels: meshLabel(mesh) };
  return [
    { name: authoritySecrets.certificate, ...form, data: { value: authority.certificateSecret } },
    { name: authoritySecrets.key, ...form, data: { value: authority.keySecret } },
  ];
}

/**
 * The identity of every workload of the mesh: a SPIFFE id from its namespace and ServiceAccount, in a certificate of
 * the control plane's own authority or of the user's.
 */
export function addIdentity(scope: Construct, mesh: KongMeshConfig): void {
  const bundled =
    mesh.certificateAuthority === 'built-in'
      ? { insecureAllowSelfSigned: true, autogenerate: { enabled: true } }
      : {
          ca: {
            certificate: {
              type: MeshIdentitySpecProviderBundledCaCertificateType.SECRET,
              secretRef: {
                kind: MeshIdentitySpecProviderBundledCaCertificateSecretRefKind.SECRET,
                name: authoritySecrets.certificate,
              },
            },
            privateKey: {
              type: MeshIdentitySpecProviderBundledCaPrivateKeyType.SECRET,
              secretRef: {
                kind: MeshIdentitySpecProviderBundledCaPrivateKeySecretRefKind.SECRET,
                name: authoritySecrets.key,
              },
            },
          },
        };
  new MeshIdentity(scope, 'identity', {
    metadata: { name: 'identity', namespace: systemNamespace, labels: { ...systemLabels(mesh) } },
    spec: {
      // An empty map selects every workload; without the map none is selected.
      selector: { dataplane: { matchLabels: {} } },
      spiffeId: { trustDomain: trustDomain(mesh), path: '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}' },
      provider: { type: MeshIdentitySpecProviderType.BUNDLED, bundled },
    },
  });
}
