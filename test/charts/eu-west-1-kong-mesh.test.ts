import { BuiltCluster } from './objects';
import { shutContainer, shutPod, spreadOver, zoneProxy } from './spread';

const cluster = BuiltCluster.reference('eu-west-1-kong-mesh');
const field = cluster.field.bind(cluster);
const services = ['jazz', 'metal'] as const;
const versions = ['jazz-v1', 'jazz-v2', 'metal-v1', 'metal-v2'] as const;
const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/1F2E3D4C5B6A79880716253443526170';
const gateway = 'spiffe://default.eu-west-1.mesh.local/ns/kong/sa/kong-gateway';

/** The JSON document inside a string field of an ACK object. */
function document(kind: 'Role' | 'Policy', name: string): unknown {
  const text = field(kind, name, 'spec', kind === 'Role' ? 'assumeRolePolicyDocument' : 'policyDocument');
  return JSON.parse(String(text));
}

/** The Secrets Manager resources that the role of a namespace's store may read. */
function readable(namespace: string): unknown {
  const policy = document('Policy', `${namespace}/external-secrets`);
  expect(policy).toMatchObject({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'secretsmanager:GetResourcePolicy',
          'secretsmanager:GetSecretValue',
          'secretsmanager:DescribeSecret',
          'secretsmanager:ListSecretVersionIds',
        ],
      },
    ],
  });
  return JSON.parse(JSON.stringify(policy)).Statement.flatMap(
    (statement: { Resource: string[] }) => statement.Resource,
  );
}

