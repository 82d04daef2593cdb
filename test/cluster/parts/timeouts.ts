import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import type { Lane } from '../lane';
import { applyAll, clusterAddress, type RunningMesh, startMesh } from '../mesh-lane';
import { Findings, type PartResult } from '../report';
import { waitUntil } from '../server/process';
import { callGrpc, callHttp, callTcp, type Ending, type HttpCall } from '../timeouts/calls';
import { clusterLimits, configurationDump, listenerLimits } from '../timeouts/envoy';
import { called, front, gateway, limitedObjects, ports } from '../timeouts/objects';
import { startEcho, startSlowGrpc, startSlowHttp } from '../timeouts/servers';

type Name = keyof typeof ports;
const names = ['free', 'limited', 'stock', 'ledger'] as const satisfies readonly Name[];
type Addresses = Readonly<Record<Name, string>>;

/** What an application file says of time, on a real control plane with real sidecars: calls end when it says, and not before. */
export async function timeoutsPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const running: { readonly stop: () => Promise<void> }[] = [];
  let version = '';
  try {
    const mesh = await startMesh(lane, 'timeouts', limitedObjects());
    running.push(mesh);
    version = mesh.control.version;
    for (const { pod, port } of called) await mesh.begin(pod, port);
    running.push(await startSlowHttp(ports.free), await startSlowHttp(ports.limited));
    running.push(await startSlowGrpc(ports.stock), await startEcho(ports.ledger));
    const addressOf = (name: Name) => clusterAddress(mesh.client, 'limits', name);
    const addresses: Addresses = {
      free: await addressOf('free'),
      limited: await addressOf('limited'),
      stock: await addressOf('stock'),
      ledger: await addressOf('ledger'),
    };
    const caller = await mesh.begin(front, 10_002);
    await settled(addresses);
    await tryConfiguration(mesh, caller.folder, addresses, findings);
    await tryCalls(addresses, findings);
    // Both callers' sidecars would bind the same addresses.
    await caller.sidecar.stop();
    await mesh.begin(gateway, 8000);
    await waitUntil('the gateway is answered', 90, () => answered(addresses));
    await tryGateway(addresses, findings);
  } finally {
    for (const each of running.toReversed()) await each.stop();
  }
  return findings.result(
    'Kuma: time limits of calls, in sidecars that run',
    [{ name: 'kuma-cp and kuma-dp', version }],
    {
      note: `An application file with time limits of services and of single routes (\`test/cluster/timeouts\`), on a mesh with mutual TLS. Control plane
and sidecars are Kuma's own programs with Envoy; servers that take three seconds for an answer play the services.`,
    },
  );
}

const http = (addresses: Addresses, name: 'free' | 'limited', call: Partial<HttpCall>): Promise<Ending> =>
  callHttp(addresses[name], { host: `${name}.limits`, port: ports[name], path: '/', ...call });

const answered = async (addresses: Addresses) =>
  (await http(addresses, 'free', { path: '/?after=0' })).how === '200';

/** The control plane tells a new sidecar of its neighbours bit by bit. */
async function settled(addresses: Addresses): Promise<void> {
  await waitUntil(
    'every service answers',
    90,
    async () =>
      (await answered(addresses)) &&
      (await http(addresses, 'limited', { path: '/?after=0' })).how === '200' &&
      (await callGrpc(addresses.stock, ports.stock, '/shop.Stock/Count')).how === 'grpc 0' &&
      (await callTcp(addresses.ledger, ports.ledger, 500)).how === 'open',
  );
}

/** What the file says, as Envoy has it on the way to each service, route by route in its order, and at its version. */
const limits: Readonly<Record<Name, { readonly onTheWay: readonly string[]; readonly atVersion: string }>> = {
  free: {
    onTheWay: [
      ...both('/quick', '1s, silent 1s'),
      ...both('/long', '20s, silent 20s'),
      '/ :method: 2s, silent 2s',
      '/ x-kind: 2s, silent 2s',
      // Kuma's own, where nothing is said.
      '/: 15s, silent 1800s',
    ],
    atVersion: 'connect 5s, idle 3600s',
  },
  limited: {
    onTheWay: [
      ...both('/endless', '0s, silent 40s'),
      ...both('/other', '1s, silent 40s'),
      ...both('/long', '20s, silent 40s'),
      '/: 1s, silent 40s',
    ],
    atVersion: 'connect 4s, idle 40s',
  },
  stock: {
    onTheWay: ['/shop.Stock/Count: 20s, silent 20s', '/: 1s, silent 1s'],
    atVersion: 'connect 3s, idle none',
  },
  ledger: { onTheWay: ['idle 2s'], atVersion: 'connect 6s, idle none' },
};

/** A prefix of whole segments is two routes: the path itself, and what is below it. */
function both(path: string, said: string): readonly string[] {
  return [`${path}: ${said}`, `${path}/: ${said}`];
}

