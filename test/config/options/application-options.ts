import { applicationJsonSchema } from '../../../config/application/json-schema';
import { optionsOf } from './schema-options';

/** An application file as data. */
export type ApplicationDraft = { [key: string]: unknown };

export const kinds = ['Deployment', 'StatefulSet', 'CronJob'] as const;
export type Kind = (typeof kinds)[number];

/** The least that an application says whose services are of a kind. */
export function applicationOf(kind: Kind): ApplicationDraft {
  const http = kind === 'CronJob' ? undefined : { http: { port: 8080, protocol: 'http' } };
  return {
    image: 'ghcr.io/example/shop:1.0',
    defaults: {
      ...(kind === 'CronJob' ? { schedule: '5 4 * * *' } : {}),
      ...(kind === 'Deployment' ? {} : { kind }),
    },
    services: { web: { ...(http === undefined ? {} : { ports: http }) } },
  };
}

const container = { image: 'ghcr.io/example/beside:1.0' };
const exec = { command: ['true'] };
const httpGet = { path: '/', port: 8080 };
const emptyDir = { emptyDir: {}, mountPath: '/var/cache' };
const probe = (name: string) => ({
  [`${name}.exec`]: [exec],
  [`${name}.failureThreshold`]: [2],
  [`${name}.grpc`]: [{ port: 8080 }],
  [`${name}.httpGet`]: [httpGet],
  [`${name}.initialDelaySeconds`]: [5],
  [`${name}.periodSeconds`]: [5],
  [`${name}.successThreshold`]: [1],
  [`${name}.tcpSocket`]: [{ port: 8080 }],
  [`${name}.terminationGracePeriodSeconds`]: [5],
  [`${name}.timeoutSeconds`]: [5],
});