describe('the zone of eu-west-1-kong-mesh', () => {
  it('has a system namespace in which nothing is injected', () => {
    expect(field('Namespace', 'kong-mesh-system', 'metadata', 'labels')).toEqual({
      'kuma.io/sidecar-injection': 'false',
      'kuma.io/system-namespace': 'true',
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
  });

  it("reads the zone's token by a role that only its ServiceAccount takes on and that may read that one secret", () => {
    expect(field('ServiceAccount', 'kong-mesh-system/external-secrets', 'metadata', 'annotations')).toEqual({
      'eks.amazonaws.com/role-arn':
        'arn:aws:iam::210987654321:role/mesh-eu-west-1-kong-mesh-system-external-secrets',
    });
    expect(document('Role', 'kong-mesh-system/external-secrets')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::210987654321:oidc-provider/${issuer}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${issuer}:sub`]: 'system:serviceaccount:kong-mesh-system:external-secrets',
              [`${issuer}:aud`]: 'sts.amazonaws.com',
            },
          },
        },
      ],
    });
    expect(readable('kong-mesh-system')).toEqual([
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:konnect/mesh/eu-west-1/token-??????',
    ]);
    expect(field('Role', 'kong-mesh-system/external-secrets', 'spec', 'policyRefs')).toEqual([
      { from: { name: 'external-secrets', namespace: 'kong-mesh-system' } },
    ]);
  });

  it('takes the token through the store kong-mesh-secretstore into the Secret cp-token, key token, defaults written out', () => {
    expect(cluster.get('SecretStore', 'kong-mesh-system/kong-mesh-secretstore')).toMatchObject({
      apiVersion: 'external-secrets.io/v1',
      spec: {
        provider: {
          aws: {
            service: 'SecretsManager',
            region: 'eu-west-1',
            auth: { jwt: { serviceAccountRef: { name: 'external-secrets' } } },
          },
        },
      },
    });
    expect(cluster.get('ExternalSecret', 'kong-mesh-system/cp-token')).toMatchObject({
      apiVersion: 'external-secrets.io/v1',
      spec: {
        refreshInterval: '1h0m0s',
        refreshPolicy: 'Periodic',
        secretStoreRef: { kind: 'SecretStore', name: 'kong-mesh-secretstore' },
        target: {
          name: 'cp-token',
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
          template: { engineVersion: 'v2', mergePolicy: 'Replace', type: 'Opaque' },
        },
        data: [
          {
            secretKey: 'token',
            remoteRef: {
              key: 'konnect/mesh/eu-west-1/token',
              conversionStrategy: 'Default',
              decodingStrategy: 'None',
              metadataPolicy: 'None',
            },
          },
        ],
      },
    });
  });

  it('is installed by the Kong Mesh chart, joined to Konnect in its own region, and renders the same twice', () => {
    expect(field('Application', 'argocd/kong-mesh', 'spec', 'source')).toEqual({
      repoURL: 'https://kong.github.io/kong-mesh-charts',
      chart: 'kong-mesh',
      targetRevision: '2.14.3',
      helm: {
        releaseName: 'kong-mesh',
        skipCrds: false,
        valuesObject: {
          kuma: {
            controlPlane: {
              mode: 'zone',
              zone: 'eu-west-1',
              kdsGlobalAddress: 'grpcs://eu.mesh.sync.konghq.com:443',
              konnect: { cpId: '5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90' },
              secrets: [
                { Env: 'KMESH_MULTIZONE_ZONE_KDS_AUTH_CP_TOKEN_INLINE', Secret: 'cp-token', Key: 'token' },
              ],
              replicas: 3,
              podDisruptionBudget: { enabled: true },
              topologySpreadConstraints: spreadOver({ app: 'kong-mesh-control-plane' }),
              containerSecurityContext: shutContainer,
              tls: { general: { certManager: { enabled: true } } },
            },
            experimental: { sidecarContainers: true },
            patchSystemNamespace: false,
            hooks: {
              podSecurityContext: shutPod,
              containerSecurityContext: shutContainer,
              ttlSecondsAfterFinished: 600,
              annotations: { 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
            },
            meshes: [{ name: 'default', ingress: zoneProxy('ingress'), egress: zoneProxy('egress') }],
          },
        },
      },
    });
  });

  it.each(['us', 'eu', 'au', 'me', 'in', 'sg'])(
    'dials the global control plane of Konnect region %s',
    (region) => {
      const there = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
        text.replaceAll('region: eu\n', `region: ${region}\n`),
      );
      expect(
        there.field(
          'Application',
          'argocd/kong-mesh',
          'spec',
          'source',
          'helm',
          'valuesObject',
          'kuma',
          'controlPlane',
          'kdsGlobalAddress',
        ),
      ).toBe(`grpcs://${region}.mesh.sync.konghq.com:443`);
    },
  );

  it('has no Mesh object, which a zone refuses; the Mesh is for the global control plane, in universal format', () => {
    expect(cluster.names('Mesh')).toEqual([]);
    expect([...cluster.built.global]).toEqual([
      [
        'mesh.yaml',
        {
          type: 'Mesh',
          name: 'default',
          meshServices: { mode: 'Exclusive' },
          networking: { outbound: { passthrough: false } },
        },
      ],
    ]);
    expect(JSON.stringify(cluster.manifests)).not.toContain('"mtls"');
  });

  it('installs cert-manager, which the charts of an Argo CD cluster take their certificates from', () => {
    expect(field('Application', 'argocd/cert-manager', 'spec', 'source')).toMatchObject({
      repoURL: 'https://charts.jetstack.io',
      chart: 'cert-manager',
      helm: { valuesObject: { crds: { enabled: true, keep: true } } },
    });
    const given = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
      text.replace('given: [', 'given: [cert-manager, '),
    );
    expect(given.names('Application')).not.toContain('argocd/cert-manager');
    expect(given.names('Namespace')).not.toContain('cert-manager');
  });
});

describe('identities and permissions of eu-west-1-kong-mesh', () => {
  it('gives every workload an identity from its namespace and ServiceAccount, signed by the built-in CA', () => {
    const identity = cluster.get('MeshIdentity', 'kong-mesh-system/identity');
    expect(identity.metadata.labels).toEqual({ 'kuma.io/mesh': 'default', 'kuma.io/origin': 'zone' });
    expect(identity).toMatchObject({
      spec: {
        selector: { dataplane: { matchLabels: {} } },
        spiffeID: {
          trustDomain: 'default.eu-west-1.mesh.local',
          path: '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}',
        },
        provider: {
          type: 'Bundled',
          bundled: { insecureAllowSelfSigned: true, autogenerate: { enabled: true } },
        },
      },
    });
  });

  it("takes the user's own CA from two AWS secrets, in the form in which Kuma keeps a mesh's secrets", () => {
    const own = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
      text.replace(
        '  profile: "2.14"\n',
        '  profile: "2.14"\n  certificateAuthority: {certificateSecret: mesh/ca/certificate, keySecret: mesh/ca/key}\n',
      ),
    );
    const secret = (name: string) => ({ kind: 'Secret', name });
    expect(own.field('MeshIdentity', 'kong-mesh-system/identity', 'spec', 'provider')).toEqual({
      type: 'Bundled',
      bundled: {
        ca: {
          certificate: { type: 'Secret', secretRef: secret('mesh-ca-certificate') },
          privateKey: { type: 'Secret', secretRef: secret('mesh-ca-key') },
        },
      },
    });
    for (const [name, key] of [
      ['mesh-ca-certificate', 'mesh/ca/certificate'],
      ['mesh-ca-key', 'mesh/ca/key'],
    ]) {
      expect(own.get('ExternalSecret', `kong-mesh-system/${name}`)).toMatchObject({
        spec: {
          target: {
            template: { type: 'system.kuma.io/secret', metadata: { labels: { 'kuma.io/mesh': 'default' } } },
          },
          data: [{ secretKey: 'value', remoteRef: { key } }],
        },
      });
    }
  });

  it.each(services)('lets nobody but the gateway call %s', (name) => {
    expect(field('MeshTrafficPermission', `prod/${name}`, 'spec')).toEqual({
      targetRef: { kind: 'Dataplane', labels: { app: name } },
      rules: [{ default: { allow: [{ spiffeID: { type: 'Exact', value: gateway } }] } }],
    });
  });

  it('has no other permission', () => {
    expect(cluster.names('MeshTrafficPermission')).toEqual(['prod/jazz', 'prod/metal']);
  });

  it('lets the test client call both services, by its own identity, where it is asked for', () => {
    const withClient = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
      text.replace(
        '    canary:',
        `    services:
      dj:
        calls: [jazz, metal]
        versions: {v1: {env: {HW_RESPONSE: DJ Reporting for duty!}}}
    canary:`,
      ),
    );
    expect(
      withClient.field('MeshTrafficPermission', 'prod/jazz', 'spec', 'rules', 0, 'default', 'allow'),
    ).toEqual([
      { spiffeID: { type: 'Exact', value: gateway } },
      { spiffeID: { type: 'Exact', value: 'spiffe://default.eu-west-1.mesh.local/ns/prod/sa/dj-v1' } },
    ]);
    expect(withClient.names('MeshTrafficPermission')).toEqual(['prod/jazz', 'prod/metal', 'prod/dj']);
    expect(withClient.field('MeshTrafficPermission', 'prod/dj', 'spec', 'rules')).toEqual([
      {
        default: {
          deny: [{ spiffeID: { type: 'Prefix', value: 'spiffe://default.eu-west-1.mesh.local' } }],
        },
      },
    ]);
  });

  it("lets the gateway out to Konnect's telemetry host and nowhere else", () => {
    expect(field('MeshPassthrough', 'kong/kong', 'spec')).toEqual({
      targetRef: {
        kind: 'Dataplane',
        labels: { 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'gateway' },
      },
      default: {
        passthroughMode: 'Matched',
        appendMatch: [{ type: 'Domain', value: '7d1e4a90c3.eu.tp.konghq.com', port: 443, protocol: 'tls' }],
      },
    });
    expect(cluster.names('MeshPassthrough')).toEqual(['kong/kong']);
  });

  it('lets the gateway also out to the hosts of the cluster file', () => {
    const more = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
      text.replace('  version: "3.10"\n', '  version: "3.10"\n  egress: [login.example.com]\n'),
    );
    expect(more.field('MeshPassthrough', 'kong/kong', 'spec', 'default', 'appendMatch')).toEqual([
      { type: 'Domain', value: '7d1e4a90c3.eu.tp.konghq.com', port: 443, protocol: 'tls' },
      { type: 'Domain', value: 'login.example.com', port: 443, protocol: 'tls' },
    ]);
  });
});

