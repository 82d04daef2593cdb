import type { Lane } from '../lane';
import { call, startVersion } from '../leave-app-mesh/versions';
import { clusterAddress, startMesh } from '../mesh-lane';
import { claimMetrics, fetched } from '../metrics';
import { observedObjects } from '../observability/objects';
import { Findings, type PartResult } from '../report';
import type { MeshPod } from '../server/kuma-dp';
import { waitUntil } from '../server/process';
import { type Collector, startCollector } from '../stand-ins/collector';

const pod = (name: string, address: string, args: readonly string[] = []): MeshPod => ({
  namespace: 'shop',
  name,
  serviceAccount: `${name}-v1`,
  labels: { app: name, version: 'v1' },
  address,
  args,
});
const jazz = pod('jazz', '127.0.13.1');
const front = pod('front', '127.0.13.2', ['--bind-outbounds']);
const port = 9080;

/** The identity of the caller, as the cluster's mesh gives it. */
const frontId = 'spiffe://default.default.mesh.local/ns/shop/sa/front-v1';

/** What the mesh tells of a call: real sidecars send it to a collector, and Prometheus fetches it from them. */
export async function observabilityPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const collector = await startCollector();
  const running: { readonly stop: () => Promise<void> }[] = [];
  let version = '';
  try {
    const mesh = await startMesh(lane, 'observability', observedObjects(collector.port));
    running.push(mesh);
    version = mesh.control.version;
    for (const each of [jazz, front]) await mesh.begin(each, port);
    running.push(await startVersion('jazz', port));
    const address = await clusterAddress(mesh.client, 'shop', 'jazz');
    await waitUntil('jazz answers', 90, async () => (await ask(address)) === 'jazz');
    await tryCalls(address, collector, findings);
    await tryMetrics(collector, mesh.control.metrics, findings);
  } finally {
    for (const each of running.toReversed()) await each.stop();
    await collector.stop();
  }
  return findings.result(
    'Kuma: what is told of a call, to a collector and to Prometheus',
    [{ name: 'kuma-cp and kuma-dp', version }],
    {
      note: `The observability of a cluster file, on a mesh with mutual TLS. Control plane and sidecars are Kuma's own programs with Envoy; the
collector is a stand-in that reads OTLP by gRPC. The cluster file keeps traces of none of the calls that begin here.`,
    },
  );
}

const ask = (address: string, headers: Readonly<Record<string, string>> = {}) =>
  call(address, { host: 'jazz.shop', port, method: 'GET', path: '/plays?key=secret', headers });

const trace = (digit: string) => digit.repeat(32);
const parent = 'b7ad6b7169203331';

/** A call with a trace that is kept, one with a trace that is not, one that asks Envoy for a trace, and one without. */
async function tryCalls(address: string, collector: Collector, findings: Findings): Promise<void> {
  await ask(address, { traceparent: `00-${trace('1')}-${parent}-00` });
  await ask(address, { 'x-client-trace-id': 'please' });
  await ask(address);
  await ask(address, { traceparent: `00-${trace('2')}-${parent}-01` });
  const kept = () => collector.spans.filter((span) => span.trace === trace('2'));
  await waitUntil('both sidecars send their spans', 60, async () => kept().length >= 2).catch(
    () => undefined,
  );
  const caller = kept().find((span) => span.parent === parent);
  const called = kept().find((span) => span.parent === caller?.span);
  findings.claim(
    "a call that comes with a trace is a span of its caller's sidecar, below the trace's own, and below that a span of the sidecar that answers",
    caller === undefined || called === undefined ? [`the spans are ${JSON.stringify(collector.spans)}`] : [],
  );
  findings.claim(
    'no other call has a span: the trace of one is not kept, one asks Envoy for a trace, and one has none',
    collector.spans.filter((span) => span.trace !== trace('2')).map((span) => JSON.stringify(span)),
  );
  const url = kept().some((span) => JSON.stringify(span.attributes).includes('secret'));
  findings.claim(`the spans of Envoy have the query of a call: ${url ? 'yes, in their URL' : 'no'}`, []);
  const lines = () =>
    collector.logs.filter(({ attributes }) => attributes.traceparent?.includes(trace('2')) === true);
  await waitUntil('the access log arrives', 60, async () => lines().length >= 1).catch(() => undefined);
  const [line] = lines();
  const wanted = { method: 'GET', status: '200', mesh: 'default', source: frontId };
  const calls = new Set(lines().map(({ attributes }) => attributes.request));
  findings.claim(
    `the sidecar that answers sends a line of the call, with its method, status, trace and caller: one for each of the ${lines().length} Services of the pod, with one number`,
    calls.size === 1 &&
      lines().length === 2 &&
      Object.entries(wanted).every(([key, value]) => line?.attributes[key] === value)
      ? []
      : [`the lines are ${JSON.stringify(collector.logs)}`],
  );
  findings.claim(
    'no line has the query of a call, neither among its attributes nor in its text',
    collector.logs.map((each) => JSON.stringify(each)).filter((each) => each.includes('secret')),
  );
}

async function tryMetrics(collector: Collector, controlPlane: string, findings: Findings): Promise<void> {
  const sent = ['envoy_cluster_upstream_rq_xx', 'envoy_cluster_upstream_rq_time'];
  const has = (name: string) =>
    [...collector.metrics].some((each) => each.replaceAll('.', '_').startsWith(name));
  await waitUntil('metrics arrive', 60, async () => sent.every(has)).catch(() => undefined);
  findings.claim(
    `each sidecar sends the collector what it counts, ${sent.join(' and ')} among it`,
    sent.every(has) ? [] : [`the collector has the metrics ${[...collector.metrics].join(', ')}`],
  );
  claimMetrics(
    findings,
    'a sidecar, in plain text on port 5670,',
    await fetched(`http://${jazz.address}:5670/metrics`),
    /^Envoy /,
  );
  // Those of its calls to a global control plane are a federated zone's.
  claimMetrics(findings, 'kuma-cp', await fetched(controlPlane), /^kumahq\/kuma (?!.*go-grpc)/, {
    xds_generation_errors: 'there is a series once it can make nothing to send',
  });
}
