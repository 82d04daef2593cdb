import { BuiltCluster } from './objects';

const cluster = BuiltCluster.reference('us-west-2-app-mesh');
const { field } = { field: cluster.field.bind(cluster) };
const services = ['jazz', 'metal'] as const;
const versions = ['jazz-v1', 'jazz-v2', 'metal-v1', 'metal-v2'] as const;

/** The documents of the role that a ServiceAccount takes on, which this cluster leaves to whoever creates roles. */
function role(namespace: string, serviceAccount: string) {
  const name = `dj-us-west-2-${namespace}-${serviceAccount}`;
  const found = cluster.built.roles.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(
      `no role ${name} among ${cluster.built.roles.map((candidate) => candidate.name).join(', ')}`,
    );
  }
  return found;
}

describe('the platform of us-west-2-app-mesh', () => {
  it('installs each controller by a HelmRelease of a pinned chart', () => {
    const installs = cluster
      .names('HelmRelease')
      .map((name) => [
        name,
        field('HelmRelease', name, 'spec', 'chart', 'spec', 'chart'),
        field('HelmRelease', name, 'spec', 'chart', 'spec', 'version'),
      ]);
    expect(installs).toEqual([
      ['external-secrets/external-secrets', 'external-secrets', '2.9.0'],
      ['appmesh-system/appmesh-controller', 'appmesh-controller', '1.13.3'],
      ['kong/kong', 'ingress', '0.24.0'],
    ]);
  });

  it.each(['external-secrets/external-secrets', 'appmesh-system/appmesh-controller', 'kong/kong'])(
    'lets %s create and replace the CRDs of its chart, and repairs drift',
    (name) => {
      expect(field('HelmRelease', name, 'spec', 'install', 'crds')).toBe('CreateReplace');
      expect(field('HelmRelease', name, 'spec', 'upgrade', 'crds')).toBe('CreateReplace');
      expect(field('HelmRelease', name, 'spec', 'driftDetection', 'mode')).toBe('enabled');
      expect(field('HelmRelease', name, 'spec', 'install', 'remediation', 'retries')).toBe(5);
      expect(field('HelmRelease', name, 'spec', 'upgrade', 'remediation')).toEqual({
        retries: 5,
        remediateLastFailure: true,
      });
    },
  );

  it.each(['external-secrets/external-secrets', 'appmesh-system/appmesh-controller', 'kong/kong'])(
    'takes the chart of %s from a HelmRepository that exists beside it',
    (name) => {
      const repository = field('HelmRelease', name, 'spec', 'chart', 'spec', 'sourceRef');
      const namespace = name.split('/')[0];
      expect(repository).toEqual({
        kind: 'HelmRepository',
        name: cluster.get('HelmRelease', name).metadata.name,
      });
      expect(cluster.names('HelmRepository')).toContain(
        `${namespace}/${cluster.get('HelmRelease', name).metadata.name}`,
      );
    },
  );

  it('gives the App Mesh controller its region, account, cluster, role and a pinned sidecar', () => {
    expect(field('HelmRelease', 'appmesh-system/appmesh-controller', 'spec', 'values')).toEqual({
      region: 'us-west-2',
      accountId: '123456789012',
      clusterName: 'dj-us-west-2',
      serviceAccount: {
        create: true,
        name: 'appmesh-controller',
        annotations: {
          'eks.amazonaws.com/role-arn':
            'arn:aws:iam::123456789012:role/dj-us-west-2-appmesh-system-appmesh-controller',
        },
      },
      sidecar: { image: { tag: 'v1.34.13.3-prod' }, waitUntilProxyReady: true },
      podDisruptionBudget: { minAvailable: 1 },
      replicaCount: 2,
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            'topology.kubernetes.io/zone',
            'kubernetes.io/hostname',
          ].map((topologyKey) => ({
            weight: 100,
            podAffinityTerm: {
              topologyKey,
              labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'appmesh-controller' } },
            },
          })),
        },
      },
      enableCertManager: false,
    });
  });

  it("gives the App Mesh controller's role five statements, on this account where a resource can be named", () => {
    const { trust, permissions } = role('appmesh-system', 'appmesh-controller');
    expect(permissions.Statement.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ['ManageMeshes', ['arn:aws:appmesh:us-west-2:123456789012:*']],
      [
        'CreateServiceLinkedRole',
        ['arn:aws:iam::123456789012:role/aws-service-role/appmesh.amazonaws.com/AWSServiceRoleForAppMesh'],
      ],
      ['ReadIpFamily', [expect.stringMatching(/^arn:aws:eks:us-west-2:123456789012:cluster\/[^*]+$/)]],
      ['ListMeshesAndCertificates', ['*']],
      ['ManageCloudMap', ['*']],
    ]);
    expect(trust.Statement[0].Condition.StringEquals).toEqual({
      'oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128:sub':
        'system:serviceaccount:appmesh-system:appmesh-controller',
      'oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128:aud': 'sts.amazonaws.com',
    });
  });

  it('installs External Secrets with its CRDs and a webhook that refuses what it cannot read', () => {
    expect(field('HelmRelease', 'external-secrets/external-secrets', 'spec', 'values')).toMatchObject({
      installCRDs: true,
      webhook: { failurePolicy: 'Fail' },
    });
  });
});

