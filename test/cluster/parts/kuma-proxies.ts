import { join } from 'node:path';
import { describe, type Manifest } from '../../../references/manifest';
import { configurationOf, endpointsOf, sharesOf } from '../kuma-proxies/configuration';
import { address, backend, called, front, port, route, shop } from '../kuma-proxies/shop';
import type { Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { install } from '../server/custom-resources';
import { shippedKumaDefinitions, startKumaControlPlane, systemNamespace } from '../server/kuma-cp';
import { addNode, addPod, startSidecar } from '../server/kuma-dp';
import { ownAccount } from '../server/own-account';
import { waitUntil } from '../server/process';
import { listens } from '../stand-ins/tcp-host';
import { bindableServices } from './leave-app-mesh';
import { sidecarPrograms } from './ways-out';

/** A route for the calls of jazz, and what the sidecar of a caller is told because of it. */
interface Trial {
  readonly what: string;
  readonly object: Manifest;
  /** The shares, as {@link sharesOf} says them; an expression where the control plane says an error. */
  readonly wanted: string | RegExp;
}

const both = [backend('jazz-v1', 95), backend('jazz-v2', 5)];

/** In an order in which each differs from the one before it: what was read is then of the route that was written. */
const trials: readonly Trial[] = [
  { what: 'with weights 95 and 5', object: route(both), wanted: 'jazz-v1 95, jazz-v2 5' },
  {
    what: 'with a weight of 0 for one of two backends',
    object: route([backend('jazz-v1', 0), backend('jazz-v2', 5)]),
    wanted: 'jazz-v2 alone',
  },
  {
    what: 'with weights 0 for all backends',
    object: route([backend('jazz-v1', 0), backend('jazz-v2', 0)]),
    wanted: 'none',
  },
  {
    what: 'with one of two backends that does not exist',
    object: route([backend('jazz-v1', 95), backend('jazz-v3', 5)]),
    wanted: 'jazz-v1 alone',
  },
  { what: 'with one backend that does not exist', object: route([backend('jazz-v3')]), wanted: 'none' },
  {
    what: 'with one of two backends by a port that it does not have',
    object: route([backend('jazz-v1', 95, 9081), backend('jazz-v2', 5)]),
    wanted: 'jazz-v2 alone',
  },
  { what: 'with one backend that is tcp', object: route([backend('jazz-tcp')]), wanted: 'none' },
  {
    what: 'with one of two backends that is tcp',
    object: route([backend('jazz-v1', 95), backend('jazz-tcp', 5)]),
    wanted: 'jazz-v1 alone',
  },
  {
    what: 'that mirrors calls to a MeshService',
    object: route(both, [
      {
        type: 'RequestMirror',
        requestMirror: { percentage: 10, backendRef: { kind: 'MeshService', name: 'jazz-v2', port } },
      },
    ]),
    wanted: /could not find cluster for backendRef|internal server error/i,
  },
];

/** What a real control plane tells a real sidecar of routes that nobody refuses. */
export async function kumaProxiesPart(lane: Lane): Promise<PartResult> {
  const { programs, dataplane, envoy } = sidecarPrograms(lane);
  const findings = new Findings();
  const cluster = await lane.cluster('kuma-proxies');
  const directory = join(lane.directory, 'kuma-proxies');
  const running: { readonly stop: () => Promise<void> }[] = [];
  let version = '';
  try {
    const { client } = cluster;
    await install(client, shippedKumaDefinitions(programs));
    await bindableServices(client);
    await apply(client, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } }]);
    // What the control plane stores of proxies is refused to everybody but its own account.
    const account = { namespace: systemNamespace, name: 'kuma-control-plane' };
    const { kubeconfig, user } = await ownAccount(cluster, directory, account);
    const control = await startKumaControlPlane(programs, { client, kubeconfig }, directory, {
      KUMA_MULTIZONE_ZONE_NAME: 'default',
      KUMA_RUNTIME_KUBERNETES_ALLOWED_USERS: user,
    });
    running.push(control);
    version = control.version;
    await apply(client, shop);
    await addNode(client, 'node');
    for (const pod of [front, ...called]) await addPod(client, 'node', pod, port);
    const certificates = join(directory, 'certificates', 'apiserver.crt');
    const access = { url: control.dataplanes, certificates };
    const folder = join(lane.directory, 'kuma-proxies-front');
    running.push(await startSidecar(client, { dataplane, envoy }, access, folder, front));
    await tryRoutes(client, control.api, findings);
  } finally {
    for (const each of running.toReversed()) await each.stop();
    await cluster.stop();
  }
  return findings.result(
    'Kuma: what sidecars are told of routes that nobody refuses',
    [{ name: 'kuma-cp and kuma-dp', version }],
    {
      note: `A sidecar of a caller runs with Envoy; the control plane is asked for the configuration that it makes for it, after each route. The
Service has an http port, and the mesh runs MeshServices alone.`,
    },
  );
}

async function tryRoutes(client: ApiClient, api: string, findings: Findings): Promise<void> {
  const pods = called.map((pod) => pod.address);
  let found = '';
  const becomes = async (wanted: string | RegExp) => {
    found = sharesOf(await configurationOf(api, front.name));
    return typeof wanted === 'string' ? found === wanted : wanted.test(found);
  };
  await waitUntil('the sidecar is told of jazz', 60, () => becomes('jazz alone'));
  await waitUntil('the sidecar listens for jazz', 60, () => listens(address, port));
  const outside = endpointsOf(await configurationOf(api, front.name), 'outside');
  findings.claim(
    'a Service without a selector stands for every pod of its namespace that is in the mesh',
    pods.every((each) => outside.includes(each)) ? [] : [`the Service outside has ${outside.join(', ')}`],
  );
  for (const { what, object, wanted } of trials) {
    await apply(client, [object]);
    const told =
      typeof wanted === 'string'
        ? wanted === 'none'
          ? 'the sidecar stops listening for the Service, and every call is refused'
          : `calls are shared out as ${wanted}`
        : 'the control plane makes no configuration for the whole sidecar';
    await waitUntil(what, 30, () => becomes(wanted)).then(
      () => findings.claim(`a route ${what}: ${told}`, []),
      () => findings.claim('', [`a route ${what}: ${found.slice(0, 300)} instead of ${String(wanted)}`]),
    );
    if (wanted !== 'none') continue;
    await waitUntil('nobody listens', 30, async () => !(await listens(address, port))).catch(() =>
      findings.claim('', [`a route ${what}: the sidecar listens all the same`]),
    );
  }
}

async function apply(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
  }
}
