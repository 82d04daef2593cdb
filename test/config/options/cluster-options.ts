import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { partitionOf } from '../../../config/aws';
import { type HelmChartKey, helmCharts } from '../../../config/cluster';
import { clusterJsonSchema } from '../../../config/json-schema';
import { optionsOf, type SchemaOption } from './schema-options';

/** A cluster file as data. */
export type Draft = { [key: string]: unknown };

const region = 'us-west-2';
const account = '123456789012';
const secret = 'platform/a-secret';
const uuid = '5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90';

/** What everything else depends on: the mesh, the gateway, the delivery engine. */
export const meshes: Readonly<Record<string, unknown>> = {
  none: undefined,
  'app-mesh': { backend: 'app-mesh', name: 'dj' },
  'kong-mesh': { backend: 'kong-mesh' },
  'kong-mesh in Konnect': {
    backend: 'kong-mesh',
    controlPlane: 'konnect',
    konnect: { region: 'eu', controlPlaneId: uuid, zone: 'one', tokenSecret: secret },
  },
};
const clientCertificate = { certificateSecret: secret, keySecret: secret };
export const gateways: Readonly<Record<string, unknown>> = {
  'kic, open source': { mode: 'kic', version: '3.9' },
  kic: { mode: 'kic', version: '3.10', license: { secret } },
  'konnect-kic': {
    mode: 'konnect-kic',
    version: '3.10',
    konnect: {
      region: 'eu',
      controlPlaneId: uuid,
      telemetryEndpoint: 'a1b2.eu.tp.konghq.com',
      clientCertificate,
    },
  },
  'kong-operator': { mode: 'kong-operator', version: '3.14', license: { secret } },
  'konnect-operator': {
    mode: 'konnect-operator',
    version: '3.14',
    konnect: { region: 'eu', tokenSecret: secret },
  },
  'konnect-data-plane': {
    mode: 'konnect-data-plane',
    version: '3.10',
    konnect: {
      region: 'eu',
      controlPlaneEndpoint: 'a1b2.eu.cp.konghq.com',
      telemetryEndpoint: 'a1b2.eu.tp.konghq.com',
      clientCertificate,
    },
  },
};
export const engines: readonly string[] = ['flux', 'argo-cd'];

/** The names of a base: a key of `meshes`, of `gateways`, and one of `engines`. */
export interface Base {
  readonly mesh: string;
  readonly gateway: string;
  readonly engine: string;
}

/** What the cluster file of the tests says of its application. */
const { applications, values: applicationValues } = parse(
  readFileSync(join(__dirname, '../../clusters/bookshop-kong-mesh.yaml'), 'utf8'),
);

/** A cluster file with what it must have and nothing else; with an application where one may be. */
export function draftOf({ mesh, gateway, engine }: Base): Draft {
  const hasApplication = mesh !== 'none' && gateway !== 'konnect-data-plane';
  return structuredClone({
    aws: {
      region,
      account,
      eksCluster: 'dj',
      oidcIssuer: `https://oidc.eks.${region}.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128`,
    },
    delivery: { engine, repository: 'https://github.com/example/platform' },
    ...(meshes[mesh] === undefined ? {} : { mesh: meshes[mesh] }),
    gateway: gateways[gateway],
    // The second for routes of Gateway API, where an option asks for them; the third for monitors.
    given: ['aws-load-balancer-controller', 'gateway-api-crds', 'prometheus-operator'],
    ...(hasApplication ? { applications, values: applicationValues } : {}),
  });
}

/** The cluster file's text: names that hold a region, an account or a partition are those of the cluster's own. */
export function textOf(draft: Draft): string {
  const { aws } = draft as { aws: Draft };
  const partition = partitionOf(String(aws.region)) ?? 'aws';
  if (aws.partition !== undefined) aws.partition = partition;
  const text = JSON.stringify(draft, undefined, 1)
    .replaceAll(region, String(aws.region))
    .replaceAll(account, String(aws.account))
    .replaceAll('arn:aws:', `arn:${partition}:`);
  return partition === 'aws-cn' ? text.replaceAll('.amazonaws.com/id', '.amazonaws.com.cn/id') : text;
}

/** Where an option of a base is not: it would contradict the base, and a rule of `config/rules/` says so. */
type Unless = (base: Base) => boolean;

interface Sample {
  /** Values for the option, besides those that its schema names; or, where there are too many, instead of them. */
  readonly values?: readonly unknown[];
  readonly unless?: Unless;
}