describe('the mesh of us-west-2-app-mesh', () => {
  it('is one Mesh that selects the namespaces labelled for it and drops all other egress', () => {
    expect(field('Mesh', 'dj-app', 'spec')).toEqual({
      namespaceSelector: { matchLabels: { mesh: 'dj-app' } },
      egressFilter: { type: 'DROP_ALL' },
    });
  });

  it.each(['kong', 'prod'])('has namespace %s in it, with the injector on', (namespace) => {
    expect(field('Namespace', namespace, 'metadata', 'labels')).toEqual({
      mesh: 'dj-app',
      'appmesh.k8s.aws/sidecarInjectorWebhook': 'enabled',
      'pod-security.kubernetes.io/enforce': 'privileged',
      // Targets of the load balancer are there alone.
      ...(namespace === 'kong' ? { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' } : {}),
    });
  });

  it.each(versions)('has the virtual node %s, which selects its own pods and checks their health', (name) => {
    const [app, version] = name.split('-');
    expect(field('VirtualNode', `prod/${name}`, 'spec')).toEqual({
      podSelector: { matchLabels: { app, version } },
      listeners: [
        {
          portMapping: { port: 9080, protocol: 'http' },
          healthCheck: {
            protocol: 'http',
            path: '/ping',
            intervalMillis: 5000,
            timeoutMillis: 2000,
            healthyThreshold: 2,
            unhealthyThreshold: 2,
          },
          timeout: {
            http: { perRequest: { unit: 'ms', value: 15000 }, idle: { unit: 'ms', value: 300000 } },
          },
        },
      ],
      serviceDiscovery: { dns: { hostname: `${name}.prod.svc.cluster.local` } },
    });
  });

  it.each(services)('routes %s to its versions at 95 to 5', (name) => {
    expect(field('VirtualRouter', `prod/${name}-router`, 'spec')).toEqual({
      listeners: [{ portMapping: { port: 9080, protocol: 'http' } }],
      routes: [
        {
          name: `${name}-route`,
          httpRoute: {
            match: { prefix: '/' },
            action: {
              weightedTargets: [
                { virtualNodeRef: { name: `${name}-v1` }, weight: 95 },
                { virtualNodeRef: { name: `${name}-v2` }, weight: 5 },
              ],
            },
            timeout: { perRequest: { unit: 'ms', value: 15000 }, idle: { unit: 'ms', value: 300000 } },
          },
        },
      ],
    });
  });

  it.each(services)('calls %s by the name that a client resolves', (name) => {
    expect(field('VirtualService', `prod/${name}`, 'spec')).toEqual({
      awsName: `${name}.prod.svc.cluster.local`,
      provider: { virtualRouter: { virtualRouterRef: { name: `${name}-router` } } },
    });
  });

  it('has the gateway as virtual node `kong`: its pods only, its container port, jazz and metal as its only backends', () => {
    expect(field('VirtualNode', 'kong/kong', 'spec')).toEqual({
      podSelector: {
        matchLabels: { 'app.kubernetes.io/instance': 'kong', 'app.kubernetes.io/name': 'gateway' },
      },
      listeners: [{ portMapping: { port: 8000, protocol: 'http' } }],
      serviceDiscovery: { dns: { hostname: 'kong-gateway-proxy.kong.svc.cluster.local' } },
      backends: services.map((name) => ({
        virtualService: { virtualServiceRef: { name, namespace: 'prod' } },
      })),
    });
  });

  it('has no other virtual node, router or service', () => {
    expect(cluster.names('VirtualNode')).toEqual(['kong/kong', ...versions.map((name) => `prod/${name}`)]);
    expect(cluster.names('VirtualRouter')).toEqual(['prod/jazz-router', 'prod/metal-router']);
    expect(cluster.names('VirtualService')).toEqual(['prod/jazz', 'prod/metal']);
  });

  it.each([
    ...versions.map((name) => ['prod', name, name] as const),
    ['kong', 'kong-gateway', 'kong'] as const,
  ])(
    'lets %s/%s fetch the configuration of its own virtual node, and nothing else',
    (namespace, serviceAccount, node) => {
      expect(role(namespace, serviceAccount).permissions.Statement).toEqual([
        {
          Sid: 'StreamOwnVirtualNode',
          Effect: 'Allow',
          Action: ['appmesh:StreamAggregatedResources'],
          Resource: [`arn:aws:appmesh:us-west-2:123456789012:mesh/dj-app/virtualNode/${node}_${namespace}`],
        },
      ]);
    },
  );
});

describe('the application of us-west-2-app-mesh', () => {
  it.each(versions)('runs %s as a Deployment with a ServiceAccount and a role of its own', (name) => {
    const [app, version] = name.split('-');
    expect(field('ServiceAccount', `prod/${name}`, 'metadata', 'annotations')).toEqual({
      'eks.amazonaws.com/role-arn': `arn:aws:iam::123456789012:role/dj-us-west-2-prod-${name}`,
    });
    expect(field('Deployment', `prod/${name}`, 'spec', 'selector')).toEqual({
      matchLabels: { app, version },
    });
    const pod = field('Deployment', `prod/${name}`, 'spec', 'template');
    expect(pod).toMatchObject({
      metadata: { labels: { app, version } },
      spec: {
        serviceAccountName: name,
        containers: [
          {
            name: app,
            image: '672518094988.dkr.ecr.us-west-2.amazonaws.com/hello-world:v1.0',
            ports: [{ name: 'http', containerPort: 9080 }],
          },
        ],
      },
    });
    expect(field('Deployment', `prod/${name}`, 'spec', 'replicas')).toBe(2);
    expect(field('PodDisruptionBudget', `prod/${name}`, 'spec')).toEqual({
      selector: { matchLabels: { app, version } },
      maxUnavailable: 1,
    });
  });

  it.each(versions)('has a Service %s that selects exactly that version', (name) => {
    const [app, version] = name.split('-');
    expect(field('Service', `prod/${name}`, 'spec')).toEqual({
      selector: { app, version },
      ports: [{ name: 'http', port: 9080, targetPort: 9080, protocol: 'TCP', appProtocol: 'http' }],
    });
  });

  it.each(services)(
    'has a placeholder Service %s that selects no pod and that Kong calls by its name',
    (name) => {
      expect(field('Service', `prod/${name}`, 'spec')).toEqual({
        ports: [{ name: 'http', port: 9080, targetPort: 9080, protocol: 'TCP', appProtocol: 'http' }],
      });
      expect(field('Service', `prod/${name}`, 'metadata', 'annotations')).toEqual({
        'ingress.kubernetes.io/service-upstream': 'true',
        'konghq.com/host-header': `${name}.prod.svc.cluster.local`,
      });
    },
  );

  it('has no test client, unless the cluster file adds one', () => {
    expect(cluster.names('Deployment')).toEqual(versions.map((name) => `prod/${name}`));
    const withClient = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
      text.replace(
        '    canary:',
        `    services:
      dj:
        calls: [jazz, metal]
        versions: {v1: {env: {HW_RESPONSE: DJ Reporting for duty!}}}
    canary:`,
      ),
    );
    expect(withClient.names('Deployment')).toEqual([...versions.map((name) => `prod/${name}`), 'prod/dj-v1']);
    expect(withClient.field('Deployment', 'prod/dj-v1', 'spec')).toMatchObject({
      replicas: 2,
      template: {
        spec: { containers: [{ env: [{ name: 'HW_RESPONSE', value: 'DJ Reporting for duty!' }] }] },
      },
    });
    expect(withClient.field('VirtualNode', 'prod/dj-v1', 'spec', 'backends')).toEqual(
      services.map((name) => ({ virtualService: { virtualServiceRef: { name, namespace: 'prod' } } })),
    );
  });
});

describe('the gateway of us-west-2-app-mesh', () => {
  const values = field('HelmRelease', 'kong/kong', 'spec', 'values');

  it('keeps the controller out of the mesh and the gateway in it, without the UID of its Envoy', () => {
    expect(values).toMatchObject({
      controller: { podAnnotations: { 'appmesh.k8s.aws/sidecarInjectorWebhook': 'disabled' } },
      gateway: { deployment: { serviceAccount: { create: true, name: 'kong-gateway' } } },
    });
    expect(JSON.stringify(values)).not.toContain('1337');
    expect(JSON.stringify(values)).not.toContain('runAsUser');
  });

  it('takes Kong Gateway 3.10 with its licence from a Secret of External Secrets', () => {
    expect(values).toMatchObject({
      gateway: {
        image: { repository: 'kong/kong-gateway', tag: '3.10.0.10' },
        env: { license_data: { valueFrom: { secretKeyRef: { name: 'kong-license', key: 'license' } } } },
      },
    });
    expect(field('ExternalSecret', 'kong/kong-license', 'spec', 'data')).toMatchObject([
      { secretKey: 'license', remoteRef: { key: 'kong/license' } },
    ]);
    expect(field('ExternalSecret', 'kong/kong-license', 'spec', 'target', 'name')).toBe('kong-license');
  });

  it('knows its caller behind its own Envoy, and reports to nobody', () => {
    expect(values).toMatchObject({
      controller: { ingressController: { env: { anonymous_reports: 'false' } } },
      gateway: {
        env: {
          anonymous_reports: 'off',
          trusted_ips: '127.0.0.1/32',
          real_ip_header: 'X-Forwarded-For',
          real_ip_recursive: 'on',
        },
      },
    });
  });

  it('is behind a load balancer that calls its pods and asks the status port for their health', () => {
    expect(values).toMatchObject({
      gateway: {
        proxy: {
          type: 'LoadBalancer',
          loadBalancerClass: 'service.k8s.aws/nlb',
          annotations: {
            'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
            'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
            'service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol': 'http',
            'service.beta.kubernetes.io/aws-load-balancer-healthcheck-port': '8100',
            'service.beta.kubernetes.io/aws-load-balancer-healthcheck-path': '/status/ready',
          },
        },
      },
    });
  });

  it('publishes jazz and metal by the Ingress djingress', () => {
    expect(field('Ingress', 'prod/djingress', 'apiVersion')).toBe('networking.k8s.io/v1');
    expect(field('Ingress', 'prod/djingress', 'metadata', 'annotations')).toEqual({
      'konghq.com/plugins': 'apikey,rl-by-minute',
      'konghq.com/preserve-host': 'false',
      'konghq.com/protocols': 'http,https',
      'konghq.com/strip-path': 'true',
    });
    expect(field('Ingress', 'prod/djingress', 'spec')).toEqual({
      ingressClassName: 'kong',
      rules: [
        {
          http: {
            paths: services.map((name) => ({
              path: `/dj/${name}`,
              pathType: 'Prefix',
              backend: { service: { name, port: { number: 9080 } } },
            })),
          },
        },
      ],
    });
  });

  it('limits each consumer to three calls a minute and asks for an API key', () => {
    expect(cluster.get('KongPlugin', 'prod/rl-by-minute')).toMatchObject({
      plugin: 'rate-limiting',
      config: { minute: 3, policy: 'local' },
    });
    expect(cluster.get('KongPlugin', 'prod/apikey')).toMatchObject({ plugin: 'key-auth', config: {} });
    expect(cluster.names('KongPlugin')).toEqual(['prod/apikey', 'prod/rl-by-minute']);
  });

  it('knows consumer1, of the class of the controller, by the Secret consumerapikey', () => {
    const consumer = cluster.get('KongConsumer', 'prod/consumer1');
    expect(consumer).toMatchObject({ username: 'consumer1', credentials: ['consumerapikey'] });
    expect(consumer.metadata.annotations).toEqual({ 'kubernetes.io/ingress.class': 'kong' });
  });
});

describe('the secrets of us-west-2-app-mesh', () => {
  it.each([
    ['prod', 'dj/consumer1/api-key'],
    ['kong', 'kong/license'],
  ])('of namespace %s are read by a role that may read %s and nothing else', (namespace, secret) => {
    expect(field('SecretStore', `${namespace}/${namespace}-secretstore`, 'spec')).toEqual({
      provider: {
        aws: {
          service: 'SecretsManager',
          region: 'us-west-2',
          auth: { jwt: { serviceAccountRef: { name: 'external-secrets' } } },
        },
      },
    });
    expect(field('ServiceAccount', `${namespace}/external-secrets`, 'metadata', 'annotations')).toEqual({
      'eks.amazonaws.com/role-arn': `arn:aws:iam::123456789012:role/dj-us-west-2-${namespace}-external-secrets`,
    });
    const { trust, permissions } = role(namespace, 'external-secrets');
    expect(permissions.Statement).toEqual([
      {
        Sid: 'ReadSecrets',
        Effect: 'Allow',
        Action: [
          'secretsmanager:GetResourcePolicy',
          'secretsmanager:GetSecretValue',
          'secretsmanager:DescribeSecret',
          'secretsmanager:ListSecretVersionIds',
        ],
        Resource: [`arn:aws:secretsmanager:us-west-2:123456789012:secret:${secret}-??????`],
      },
    ]);
    expect(trust.Statement[0].Principal).toEqual({
      Federated:
        'arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128',
    });
  });

  it("makes consumer1's credential with the label that the ingress controller looks for", () => {
    expect(field('ExternalSecret', 'prod/consumerapikey', 'spec')).toEqual({
      refreshInterval: '1h0m0s',
      refreshPolicy: 'Periodic',
      secretStoreRef: { kind: 'SecretStore', name: 'prod-secretstore' },
      target: {
        name: 'consumerapikey',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          type: 'Opaque',
          metadata: { labels: { 'konghq.com/credential': 'key-auth' } },
        },
      },
      data: [
        {
          secretKey: 'key',
          remoteRef: {
            key: 'dj/consumer1/api-key',
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        },
      ],
    });
  });

  it('are nowhere in the output', () => {
    expect(cluster.names('Secret')).toEqual([]);
  });

  it('may be encrypted with a key of the user, which the role may then use through Secrets Manager', () => {
    const key = 'arn:aws:kms:us-west-2:123456789012:key/1b9b1d3a-5f0e-4c8a-9d5e-2f6a7c8b9d0e';
    const withKey = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
      text.replace('delivery:', `  secretsKmsKey: ${key}\ndelivery:`),
    );
    const reader = withKey.built.roles.find(({ name }) => name === 'dj-us-west-2-prod-external-secrets');
    expect(reader?.permissions.Statement[1]).toEqual({
      Sid: 'DecryptSecrets',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [key],
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-west-2.amazonaws.com' } },
    });
  });
});