/** Values of what is a text, a map or a list. What a service may say is below `defaults`, which every service takes. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  namespace: ['shop', { name: 'shop', existing: true }],
  image: ['ghcr.io/example/other@sha256:'.concat('0123456789abcdef'.repeat(4))],
  labels: [{ team: 'books' }],
  annotations: [{ 'example.com/owner': 'books' }],
  services: [
    {
      web: { ports: { http: { port: 8080, protocol: 'http' } }, versions: { v1: {}, v2: { weight: 0 } } },
      batch: { calls: ['web'] },
    },
  ],
  external: [{ payments: { host: 'pay.example.com', port: 443, protocol: 'tls' } }],
  'secretStore.name': ['a-store'],
  'publish.routes': [
    { shop: { host: 'shop.example.com', paths: { '/': 'web' } } },
    {
      shop: {
        hosts: ['*.example.com', 'shop.example.org'],
        matches: [
          { path: { type: 'Exact', value: '/a' }, method: 'GET', headers: { 'x-beta': { value: 'a,b' } } },
          { path: { type: 'RegularExpression', value: '/v[0-9]+(/.*)?' }, method: 'PUT' },
        ],
        backend: 'web',
        filters: { responseHeaderModifier: { set: { 'x-frame-options': 'DENY' }, remove: ['server'] } },
        timeouts: { backendRequest: '10s' },
        stripPath: true,
        http: 'serve',
        requestBuffering: false,
        responseBuffering: false,
        priority: 10,
      },
      old: {
        host: 'old.example.com',
        filters: { requestRedirect: { location: 'https://shop.example.org', statusCode: 301 } },
      },
      moved: {
        paths: { '/old': 'web' },
        filters: { urlRewrite: { replacePrefixMatch: '/new' } },
        http: 'refuse',
      },
    },
  ],
  'publish.services': [{}],
  'publish.hosts': [{}],
  // Groups are of the Enterprise edition; the gateway here is the open-source one.
  'publish.consumerGroups': [{}],
  'publish.caCertificates': [{ partners: { secret: 'shop/partners-ca' } }],
  'publish.egress': [['login.example.com']],
  'publish.plugins': [{ limit: { plugin: 'rate-limiting', config: { minute: 5, policy: 'local' } } }],
  'publish.consumers': [
    { caller: { credentials: { 'caller-key': { secret: 'shop/caller' } } } },
    {
      machine: {
        username: 'a machine',
        customId: '1234',
        credentials: {
          'machine-name': { type: 'basic-auth', username: 'machine', secret: 'shop/machine' },
          'machine-sign': {
            type: 'hmac-auth',
            username: 'machine',
            secret: 'shop/machine',
            property: 'sign',
          },
          'machine-token': { type: 'jwt', key: 'machine', secret: 'shop/machine', property: 'jwt' },
          'machine-client': {
            type: 'oauth2',
            name: 'machine',
            clientId: 'machine',
            secret: 'shop/machine',
            property: 'client',
            redirectUris: ['https://shop.example.com/back'],
          },
          'machine-group': { type: 'acl', group: 'machines' },
          'machine-certificate': { type: 'mtls-auth', subjectName: 'machine.example.com' },
        },
      },
    },
  ],
  // The kinds are tried each, with all the others.
  'defaults.kind': [],
  ...below('defaults', {
    ports: [
      { http: { port: 9090, targetPort: 8080, protocol: 'http2' } },
      { tcp: { port: 5432, protocol: 'tcp' } },
    ],
    callers: ['any'],
    // Beside its port, which it needs; test/charts/observability has it.
    'metrics.path': [],
    routes: [
      { all: { matches: [{ path: { value: '/a' } }], weights: { v1: 100 } } },
      { slow: { matches: [{ path: { value: '/a' } }], timeouts: { request: '1m' } } },
    ],
    'healthCheck.path': ['/healthy'],
    'healthCheck.interval': ['10s'],
    'healthCheck.timeout': ['2s'],
    'timeouts.request': ['10s'],
    'timeouts.idle': ['5m'],
    'timeouts.connect': ['5s'],
    'retries.perTry': ['2s'],
    'retries.on': [['gateway-error']],
    'outlierEjection.interval': ['10s'],
    'outlierEjection.baseEjection': ['30s'],
    schedule: ['@daily'],
    timeZone: ['Europe/Berlin'],
    'job.activeDeadlineSeconds': [600],
    'job.backoffLimit': [2],
    'job.backoffLimitPerIndex': [1],
    'job.completions': [2],
    'job.managedBy': ['example.com/queue'],
    'job.maxFailedIndexes': [1],
    'job.parallelism': [2],
    'job.podFailurePolicy': [
      { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
    ],
    'job.successPolicy': [{ rules: [{ succeededCount: 1 }] }],
    'job.ttlSecondsAfterFinished': [3600],
    image: ['ghcr.io/example/another:2.0'],
    command: [['/bin/shop']],
    args: [['--verbose']],
    workingDir: ['/srv'],
    env: [
      { A: 'text', B: { secret: 'shop/b' }, C: { fieldRef: { fieldPath: 'status.podIP' } } },
      {
        D: { secret: 'shop/d', property: 'key' },
        E: { configMapKeyRef: { name: 'a-map', key: 'key', optional: true } },
      },
    ],
    envFrom: [[{ secret: 'shop/all' }, { configMapRef: { name: 'a-map', optional: true }, prefix: 'A_' }]],
    files: [{ '/etc/shop/shop.conf': 'verbose', '/etc/shop/key': { secret: 'shop/key', mode: '0440' } }],
    volumes: [{ cache: emptyDir }],
    'resources.claims': [[{ name: 'gpu' }]],
    'resources.limits': [{ memory: '128Mi' }],
    'resources.requests': [{ cpu: '50m' }],
    ...probe('livenessProbe'),
    ...probe('readinessProbe'),
    ...probe('startupProbe'),
    'lifecycle.postStart': [{ exec }],
    'lifecycle.preStop': [{ sleep: { seconds: 5 } }],
    'lifecycle.stopSignal': ['SIGQUIT'],
    'securityContext.appArmorProfile': [{ type: 'RuntimeDefault' }],
    'securityContext.capabilities': [{ drop: ['ALL'] }],
    'securityContext.procMount': ['Default'],
    'securityContext.runAsGroup': [1000],
    'securityContext.runAsUser': [1000],
    'securityContext.seLinuxOptions': [{ level: 's0:c1,c2' }],
    'securityContext.seccompProfile': [{ type: 'RuntimeDefault' }],
    'securityContext.windowsOptions': [{ runAsUserName: 'ContainerUser' }],
    nodeSelector: [{ 'kubernetes.io/arch': 'arm64' }],
    tolerations: [[{ key: 'spot', operator: 'Exists', effect: 'NoSchedule' }]],
    'affinity.nodeAffinity': [
      {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] }] },
          ],
        },
      },
    ],
    'affinity.podAffinity': [
      {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 1,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { app: 'web' } },
            },
          },
        ],
      },
    ],
    'affinity.podAntiAffinity': [
      {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 1,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { app: 'web' } },
            },
          },
        ],
      },
    ],
    topologySpreadConstraints: [
      [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }],
    ],
    priorityClassName: ['system-cluster-critical'],
    'pod.activeDeadlineSeconds': [600],
    'pod.dnsConfig': [{ options: [{ name: 'ndots', value: '2' }] }],
    'pod.hostAliases': [[{ ip: '10.0.0.1', hostnames: ['db.example.com'] }]],
    'pod.hostname': ['shop'],
    'pod.hostnameOverride': ['shop.example.com'],
    'pod.imagePullSecrets': [[{ name: 'pull' }]],
    'pod.nodeName': ['a-node'],
    'pod.os': [{ name: 'linux' }],
    'pod.overhead': [{ cpu: '10m' }],
    'pod.priority': [10],
    'pod.readinessGates': [[{ conditionType: 'example.com/ready' }]],
    'pod.resourceClaims': [[{ name: 'gpu', resourceClaimName: 'a-claim' }]],
    'pod.resources': [{ limits: { memory: '256Mi' } }],
    'pod.runtimeClassName': ['gvisor'],
    'pod.schedulerName': ['default-scheduler'],
    'pod.schedulingGates': [[{ name: 'example.com/wait' }]],
    // runAsNonRoot of a whole pod keeps out Kuma's init container, which is root: test/charts/pod-security.test.ts has both.
    'pod.securityContext': [{ fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } }],
    'pod.subdomain': ['shop'],
    'pod.workloadRef': [{ name: 'a-workload', podGroup: 'a-group' }],
    'container.resizePolicy': [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
    'container.restartPolicy': ['Never'],
    'container.restartPolicyRules': [[{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }]],
    'container.terminationMessagePath': ['/dev/termination-log'],
    'container.volumeDevices': [[{ name: 'block', devicePath: '/dev/xvda' }]],
    'container.volumeMounts': [[{ name: 'cache', mountPath: '/var/other' }]],
    containers: [{ beside: container }],
    initContainers: [{ first: container }],
    'autoscaling.behavior': [{ scaleDown: { stabilizationWindowSeconds: 60 } }],
    'autoscaling.maxReplicas': [4],
    'autoscaling.metrics': [
      [
        {
          type: 'Resource',
          resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '100Mi' } },
        },
      ],
    ],
    'autoscaling.minReplicas': [2],
    'autoscaling.triggers': [
      [{ type: 'aws-sqs-queue', metadata: { queueLength: '5' }, authenticationRef: { name: 'plays' } }],
    ],
    'autoscaling.pollingInterval': [15],
    'autoscaling.cooldownPeriod': [120],
    'autoscaling.initialCooldownPeriod': [60],
    'autoscaling.fallback.failureThreshold': [3],
    'autoscaling.fallback.replicas': [2],
    'disruptionBudget.maxUnavailable': [1, '20%'],
    'disruptionBudget.minAvailable': [1, '20%'],
    'strategy.rollingUpdate': [{ maxSurge: 1, maxUnavailable: 0 }],
    'updateStrategy.rollingUpdate': [{ partition: 0 }],
    volumeClaimTemplates: [
      {
        data: {
          mountPath: '/data',
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ],
    'awsRole.statements': [[{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop/*'] }]],
    labels: [{ tier: 'web' }],
    annotations: [{ 'example.com/owner': 'books' }],
  }),
};

function below(prefix: string, values: Readonly<Record<string, readonly unknown[]>>) {
  return Object.fromEntries(Object.entries(values).map(([path, each]) => [`${prefix}.${path}`, each]));
}

/** An option of the application file, and its values; none where nothing is known of them. */
export interface ApplicationOption {
  readonly path: string;
  readonly values: readonly unknown[] | undefined;
  readonly fits: (kind: Kind) => boolean;
}