const argoCd: Unless = ({ engine }) => engine === 'argo-cd';
const flux: Unless = ({ engine }) => engine === 'flux';
const onlyOpenSource: Unless = ({ gateway }) => gateway === 'kic, open source';
const inKonnect: Unless = ({ mesh }) => mesh === 'kong-mesh in Konnect';
const standalone: Unless = ({ mesh }) => mesh === 'kong-mesh';
const load = (values: readonly unknown[]): Sample => ({ values });
/** Konnect's telemetry is the one host that App Mesh can have on the port, as a rule says. */
const hasAnotherHostOnAppMesh: Unless = ({ mesh, gateway }) =>
  mesh === 'app-mesh' && gateway === 'konnect-kic';
/** Konnect configures it, so that the plugins of the whole gateway are none of ours, as a rule says. */
const configuredByKonnect: Unless = ({ gateway }) =>
  gateway === 'konnect-operator' || gateway === 'konnect-data-plane';
const onlyKongMesh: Unless = ({ mesh }) => !mesh.startsWith('kong-mesh');
/** Values for each option whose schema does not say them itself. A new option needs one, or the test says so. */
export const samples: Readonly<Record<string, Sample>> = {
  // A base of the tests.
  extends: load([['_base']]),
  values: load([{ ...applicationValues, another: 'text' }]),
  absent: load([['reviews']]),
  'aws.region': { values: ['ap-southeast-7', 'us-gov-east-1', 'cn-north-1'] },
  'aws.account': load(['000000000001']),
  'aws.partition': load(['aws']),
  'aws.eksCluster': load(['A_cluster-1', 'x'.repeat(28)]),
  'aws.oidcIssuer': load([`https://oidc.eks.${region}.amazonaws.com/id/${'A'.repeat(32)}`]),
  'aws.secretsKmsKey': load([`arn:aws:kms:${region}:${account}:key/${uuid}`]),
  'aws.rolePrefix': load(['a', 'team+platform=,.@_-']),
  // The base has them.
  'delivery.engine': load([]),
  'delivery.repository': load(['ssh://git@git.example.com:2222/platform.git']),
  'delivery.revision': load(['release/2026-11']),
  'delivery.path': load(['clusters/output']),
  'delivery.flux.secretRef': { values: ['platform-git'], unless: argoCd },
  'delivery.flux.provider': { values: ['generic'], unless: argoCd },
  'delivery.flux.serviceAccountName': { values: ['platform'], unless: argoCd },
  // Each contradicts another of the delivery's options, as a rule says; test/plan/flux-sources.test.ts has them.
  'delivery.flux.ref.tag': load([]),
  'delivery.flux.ref.semver': load([]),
  'delivery.flux.ref.commit': load([]),
  'delivery.flux.gitRepository.name': load([]),
  'delivery.flux.gitRepository.namespace': load([]),
  // Each with what it goes with is in test/plan/argo-cd-hub.test.ts.
  'delivery.argoCd.hub': { values: ['management'], unless: flux },
  'delivery.argoCd.destination.server': load([]),
  'delivery.argoCd.destination.name': load([]),
  'delivery.argoCd.namespace': { values: ['gitops'], unless: flux },
  'delivery.argoCd.namePrefix': { values: ['shop'], unless: flux },
  'delivery.argoCd.project': { values: ['team.shop'], unless: flux },
  'mesh(app-mesh).name': load(['a-mesh']),
  'mesh(kong-mesh).name': load(['a-mesh']),
  'mesh(kong-mesh).controlPlane': load([]),
  'mesh(kong-mesh).konnect.region': { unless: standalone },
  'mesh(kong-mesh).konnect.controlPlaneId': {
    values: ['00000000-0000-4000-8000-000000000000'],
    unless: standalone,
  },
  'mesh(kong-mesh).konnect.zone': { values: ['zone-two'], unless: standalone },
  'mesh(kong-mesh).konnect.tokenSecret': { values: ['konnect/Zone_1/token'], unless: standalone },
  'mesh(kong-mesh).license.secret': { values: [secret], unless: inKonnect },
  'mesh(kong-mesh).certificateAuthority': load([
    'built-in',
    { certificateSecret: secret, keySecret: secret },
  ]),
  'gateway(kic).version': { values: ['3.12', '3.15'], unless: onlyOpenSource },
  'gateway(kic).license.secret': { values: ['kong/License_1'], unless: onlyOpenSource },
  ...Object.fromEntries(
    ['kic', 'konnect-kic', 'konnect-data-plane', 'kong-operator', 'konnect-operator'].flatMap((mode) => [
      [
        `gateway(${mode}).loadBalancer.certificate`,
        load([`arn:aws:acm:${region}:${account}:certificate/${uuid}`]),
      ],
      // By PROXY protocol: not on App Mesh, nor where the operator makes the gateway, as rules say.
      [`gateway(${mode}).loadBalancer.clientAddress`, load(['none', 'preserve'])],
      [`gateway(${mode}).loadBalancer.annotations`, load([{}, { team: 'platform' }])],
      // Fewer than the replicas that an option asks for are refused, as a rule says.
      [`gateway(${mode}).autoscaling.maxReplicas`, load([100])],
      [`gateway(${mode}).autoscaling.cpu`, load([])],
      [`gateway(${mode}).egress`, { values: [[], ['login.example.com']], unless: hasAnotherHostOnAppMesh }],
    ]),
  ),
  ...Object.fromEntries(
    ['kic', 'konnect-kic', 'kong-operator', 'konnect-operator'].flatMap((mode) => [
      // TLS ends at the load balancer or at Kong; the certificate of the one is a sample above.
      [`gateway(${mode}).tls.issuer.name`, load([])],
      [`gateway(${mode}).tls.issuer.kind`, load([])],
      [`gateway(${mode}).tls.acme.email`, load([])],
      [`gateway(${mode}).tls.acme.server`, load([])],
      [`gateway(${mode}).tls.acme.zones`, load([])],
      [`gateway(${mode}).tls.clientCertificates.authoritySecret`, load([])],
      [`gateway(${mode}).tls.clientCertificates.depth`, load([])],
      [`gateway(${mode}).redis.host`, load([])],
      [`gateway(${mode}).redis.port`, load([])],
      [`gateway(${mode}).redis.tls`, load([])],
      [`gateway(${mode}).redis.username`, load([])],
      [`gateway(${mode}).redis.passwordSecret`, load([])],
      [
        `gateway(${mode}).plugins`,
        // Konnect takes no plugin of the whole gateway, as a rule says.
        load(
          mode === 'konnect-operator'
            ? [{}]
            : [
                {},
                {
                  'request-id': { plugin: 'correlation-id', config: { header_name: 'x-request-id' } },
                  'to-logs': {
                    plugin: 'http-log',
                    // On a port of its own: App Mesh knows hosts by TLS by nothing else, and Konnect's has 443.
                    config: { http_endpoint: 'https://logs.example.com:8443' },
                    configPatches: { '/headers/authorization': { secret: 'logs/token' } },
                    global: false,
                  },
                },
              ],
        ),
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['konnect-kic', 'konnect-data-plane'].flatMap((mode) => [
      [`gateway(${mode}).konnect.region`, load([])],
      [`gateway(${mode}).konnect.telemetryEndpoint`, load(['b2c3.eu.tp0.konghq.com'])],
      [`gateway(${mode}).konnect.clientCertificate.certificateSecret`, load(['konnect/Certificate'])],
      [`gateway(${mode}).konnect.clientCertificate.keySecret`, load(['konnect/Key'])],
    ]),
  ),
  'production.priorityClasses.gateway': load(['system-cluster-critical']),
  'production.priorityClasses.controlPlane': load(['system-cluster-critical']),
  'gateway(kong-operator).version': load(['3.10', '3.15']),
  'gateway(kong-operator).license.secret': load(['kong/License_1']),
  // Both have tests of their own, for they go with one form of routes alone.
  'gateway(kic).gateways': load([]),
  // Beside the id of the one control plane they are refused; of a namespace they say what the tests of charts try.
  'gateway(konnect-operator).gateways': load([]),
  'gateway(kong-operator).namespaces': load([{}]),
  'gateway(konnect-operator).namespaces': load([{}]),
  'gateway(konnect-kic).gateways': load([]),
  ...Object.fromEntries(
    ['kic', 'konnect-kic'].flatMap((mode) =>
      [
        'version',
        'replicas',
        'autoscaling.maxReplicas',
        'autoscaling.cpu',
        'license.secret',
        'loadBalancer.scheme',
        'loadBalancer.certificate',
        'loadBalancer.clientAddress',
        'loadBalancer.annotations',
      ].map((option) => [`gateway(${mode}).beside.${option}`, load([])]),
    ),
  ),
  'gateway(konnect-operator).konnect.region': load([]),
  'gateway(konnect-operator).konnect.tokenSecret': load(['konnect/Token']),
  'gateway(konnect-operator).konnect.controlPlaneId': load(['00000000-0000-4000-8000-000000000000']),
  'gateway(konnect-kic).konnect.controlPlaneId': load(['00000000-0000-4000-8000-000000000000']),
  'gateway(konnect-data-plane).konnect.controlPlaneEndpoint': load(['b2c3.eu.cp0.konghq.com']),
  'observability.collectors': {
    values: [{ adot: { host: 'adot-collector.observability.svc.cluster.local' } }],
    unless: ({ mesh }) => mesh === 'app-mesh',
  },
  // A signal needs a collector, as a rule says; test/charts/observability has them.
  'observability.traces.collector': load([]),
  'observability.traces.sampling': load([]),
  'observability.metrics.collector': load([]),
  'observability.metrics.interval': load([]),
  'observability.accessLogs.collector': load([]),
  'observability.accessLogs.callers': { values: [true, false], unless: onlyKongMesh },
  'observability.prometheus.monitors': { values: ['services', 'pods'], unless: configuredByKonnect },
  'observability.prometheus.labels': { values: [{ release: 'prometheus' }, {}], unless: configuredByKonnect },
  'observability.prometheus.interval': { values: ['15s', '2m'], unless: configuredByKonnect },
  'observability.prometheus.alerts.enabled': { values: [false, true], unless: configuredByKonnect },
  'observability.prometheus.alerts.errorPercent': { values: [1, 100], unless: configuredByKonnect },
  'observability.prometheus.alerts.latencyMilliseconds': { values: [250], unless: configuredByKonnect },
  'observability.prometheus.alerts.expiryDays': { values: [1, 365], unless: configuredByKonnect },
  'observability.prometheus.alerts.dates': {
    values: [{ 'the token of the zone': '2027-03-01' }, {}],
    unless: configuredByKonnect,
  },
  'observability.dashboard.labels': load([{ grafana_dashboard: '1' }, { team: 'platform' }]),
  given: load(
    [
      'ack-iam',
      'app-mesh-controller',
      'cert-manager',
      'external-secrets',
      'gateway-api-crds',
      'kong-crds',
      'Secret prod/tls',
    ].map((name) => ['aws-load-balancer-controller', 'prometheus-operator', name]),
  ),
  // Each chart is an option of its own, below.
  helm: load([]),
  'versions.charts': load([{}, { 'cert-manager': 'v1.20.0', 'external-secrets': '2.8.1' }]),
  'versions.mirror': load(['123456789012.dkr.ecr.eu-west-1.amazonaws.com']),
  'versions.mirrorPrefixes': load([{}, { 'docker.io': 'team/hub' }]),
  'versions.mirrorCharts': load(['helm']),
  'versions.images': load([
    {},
    { 'kong-ingress-controller': `3.5.12@sha256:${'0123456789abcdef'.repeat(4)}` },
  ]),
  patches: load([
    [],
    [
      {
        target: { kind: 'Namespace', name: 'kong' },
        operations: [{ op: 'add', path: '/metadata/annotations', value: { team: 'platform' } }],
      },
    ],
  ]),
};

/** An option with its values, and what they say. */
export interface ClusterOption {
  readonly path: string;
  readonly values: readonly unknown[];
  readonly fits: (base: Base) => boolean;
  readonly set: (draft: Draft, value: unknown) => void;
}

/** Why a chart is not installed. */
const withoutChart: Readonly<Record<HelmChartKey, Unless>> = {
  'appmesh-controller': ({ mesh }) => mesh !== 'app-mesh',
  'cert-manager': ({ mesh, gateway, engine }) =>
    !gateway.endsWith('-operator') &&
    (engine === 'flux' || (mesh === 'none' && gateway === 'konnect-data-plane')),
  'external-secrets': () => false,
  kong: ({ gateway }) => gateway.endsWith('-operator'),
  'kong-operator': ({ gateway }) => !gateway.endsWith('-operator'),
  'kong-mesh': ({ mesh }) => !mesh.startsWith('kong-mesh'),
};

/** Options of the cluster file itself, as its schema has them. */
export const schemaOptions: readonly SchemaOption[] = optionsOf(clusterJsonSchema()).filter(
  // What an application says is its own file's matter; the base has one.
  ({ path }) => path.split(/[.(]/)[0] !== 'applications',
);

/** Each with its values; those that the base itself says have none. */
export const clusterOptions: readonly ClusterOption[] = [
  ...schemaOptions.map(ofSchema),
  ...helmCharts.map(ofChart),
];

function ofChart(chart: HelmChartKey): ClusterOption {
  return {
    path: `helm.${chart}.values`,
    values: [{ podAnnotations: { team: 'platform' } }],
    fits: (base) => !withoutChart[chart](base),
    set: (draft, values) => {
      draft.helm = { ...(draft.helm ?? {}), [chart]: { values } };
    },
  };
}

function ofSchema({ path, values }: SchemaOption): ClusterOption {
  const sample = samples[path];
  const [, section = '', variant] = /^(\w+)(?:\(([^)]+)\))?/.exec(path) ?? [];
  return {
    path,
    values: sample?.values ?? values ?? [],
    fits: (base) => {
      if (sample?.unless?.(base) === true) return false;
      if (variant === undefined) return true;
      const own = { mesh: meshes[base.mesh], gateway: gateways[base.gateway] }[section];
      return typeof own === 'object' && own !== null && Object.values(own).includes(variant);
    },
    set: (draft, value) => {
      const keys = path.replace(/\([^)]*\)/, '').split('.');
      const last = keys.pop() ?? '';
      let inner: Draft = draft;
      for (const each of keys) {
        const there = inner[each] ?? {};
        inner[each] = there;
        inner = there as Draft;
      }
      inner[last] = structuredClone(value);
    },
  };
}
