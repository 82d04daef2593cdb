import { BuiltCluster } from './objects';

const cluster = BuiltCluster.reference('ap-southeast-2-data-plane');

describe('ap-southeast-2-data-plane', () => {
  it('is External Secrets and a data plane, and nothing else', () => {
    expect(cluster.names('Application')).toEqual(['argocd/external-secrets', 'argocd/kong']);
    expect(cluster.names('Namespace')).toEqual(['external-secrets', 'kong']);
  });

  it('installs the data plane without CRDs, with the endpoints as hosts and the port once', () => {
    expect(cluster.field('Application', 'argocd/kong', 'spec', 'source')).toMatchObject({
      repoURL: 'https://charts.konghq.com',
      chart: 'kong',
      targetRevision: '3.4.1',
      helm: {
        skipCrds: true,
        valuesObject: {
          image: { repository: 'kong/kong-gateway', tag: '3.14.0.15' },
          ingressController: { enabled: false },
          secretVolumes: ['konnect-client-tls'],
          env: {
            role: 'data_plane',
            database: 'off',
            konnect_mode: 'on',
            vitals: 'off',
            cluster_mtls: 'pki',
            cluster_control_plane: '3b9a6d20f1.au.cp.konghq.com:443',
            cluster_server_name: '3b9a6d20f1.au.cp.konghq.com',
            cluster_telemetry_endpoint: '3b9a6d20f1.au.tp.konghq.com:443',
            cluster_telemetry_server_name: '3b9a6d20f1.au.tp.konghq.com',
            cluster_cert: '/etc/secrets/konnect-client-tls/tls.crt',
            cluster_cert_key: '/etc/secrets/konnect-client-tls/tls.key',
            lua_ssl_trusted_certificate: 'system',
          },
        },
      },
    });
  });

  it('takes its client certificate from AWS by a role that may read its two secrets and nothing else', () => {
    expect(cluster.get('ExternalSecret', 'kong/konnect-client-tls')).toMatchObject({
      spec: {
        secretStoreRef: { kind: 'SecretStore', name: 'kong-secretstore' },
        target: { template: { type: 'kubernetes.io/tls' } },
        data: [
          { secretKey: 'tls.crt', remoteRef: { key: 'konnect/gateway/ap-southeast-2/certificate' } },
          { secretKey: 'tls.key', remoteRef: { key: 'konnect/gateway/ap-southeast-2/key' } },
        ],
      },
    });
    expect(
      cluster.built.roles.map(({ name, permissions }) => [
        name,
        permissions.Statement.flatMap(({ Resource }) => Resource),
      ]),
    ).toEqual([
      [
        'edge-ap-southeast-2-kong-external-secrets',
        [
          'arn:aws:secretsmanager:ap-southeast-2:135792468013:secret:konnect/gateway/ap-southeast-2/certificate-??????',
          'arn:aws:secretsmanager:ap-southeast-2:135792468013:secret:konnect/gateway/ap-southeast-2/key-??????',
        ],
      ],
    ]);
  });
});
