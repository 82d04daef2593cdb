import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import { isLong } from '../long';
import {
  applicationOf,
  applicationOptions,
  type Kind,
  kinds,
  setOption,
  unknownSamples,
} from './options/application-options';
import { draftOf, textOf } from './options/cluster-options';

/** What App Mesh has no fields for, which is refused in these words. */
const beyondAppMesh = 'App Mesh cannot do this';

/** What synth says against an application on a mesh, but that the mesh cannot do it. */
function errorsOf(
  kind: Kind,
  mesh: string,
  choices: readonly (readonly [string, unknown])[],
): readonly string[] {
  const cluster = draftOf({ mesh, gateway: 'kic, open source', engine: 'flux' });
  cluster.applications = { shop: {} };
  delete cluster.values;
  cluster.given = ['aws-load-balancer-controller', 'keda'];
  const application = applicationOf(kind);
  for (const [path, value] of completed(kind, choices)) setOption(application, path, value);
  const parsed = parseClusters(
    [{ name: 'clusters/one.yaml', text: textOf(cluster) }],
    [{ name: 'applications/shop.yaml', text: JSON.stringify(application) }],
  );
  if ('problems' in parsed)
    return parsed.problems
      .filter(({ severity, message }) => severity === 'error' && !message.startsWith(beyondAppMesh))
      .map(({ path, message, found }) => `${path}: ${message}: ${found}`);
  return parsed.clusters
    .flatMap((config) => compile(config).diagnostics)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, title, notes }) => `${code} ${title} ${JSON.stringify(notes)}`);
}

/**
 * What the API server wants beside some choices: a handler of each probe, which has one, and name servers where the cluster's are not
 * asked; without what it refuses whatever is beside it, which `test/pod-spec/` holds.
 */
function completed(kind: Kind, all: readonly Choice[]): readonly Choice[] {
  const speaksTcp = all.some(([path, value]) => path === 'defaults.ports' && 'tcp' in Object(value));
  const isScaled = all.some(([path]) => path.startsWith('defaults.autoscaling.'));
  const scaledByEvents = all.some(([path]) => ofEvents.test(path));
  const choices = all.filter(
    ([path]) =>
      // An autoscaler says how many there are.
      !(isScaled && /^(?:defaults\.)?replicas$/.test(path)) &&
      // KEDA makes the metrics itself.
      !(scaledByEvents && path === 'defaults.autoscaling.metrics') &&
      // A route leads to what speaks HTTP, as a rule says.
      !(speaksTcp && path === 'publish.routes') &&
      !path.endsWith('readinessProbe.terminationGracePeriodSeconds') &&
      (kind === 'CronJob' || !path.endsWith('pod.activeDeadlineSeconds')),
  );
  const handler = /^(.*Probe)\.(?:exec|grpc|httpGet|tcpSocket)$/;
  const probes = new Set(choices.flatMap(([path]) => /^(.*Probe)(?:\.|$)/.exec(path)?.[1] ?? []));
  const handled = new Set<string>();
  const kept = choices.filter(([path]) => {
    const probe = handler.exec(path)?.[1];
    if (probe === undefined) return true;
    if (handled.has(probe)) return false;
    handled.add(probe);
    return true;
  });
  const missing = [...probes].filter((probe) => !handled.has(probe));
  const isTriggered = kept.some(([path]) => path === 'defaults.autoscaling.triggers');
  return [
    ...kept,
    ...(scaledByEvents && !isTriggered ? [['defaults.autoscaling.triggers', triggers] as const] : []),
    ...missing.map((probe): readonly [string, unknown] => [`${probe}.tcpSocket`, { port: 8080 }]),
    ...choices
      .filter(([path, value]) => path.endsWith('.dnsPolicy') && value === 'None')
      .map(([path]): readonly [string, unknown] => [
        path.replace('dnsPolicy', 'dnsConfig'),
        { nameservers: ['10.0.0.2'] },
      ]),
  ];
}

/** What needs KEDA's triggers, or is them. */
const ofEvents =
  /^defaults\.autoscaling\.(?:triggers|pollingInterval|cooldownPeriod|initialCooldownPeriod|fallback)(?:\.|$)/;
const triggers = [{ type: 'kafka', metadata: { topic: 'plays', lagThreshold: '5' } }];

type Choice = readonly [path: string, value: unknown];

/** What runs where; nothing that ends runs on App Mesh, whose Envoy would go on beside it. */
const bases = kinds.flatMap((kind) =>
  (kind === 'CronJob' ? ['kong-mesh'] : ['kong-mesh', 'app-mesh']).map((mesh) => ({ kind, mesh })),
);

/** The choices that synth has something against, each on one of the bases that they fit: another each time. */
function failures(choices: readonly (readonly Choice[])[]): readonly string[] {
  return choices.flatMap((choice, at) => {
    const fitting = bases.filter(({ kind }) =>
      applicationOptions.every(({ path, fits }) => fits(kind) || !choice.some(([chosen]) => chosen === path)),
    );
    const base = fitting[at % fitting.length];
    if (base === undefined) throw new Error(`nothing fits ${JSON.stringify(choice)}`);
    const errors = errorsOf(base.kind, base.mesh, choice);
    return errors.length === 0
      ? []
      : [`${base.kind} ${base.mesh} ${JSON.stringify(choice)}\n=> ${errors.join('\n=> ')}`];
  });
}

test('every option of the application file has values here, and nothing else has', () => {
  expect(applicationOptions.filter(({ values }) => values === undefined)).toEqual([]);
  expect(unknownSamples).toEqual([]);
  expect(applicationOptions.length).toBeGreaterThan(150);
});

const alone = applicationOptions.flatMap(({ path, values = [] }) =>
  values.map((value): Choice => [path, value]),
);

/** The choices in so many groups, in none of which an option is twice: neighbours go to different ones. */
function dealt(choices: readonly Choice[], groups: number): readonly (readonly Choice[])[] {
  return Array.from({ length: groups }, (_, group) => choices.filter((_choice, at) => at % groups === group));
}

test('every value of every option of the application file is synthesised, together with others', () => {
  expect(failures(dealt(alone, 20))).toEqual([]);
});

(isLong ? describe : describe.skip)('one by one, in npm run test:long', () => {
  test('every value of every option of the application file is synthesised alone', () => {
    expect(failures(alone.map((choice) => [choice]))).toEqual([]);
  }, 600_000);

  test('every two options of the application file are synthesised together', () => {
    const first = applicationOptions.flatMap(({ path, values = [] }): Choice[] =>
      values.slice(0, 1).map((value) => [path, value]),
    );
    // What an autoscaler sets is not said besides, and a rule says so.
    const contradict = ([one]: Choice, [other]: Choice) =>
      /(^|\.)replicas$/.test(one) && other.startsWith('defaults.autoscaling.');
    const pairs = first.flatMap((one, at) =>
      first.slice(at + 1).flatMap((other) => (contradict(one, other) ? [] : [[one, other] as const])),
    );
    expect(failures(pairs)).toEqual([]);
  }, 1_800_000);
});