describe('what the post shows and today’s controllers refuse or ignore', () => {
  it.each([
    ['an Ingress of extensions/v1beta1', 'extensions/v1beta1'],
    ['a KongIngress', '"KongIngress"'],
    ['the annotation konghq.com/override', 'konghq.com/override'],
    ['a credential by kongCredType', 'kongCredType'],
    ['the UID of the proxy', '1337'],
    ['an API version of External Secrets that is not served', 'external-secrets.io/v1beta1'],
    ['a meshRef, which only the webhook may set', 'meshRef'],
  ])('%s is not in the output', (_, text) => {
    expect(JSON.stringify(cluster.manifests)).not.toContain(text);
  });
});

test('where ACK is given, roles and policies are objects, and no document is left over', () => {
  const withAck = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
    text.replace('given: [', 'given: [ack-iam, '),
  );
  expect(withAck.built.roles).toEqual([]);
  expect(withAck.names('Role')).toEqual(withAck.names('Policy'));
  expect(withAck.names('Role')).toHaveLength(8);
  const role = withAck.get('Role', 'prod/jazz-v1');
  expect(role.metadata.annotations).toEqual({ 'services.k8s.aws/deletion-policy': 'retain' });
  expect(role).toMatchObject({
    spec: {
      name: 'dj-us-west-2-prod-jazz-v1',
      policyRefs: [{ from: { name: 'jazz-v1', namespace: 'prod' } }],
    },
  });
});