describe('the gateway of eu-west-1-kong-mesh', () => {
  const values = field('Application', 'argocd/kong', 'spec', 'source', 'helm', 'valuesObject');

  it('is shown in Konnect, under the keys that the chart reads', () => {
    expect(values).toMatchObject({
      controller: {
        ingressController: {
          konnect: {
            enabled: true,
            controlPlaneID: '0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214',
            apiHostname: 'eu.kic.api.konghq.com',
            tlsClientCertSecretName: 'konnect-client-tls',
            license: { enabled: true },
          },
        },
      },
      gateway: {
        image: { repository: 'kong/kong-gateway', tag: '3.10.0.10' },
        secretVolumes: ['konnect-client-tls', 'kong-admin-api-server'],
        env: {
          konnect_mode: 'on',
          vitals: 'off',
          cluster_mtls: 'pki',
          cluster_telemetry_endpoint: '7d1e4a90c3.eu.tp.konghq.com:443',
          cluster_telemetry_server_name: '7d1e4a90c3.eu.tp.konghq.com',
          cluster_cert: '/etc/secrets/konnect-client-tls/tls.crt',
          cluster_cert_key: '/etc/secrets/konnect-client-tls/tls.key',
          lua_ssl_trusted_certificate: 'system',
          anonymous_reports: 'off',
        },
      },
    });
  });

  it('takes its client certificate from AWS as a TLS Secret', () => {
    expect(cluster.get('ExternalSecret', 'kong/konnect-client-tls')).toMatchObject({
      spec: {
        target: { name: 'konnect-client-tls', template: { type: 'kubernetes.io/tls' } },
        data: [
          { secretKey: 'tls.crt', remoteRef: { key: 'konnect/gateway/eu-west-1/certificate' } },
          { secretKey: 'tls.key', remoteRef: { key: 'konnect/gateway/eu-west-1/key' } },
        ],
      },
    });
    expect(readable('kong')).toEqual([
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:konnect/gateway/eu-west-1/certificate-??????',
      'arn:aws:secretsmanager:eu-west-1:210987654321:secret:konnect/gateway/eu-west-1/key-??????',
    ]);
  });

  it('is in the mesh as delegated gateway, and its controller is not', () => {
    expect(field('Namespace', 'kong', 'metadata', 'labels')).toEqual({
      'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled',
      'kuma.io/sidecar-injection': 'enabled',
      'kuma.io/mesh': 'default',
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
    expect(values).toMatchObject({
      controller: { podLabels: { 'kuma.io/sidecar-injection': 'disabled' } },
      gateway: {
        podAnnotations: { 'kuma.io/gateway': 'enabled' },
        deployment: { serviceAccount: { create: true, name: 'kong-gateway' } },
      },
    });
  });

  it('has a webhook certificate that cert-manager makes, the same at each render', () => {
    expect(values).toMatchObject({
      controller: {
        ingressController: {
          admissionWebhook: {
            enabled: true,
            failurePolicy: 'Ignore',
            certificate: { provided: true, secretName: 'kong-admission-webhook-tls' },
            annotations: { 'cert-manager.io/inject-ca-from': 'kong/kong-admission-webhook-tls' },
          },
        },
      },
    });
    expect(field('Certificate', 'kong/kong-admission-webhook-tls', 'spec')).toMatchObject({
      secretName: 'kong-admission-webhook-tls',
      dnsNames: ['kong-controller-validation-webhook.kong.svc'],
      issuerRef: { kind: 'Issuer', name: 'kong-admission-webhook' },
    });
  });
});

describe('the application of eu-west-1-kong-mesh', () => {
  it.each(versions)('runs %s with a ServiceAccount of its own, whose token its sidecar finds', (name) => {
    expect(field('Deployment', `prod/${name}`, 'spec', 'template', 'spec')).toMatchObject({
      serviceAccountName: name,
      automountServiceAccountToken: true,
    });
    expect(cluster.names('ServiceAccount')).toContain(`prod/${name}`);
  });

  it.each(services)('has a Service %s that selects both versions, over HTTP', (name) => {
    expect(field('Service', `prod/${name}`, 'spec')).toEqual({
      selector: { app: name },
      ports: [{ name: 'http', port: 9080, targetPort: 9080, protocol: 'TCP', appProtocol: 'http' }],
    });
    expect(field('Service', `prod/${name}`, 'metadata', 'annotations')).toMatchObject({
      'ingress.kubernetes.io/service-upstream': 'true',
    });
  });

  it.each(services)('routes %s to its versions at 95 to 5, for callers of every namespace', (name) => {
    const route = cluster.get('MeshHTTPRoute', `prod/${name}`);
    expect(route.metadata.labels).toEqual({ 'kuma.io/mesh': 'default' });
    expect(route).toMatchObject({ spec: { targetRef: { kind: 'Mesh' } } });
    expect(field('MeshHTTPRoute', `prod/${name}`, 'spec', 'to')).toEqual([
      {
        targetRef: { kind: 'MeshService', name },
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            default: {
              backendRefs: [
                { kind: 'MeshService', name: `${name}-v1`, port: 9080, weight: 95 },
                { kind: 'MeshService', name: `${name}-v2`, port: 9080, weight: 5 },
              ],
            },
          },
        ],
      },
    ]);
  });

  it.each(services)('limits and checks %s by the same numbers as on App Mesh', (name) => {
    const node = BuiltCluster.reference('us-west-2-app-mesh').get('VirtualNode', `prod/${name}-v1`);
    expect(node).toMatchObject({
      spec: {
        listeners: [
          {
            timeout: {
              http: { perRequest: { unit: 'ms', value: 15000 }, idle: { unit: 'ms', value: 300000 } },
            },
            healthCheck: {
              intervalMillis: 5000,
              timeoutMillis: 2000,
              healthyThreshold: 2,
              unhealthyThreshold: 2,
              path: '/ping',
            },
          },
        ],
      },
    });
    expect(field('MeshTimeout', `prod/${name}`, 'spec', 'to', 0)).toEqual({
      targetRef: { kind: 'MeshService', name },
      default: { http: { requestTimeout: '15s', streamIdleTimeout: '300s' }, idleTimeout: '300s' },
    });
    for (const [position, version] of ['v1', 'v2'].entries()) {
      expect(field('MeshHealthCheck', `prod/${name}`, 'spec', 'to', position)).toMatchObject({
        targetRef: { kind: 'MeshService', name: `${name}-${version}` },
        default: {
          interval: '5s',
          timeout: '2s',
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          http: { path: '/ping' },
        },
      });
    }
  });

  it('is published, limited and protected exactly as in the App Mesh cluster', () => {
    const other = BuiltCluster.reference('us-west-2-app-mesh');
    for (const [kind, name] of [
      ['Ingress', 'prod/djingress'],
      ['KongPlugin', 'prod/apikey'],
      ['KongPlugin', 'prod/rl-by-minute'],
      ['KongConsumer', 'prod/consumer1'],
      ['ExternalSecret', 'prod/consumerapikey'],
    ] as const) {
      expect(cluster.get(kind, name)).toEqual(other.get(kind, name));
    }
  });
});

describe('the same file with controlPlane: standalone', () => {
  const standalone = BuiltCluster.reference('eu-west-1-kong-mesh', (text) =>
    text.replace('controlPlane: konnect', 'controlPlane: standalone'),
  );

  it('has its Mesh on the cluster, and nothing for a global control plane', () => {
    expect(standalone.field('Mesh', 'default', 'spec')).toEqual({
      meshServices: { mode: 'Exclusive' },
      networking: { outbound: { passthrough: false } },
    });
    expect(standalone.built.global.size).toBe(0);
  });

  it('knows neither Konnect, nor its token, nor other zones', () => {
    const values = standalone.field(
      'Application',
      'argocd/kong-mesh',
      'spec',
      'source',
      'helm',
      'valuesObject',
      'kuma',
    );
    expect(values).toMatchObject({ controlPlane: { mode: 'zone', defaults: { skipMeshCreation: true } } });
    expect(JSON.stringify(values)).not.toMatch(/konnect|konghq|cp-token|meshes|"zone":/);
    expect(standalone.names('ExternalSecret')).toEqual(['kong/konnect-client-tls', 'prod/consumerapikey']);
  });
});
