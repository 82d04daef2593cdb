import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type CertificateSources,
  type HostCertificate,
  hostCertificates,
} from '../../config/application/publish/certificates';
import type { ClusterConfig } from '../../config/cluster';
import type { GatewayTls } from '../../config/gateway-edge';
import { Certificate, Issuer } from '../../imports/cert-manager.io';
import { KubeRole, KubeRoleBinding } from '../../imports/k8s';
import { partition } from '../context';
import type { Statement } from '../iam/policy-document';
import { ServiceAccountRole, serviceAccountWithRole } from '../iam/service-account-role';

/** Where cert-manager runs, and where it looks for what a ClusterIssuer names. */
const certManagerNamespace = 'cert-manager';

/** The issuer of our own: ACME with DNS-01. Its name is that of the ServiceAccount by which it writes records too. */
export const acmeIssuer = 'kong-acme';

/** The certificates of ACM that the load balancer shows: the gateway's, then those of the applications. */
export function loadBalancerCertificates({ gateway, applications }: ClusterConfig): readonly string[] {
  const { certificate } = gateway.loadBalancer;
  const ofHosts = Object.values(applications).flatMap(({ publish }) =>
    Object.values(publish.hosts).flatMap(({ tls }) => tls?.certificateArn ?? []),
  );
  return [...new Set([...(certificate === undefined ? [] : [certificate]), ...ofHosts])];
}

/** What a cluster says of certificates. */
export function certificateSources(config: ClusterConfig): CertificateSources {
  const { gateway } = config;
  const { issuer, acme } = gateway.mode === 'konnect-data-plane' ? {} : gateway.tls;
  return {
    endsTls: loadBalancerCertificates(config).length > 0,
    issuer: issuer ?? (acme === undefined ? undefined : { kind: 'ClusterIssuer', name: acmeIssuer }),
  };
}

/** Whether cert-manager makes a certificate for callers of the gateway. */
export function asksForCertificates(config: ClusterConfig): boolean {
  const { gateway } = config;
  const sources = certificateSources(config);
  return (
    (gateway.mode !== 'konnect-data-plane' && gateway.tls.acme !== undefined) ||
    Object.values(config.applications).some((application) =>
      hostCertificates(application, sources).some(({ issuer }) => issuer !== undefined),
    )
  );
}

/**
 * What cert-manager is asked for; one certificate for each host, whichever routes it has.
 *
 * @param labels of the Secrets
 */
export function addCertificates(
  scope: Construct,
  namespace: string,
  certificates: readonly HostCertificate[],
  labels?: Readonly<Record<string, string>>,
): void {
  for (const { secretName, hosts, issuer } of certificates) {
    if (issuer === undefined) continue;
    new Certificate(scope, `certificate-${secretName}`, {
      metadata: { name: secretName, namespace },
      spec: {
        secretName,
        ...(labels === undefined ? {} : { secretTemplate: { labels: { ...labels } } }),
        dnsNames: [...hosts],
        issuerRef: { group: 'cert-manager.io', kind: issuer.kind, name: issuer.name },
      },
    });
  }
}

/**
 * An issuer that proves by records of Route 53 whose a host is. It signs in by a ServiceAccount of its own, for which
 * cert-manager may ask tokens, so that cert-manager itself needs no role (cert-manager v1.14 and later, route53
 * auth.kubernetes).
 */
export function addAcmeIssuer(
  scope: Construct,
  config: ClusterConfig,
  { email, server, zones }: NonNullable<GatewayTls['acme']>,
): void {
  const account = {
    config,
    namespace: certManagerNamespace,
    serviceAccount: acmeIssuer,
    statements: recordStatements(config, Object.values(zones)),
  };
  const role = new ServiceAccountRole(scope, 'acme-role', account);
  const serviceAccount = serviceAccountWithRole(scope, 'acme-service-account', role, account);
  const metadata = { name: acmeIssuer, namespace: certManagerNamespace };
  new KubeRole(scope, 'acme-token-role', {
    metadata,
    rules: [
      {
        apiGroups: [''],
        resources: ['serviceaccounts/token'],
        resourceNames: [serviceAccount.name],
        verbs: ['create'],
      },
    ],
  });
  new KubeRoleBinding(scope, 'acme-token-role-binding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: acmeIssuer },
    subjects: [{ kind: 'ServiceAccount', name: 'cert-manager', namespace: certManagerNamespace }],
  });
  const { spec } = Issuer.manifest({
    spec: {
      acme: {
        email,
        server,
        privateKeySecretRef: { name: `${acmeIssuer}-account` },
        solvers: Object.entries(zones).map(([zone, hostedZoneId]) => ({
          selector: { dnsZones: [zone] },
          dns01: {
            route53: {
              region: config.aws.region,
              hostedZoneId,
              role: role.arn,
              auth: { kubernetes: { serviceAccountRef: { name: serviceAccount.name } } },
            },
          },
        })),
      },
    },
  });
  new ApiObject(scope, 'acme-issuer', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: acmeIssuer },
    spec,
  });
}

/** Records of the zones may be written, and of those the ones by which ACME asks, and no other. */
function recordStatements(config: ClusterConfig, zones: readonly string[]): readonly Statement[] {
  const arn = `arn:${partition(config)}:route53:::`;
  const resource = [...new Set(zones)].sort().map((zone) => `${arn}hostedzone/${zone}`);
  return [
    { Sid: 'SeeChanges', Effect: 'Allow', Action: ['route53:GetChange'], Resource: [`${arn}change/*`] },
    {
      Sid: 'ReadRecords',
      Effect: 'Allow',
      Action: ['route53:ListResourceRecordSets'],
      Resource: resource,
    },
    {
      Sid: 'WriteChallenges',
      Effect: 'Allow',
      Action: ['route53:ChangeResourceRecordSets'],
      Resource: resource,
      Condition: {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['TXT'] },
      },
    },
  ];
}