const schemaOptions = optionsOf(applicationJsonSchema());

/** A CronJob has no ports, and one version. */
const notOfCronJobs: readonly string[] = ['services', 'publish.routes', 'publish.services'];

export const applicationOptions: readonly ApplicationOption[] = schemaOptions.map(({ path, values }) => ({
  path,
  values: samples[path] ?? (values?.length === 0 ? undefined : values),
  fits: (kind) => kind !== 'CronJob' || !notOfCronJobs.includes(path),
}));

/** Samples that no option is there for any more. */
export const unknownSamples: readonly string[] = Object.keys(samples).filter(
  (path) => !schemaOptions.some((option) => option.path === path),
);

/** What a part cannot be without, where anything of it is said. */
const needed: Readonly<Record<string, ApplicationDraft>> = {
  'defaults.healthCheck': {
    path: '/',
    interval: '10s',
    timeout: '2s',
    healthyThreshold: 2,
    unhealthyThreshold: 2,
  },
  'defaults.retries': { attempts: 2, perTry: '2s', on: ['gateway-error'] },
  'defaults.outlierEjection': {
    consecutiveErrors: 5,
    interval: '10s',
    baseEjection: '30s',
    maxEjectionPercent: 50,
  },
  'defaults.autoscaling': { maxReplicas: 4 },
  'defaults.autoscaling.fallback': { failureThreshold: 3, replicas: 2 },
  'defaults.awsRole': { statements: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop/*'] }] },
  secretStore: { name: 'a-store' },
};

/** Sets an option, with what it cannot be without. */
export function setOption(draft: ApplicationDraft, path: string, value: unknown): void {
  for (const [part, fields] of Object.entries(needed)) {
    const isOf = path.startsWith(`${part}.`);
    if (isOf)
      for (const [key, each] of Object.entries(fields)) put(draft, `${part}.${key}`.split('.'), each, true);
  }
  put(draft, path.split('.'), value);
}

function put(
  draft: ApplicationDraft,
  [first = '', ...rest]: readonly string[],
  value: unknown,
  unlessThere = false,
): void {
  if (rest.length === 0) {
    if (!unlessThere || draft[first] === undefined) draft[first] = structuredClone(value);
    return;
  }
  const inner = draft[first] ?? {};
  draft[first] = inner;
  put(inner as ApplicationDraft, rest, value, unlessThere);
}
