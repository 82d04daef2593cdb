import type { GatewayConfig } from '../../config/gateway';
import type { HelmValues } from '../platform/helm-values';
import { clientAuthoritySecret } from './names';

/**
 * How the gateway speaks TLS with its callers. Its own default is 1.2 and later; the suite `modern` has 1.3 alone
 * (Kong/kong 3.9 kong/conf_loader). A caller's certificate is asked for by nginx itself, in every edition.
 */
export function tlsEnvironment(gateway: GatewayConfig): HelmValues {
  if (gateway.mode === 'konnect-data-plane') return {};
  const { minimumVersion, clientCertificates } = gateway.tls;
  return {
    ...(minimumVersion === '1.3' ? { ssl_cipher_suite: 'modern' } : {}),
    ...(clientCertificates === undefined
      ? {}
      : {
          nginx_proxy_ssl_client_certificate: `/etc/secrets/${clientAuthoritySecret.name}/${clientAuthoritySecret.key}`,
          nginx_proxy_ssl_verify_client: 'on',
          nginx_proxy_ssl_verify_depth: String(clientCertificates.depth),
        }),
  };
}
