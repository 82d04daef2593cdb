import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig, items } from '../../../references/fields';
import { clusterOf } from '../../mesh/clusters';
import { BuiltCluster } from '../objects';

const text = readFileSync(join(__dirname, '../../clusters/bookshop-kong-mesh.yaml'), 'utf8');

/** The cluster file of the tests with another delivery engine, or with more that is given. */
function built(engine: string, ...given: readonly string[]): BuiltCluster {
  const config = clusterOf('bookshop.yaml', text.replace('engine: flux', `engine: ${engine}`));
  return new BuiltCluster({
    ...config,
    given: [...config.given, ...given] as typeof config.given,
  });
}

function values(cluster: BuiltCluster): unknown {
  const application = cluster.manifests.find(
    ({ kind, metadata }) => metadata.name === 'kong' && ['Application', 'HelmRelease'].includes(kind),
  );
  return dig(application, 'spec', 'values') ?? dig(application, 'spec', 'source', 'helm', 'valuesObject');
}

describe('Kong’s Admin API', () => {
  test.each([
    ['argo-cd', []],
    ['flux', ['cert-manager']],
  ] as const)(
    'under %s, given %j, knows the controller by a certificate of cert-manager, and is known by one',
    (engine, given) => {
      const cluster = built(engine, ...given);
      const found = values(cluster);
      expect(dig(found, 'controller', 'ingressController')).toMatchObject({
        adminApi: {
          tls: { client: { enabled: true, certProvided: true, secretName: 'kong-admin-api-client' } },
        },
        env: {
          kong_admin_tls_skip_verify: 'false',
          kong_admin_ca_cert_file: '/etc/secrets/admin-api-cert/ca.crt',
        },
      });
      expect(dig(found, 'gateway')).toMatchObject({
        env: {
          nginx_admin_ssl_verify_client: 'on',
          nginx_admin_ssl_client_certificate: '/etc/secrets/kong-admin-api-server/ca.crt',
          admin_ssl_cert: '/etc/secrets/kong-admin-api-server/tls.crt',
          admin_ssl_cert_key: '/etc/secrets/kong-admin-api-server/tls.key',
        },
      });
      expect(items(dig(found, 'gateway', 'secretVolumes'))).toContain('kong-admin-api-server');
      // One authority signs both; the controller asks for this very name, whatever pod it calls.
      expect(cluster.field('Certificate', 'kong/kong-admin-api-ca', 'spec', 'isCA')).toBe(true);
      expect(cluster.field('Issuer', 'kong/kong-admin-api', 'spec')).toEqual({
        ca: { secretName: 'kong-admin-api-ca' },
      });
      for (const [name, usage] of [
        ['client', 'client auth'],
        ['server', 'server auth'],
      ])
        expect(cluster.field('Certificate', `kong/kong-admin-api-${name}`, 'spec')).toMatchObject({
          usages: expect.arrayContaining([usage]),
          issuerRef: { kind: 'Issuer', name: 'kong-admin-api' },
        });
      expect(cluster.field('Certificate', 'kong/kong-admin-api-server', 'spec', 'dnsNames')).toContain(
        'pod.kong-gateway-admin.kong.svc',
      );
    },
  );

  test('under Flux without cert-manager knows the controller by the certificate that the chart keeps', () => {
    const cluster = built('flux');
    const found = values(cluster);
    expect(dig(found, 'controller', 'ingressController', 'adminApi')).toEqual({
      tls: { client: { enabled: true } },
    });
    expect(dig(found, 'gateway')).toMatchObject({
      env: {
        nginx_admin_ssl_verify_client: 'on',
        nginx_admin_ssl_client_certificate: '/etc/admin-api-authority/ca.crt',
      },
      deployment: {
        userDefinedVolumes: [
          {
            name: 'admin-api-authority',
            // The authority's key is not mounted.
            secret: {
              secretName: 'kong-controller-admin-api-ca-keypair',
              items: [{ key: 'tls.crt', path: 'ca.crt' }],
            },
          },
        ],
        userDefinedVolumeMounts: [{ name: 'admin-api-authority', mountPath: '/etc/admin-api-authority' }],
      },
    });
    expect(cluster.names('Certificate').filter((name) => name.includes('admin-api'))).toEqual([]);
  });
});
