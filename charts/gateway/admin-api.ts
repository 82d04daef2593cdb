import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { Certificate, CertificateSpecUsages, Issuer } from '../../imports/cert-manager.io';
import { isGiven } from '../context';
import type { HelmValues } from '../platform/helm-values';
import { adminTlsSecrets, gatewayNamespace, gatewayRelease } from './names';

/** What the two copies of the chart need so that Kong's Admin API and its controller know each other. */
export interface AdminApiValues {
  readonly controller: HelmValues;
  readonly gateway: HelmValues;
  /** Secrets to be mounted into the gateway. */
  readonly gatewaySecrets: readonly string[];
}

/** Ten years, as the chart has it itself: the gateway and the controller read these files only when they start. */
const DURATION = '87600h';

/**
 * Mutual TLS between the Ingress Controller and the gateway's Admin API: whoever has no certificate of this authority is refused,
 * so that a pod that can reach the gateway cannot read or change its configuration.
 *
 * Where cert-manager is, it makes the certificates, and each side verifies the other. Elsewhere the chart makes them, once: it
 * finds its own Secrets again at each upgrade, which Flux lets it do and Argo CD does not. Its certificate names no Service,
 * so the controller cannot verify the gateway then.
 *
 * The chart's `admin.tls.client.secretName` is not used: it reads the Secret while it renders, when there is none yet.
 */
export function addAdminApiTls(scope: Construct, config: ClusterConfig): AdminApiValues {
  return config.delivery.engine === 'argo-cd' || isGiven(config, 'cert-manager')
    ? certificatesOfCertManager(scope)
    : certificatesOfTheChart();
}

function certificatesOfCertManager(scope: Construct): AdminApiValues {
  const { authority, client, server } = adminTlsSecrets;
  const own = new Issuer(scope, 'admin-api-authority-issuer', {
    metadata: { name: authority, namespace: gatewayNamespace },
    spec: { selfSigned: {} },
  });
  addCertificate(scope, authority, own, { isCa: true, commonName: authority });
  const issuer = new Issuer(scope, 'admin-api-issuer', {
    metadata: { name: 'kong-admin-api', namespace: gatewayNamespace },
    spec: { ca: { secretName: authority } },
  });
  addCertificate(scope, client, issuer, { commonName: client, usage: CertificateSpecUsages.CLIENT_AUTH });
  // The name that the controller expects of a gateway's pod (kubernetes-ingress-controller internal/adminapi/endpoints.go).
  const service = `${gatewayRelease}-gateway-admin.${gatewayNamespace}.svc`;
  addCertificate(scope, server, issuer, {
    dnsNames: [`pod.${service}`, service],
    usage: CertificateSpecUsages.SERVER_AUTH,
  });
  return {
    controller: {
      ...clientOf(client),
      env: {
        kong_admin_tls_skip_verify: 'false',
        // Where the chart mounts the client's Secret.
        kong_admin_ca_cert_file: '/etc/secrets/admin-api-cert/ca.crt',
      },
    },
    gateway: {
      env: {
        ...verifying(`/etc/secrets/${server}/ca.crt`),
        admin_ssl_cert: `/etc/secrets/${server}/tls.crt`,
        admin_ssl_cert_key: `/etc/secrets/${server}/tls.key`,
      },
    },
    gatewaySecrets: [server],
  };
}

function certificatesOfTheChart(): AdminApiValues {
  const name = 'admin-api-authority';
  // The authority's key stays with the chart: only its certificate is mounted.
  const items = [{ key: 'tls.crt', path: 'ca.crt' }];
  return {
    controller: { adminApi: { tls: { client: { enabled: true } } } },
    gateway: {
      env: verifying(`/etc/${name}/ca.crt`),
      deployment: {
        userDefinedVolumes: [{ name, secret: { secretName: adminTlsSecrets.authorityOfTheChart, items } }],
        userDefinedVolumeMounts: [{ name, mountPath: `/etc/${name}`, readOnly: true }],
      },
    },
    gatewaySecrets: [],
  };
}

function clientOf(secretName: string): HelmValues {
  return { adminApi: { tls: { client: { enabled: true, certProvided: true, secretName } } } };
}

/** Environment with which the gateway asks everybody for a certificate of an authority. */
function verifying(authority: string): HelmValues {
  return { nginx_admin_ssl_verify_client: 'on', nginx_admin_ssl_client_certificate: authority };
}

function addCertificate(
  scope: Construct,
  name: string,
  issuer: Issuer,
  spec: {
    readonly isCa?: boolean;
    readonly commonName?: string;
    readonly dnsNames?: string[];
    /** What the key is for, besides signing. */
    readonly usage?: CertificateSpecUsages;
  },
): void {
  const { usage, ...rest } = spec;
  const { DIGITAL_SIGNATURE, KEY_ENCIPHERMENT } = CertificateSpecUsages;
  new Certificate(scope, name, {
    metadata: { name, namespace: gatewayNamespace },
    spec: {
      secretName: name,
      duration: DURATION,
      ...rest,
      ...(usage === undefined ? {} : { usages: [DIGITAL_SIGNATURE, KEY_ENCIPHERMENT, usage] }),
      issuerRef: { kind: 'Issuer', name: issuer.name },
    },
  });
}