async function tryConfiguration(
  { client }: RunningMesh,
  folder: string,
  addresses: Addresses,
  findings: Findings,
): Promise<void> {
  const read = () => configurationDump(join(folder, 'kuma-envoy-admin.sock'));
  const dump = await read();
  for (const name of names) {
    const { onTheWay, atVersion } = limits[name];
    const [way, version] = [
      listenerLimits(dump, addresses[name], ports[name]),
      clusterLimits(dump, `${name}-v1`),
    ];
    findings.claim(
      `Envoy's own dump has the limits of ${name} as the file says them: ${onTheWay.join('; ')}; for connections to its version ${atVersion}`,
      way.join() === onTheWay.join() && version === atVersion
        ? []
        : [`Envoy's limits of ${name} are ${way.join('; ')}, and for its version ${version}`],
    );
  }
  // What the application file refuses of grpc: that the whole policy has arrived is seen by its other limit.
  await applyAll(client, [idleOfGrpc]);
  const arrived = async () => clusterLimits(await read(), 'stock-v1').startsWith('connect 7s');
  await waitUntil('the limits of stock change', 60, arrived).catch(() => undefined);
  const after = clusterLimits(await read(), 'stock-v1');
  findings.claim(
    'a limit of silence that somebody gives connections of grpc does not arrive, while the one of opening them does: synth refuses it in a file',
    after === 'connect 7s, idle none' ? [] : [`Envoy's limits of connections of grpc are ${after}`],
  );
}

const idleOfGrpc: Manifest = {
  apiVersion: 'kuma.io/v1alpha1',
  kind: 'MeshTimeout',
  metadata: { namespace: 'limits', name: 'a-idle-of-grpc', labels: { 'kuma.io/mesh': 'default' } },
  spec: {
    targetRef: { kind: 'Mesh' },
    to: [
      {
        targetRef: { kind: 'MeshService', name: 'stock-v1' },
        default: { connectionTimeout: '7s', idleTimeout: '70s' },
      },
    ],
  },
};

/** A call, how it has to end, and after how many seconds. */
interface Trial {
  readonly what: string;
  readonly call: () => Promise<Ending>;
  readonly how: string;
  readonly after: number;
}

async function tryCalls(addresses: Addresses, findings: Findings): Promise<void> {
  const free = (call: Partial<HttpCall>) => () => http(addresses, 'free', call);
  const limited = (call: Partial<HttpCall>) => () => http(addresses, 'limited', call);
  const stock = (method: string) => () => callGrpc(addresses.stock, ports.stock, `/shop.Stock/${method}`);
  const ledger = (repeated?: number) => () => callTcp(addresses.ledger, ports.ledger, 6_000, repeated);
  const trials: readonly Trial[] = [
    { what: 'a route of 1 s', call: free({ path: '/quick' }), how: '504', after: 1 },
    { what: 'a path below it', call: free({ path: '/quick/sub' }), how: '504', after: 1 },
    { what: 'a path that only begins alike', call: free({ path: '/quicker' }), how: '200', after: 3 },
    { what: 'a service without limits', call: free({}), how: '200', after: 3 },
    { what: 'a route of 20 s', call: free({ path: '/long' }), how: '200', after: 3 },
    { what: 'a route of 2 s by method', call: free({ method: 'POST' }), how: '504', after: 2 },
    { what: 'a route of 2 s by header', call: free({ headers: { 'x-kind': 'b' } }), how: '504', after: 2 },
    { what: 'a service of 1 s', call: limited({}), how: '504', after: 1 },
    { what: 'its route without a limit of its own', call: limited({ path: '/other' }), how: '504', after: 1 },
    { what: 'its route of 20 s', call: limited({ path: '/long' }), how: '200', after: 3 },
    { what: 'its route of 0 s, which is none', call: limited({ path: '/endless' }), how: '200', after: 3 },
    {
      what: 'an answer of that service that begins at once and takes 3 s',
      call: limited({ path: '/drip' }),
      how: 'cut',
      after: 1,
    },
    {
      what: 'a request to that service that takes 2.5 s to arrive, answered at once',
      call: limited({ path: '/?after=0', method: 'POST', sending: 2_500 }),
      how: '200',
      after: 2.5,
    },
    { what: 'a method of grpc, of a service of 1 s', call: stock('Reserve'), how: 'grpc 14', after: 1 },
    { what: 'its method with a route of 20 s', call: stock('Count'), how: 'grpc 0', after: 3 },
    { what: 'a connection of tcp that is silent, limited to 2 s', call: ledger(), how: 'cut', after: 2 },
    { what: 'one that says a word each half second', call: ledger(500), how: 'open', after: 6 },
  ];
  for (const trial of trials) await claim('', trial, findings);
}

/** Kuma lets what a gateway calls be silent for 5 s, where nothing else is said. */
async function tryGateway(addresses: Addresses, findings: Findings): Promise<void> {
  const free = (path: string) => () => http(addresses, 'free', { path });
  const trials: readonly Trial[] = [
    { what: 'a route of 1 s', call: free('/quick'), how: '504', after: 1 },
    { what: 'a service without limits, in 3 s', call: free('/'), how: '200', after: 3 },
    { what: 'a service without limits, in 8 s', call: free('/?after=8000'), how: '504', after: 5 },
    { what: 'a route of 20 s, in 8 s', call: free('/long?after=8000'), how: '200', after: 8 },
  ];
  for (const trial of trials) await claim('called by the gateway, ', trial, findings);
}

/** So much later than it should an answer may come. */
const late = 0.6;

/** Tries once more what came late: the machine may have done something else. */
async function claim(by: string, { what, call, how, after }: Trial, findings: Findings): Promise<void> {
  let found = await call();
  const isRight = () => found.how === how && found.seconds > after - 0.1 && found.seconds < after + late;
  for (let tries = 1; tries < 5 && !isRight(); tries += 1) found = await call();
  findings.claim(
    `${by}${what}: ${how} after ${after} s`,
    isRight()
      ? []
      : [`${by}${what}: ${found.how} after ${found.seconds} s instead of ${how} after ${after} s`],
  );
}
