import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type Manifest } from '../../../references/manifest';
import type { Lane } from '../lane';
import { type ApiClient, message } from '../server/client';
import {
  authoritySecret,
  type KongOperator,
  operatorNamespace,
  startKongOperator,
} from '../server/kong-operator';
import { installGatewayApi, installOperatorDefinitions, type Rules } from '../server/operator-definitions';
import { waitUntil } from '../server/process';
import { Authority } from '../stand-ins/certificates';
import { standIn } from '../stand-ins/external-secrets';
import { startForwardProxy } from '../stand-ins/forward-proxy';
import type { KongConfiguration } from '../stand-ins/kong-admin-api';
import { type Konnect, startKonnect } from '../stand-ins/konnect';
import { Surroundings } from '../stand-ins/operator-surroundings';
import { selfSigned } from '../stand-ins/self-signed';

/** What runs for one claim. */
export interface RunningOperator {
  readonly client: ApiClient;
  readonly operator: KongOperator;
  readonly konnect: Konnect;
  /** What a control plane inside the operator has given to the gateway of a namespace; nothing before it has. */
  readonly configuration: (namespace: string) => KongConfiguration;
  /** The rules in CEL by which the API server judges. */
  readonly rules: Rules;
}

/** Names of Konnect's API, by which the operator of a cluster in region eu calls it. */
const konnectHosts = ['eu.api.konghq.com', 'global.api.konghq.com'];

/**
 * Runs the operator on a cluster of its own, with all that is around it: kubelet, load balancers, gateway, Konnect.
 *
 * @returns the operator's version
 */
export async function withOperator(
  lane: Lane,
  command: string,
  name: string,
  use: (running: RunningOperator) => Promise<void>,
): Promise<string> {
  const cluster = await lane.cluster(name);
  const { client } = cluster;
  const directory = join(lane.directory, name);
  const proxy = await startForwardProxy();
  const { certificate, key } = await selfSigned(konnectHosts);
  const konnect = await startKonnect({ cert: certificate, key }, standIn('konnect-token'));
  for (const host of konnectHosts) proxy.lead(`${host}:443`, konnect.port);
  const surroundings = new Surroundings(client, proxy);
  try {
    await installGatewayApi(client, lane.tools.path('gateway-api-crds') ?? '');
    const rules = await installOperatorDefinitions(client);
    for (const object of installed(join(directory, 'authority'))) await mustApply(client, object);
    const trusted = join(directory, 'konnect.crt');
    writeFileSync(trusted, certificate);
    const operator = await startKongOperator(command, cluster, directory, {
      url: proxy.url,
      authority: trusted,
    });
    const end = surroundings.play();
    try {
      const configuration = (namespace: string) =>
        surroundings.gateways.get(namespace)?.configuration() ?? {};
      await use({ client, operator, konnect, configuration, rules });
    } finally {
      await end();
      await operator.stop();
    }
    return operator.version;
  } finally {
    for (const gateway of surroundings.gateways.values()) await gateway.stop();
    await konnect.stop();
    await proxy.stop();
    await cluster.stop();
  }
}

/** What the operator's chart brings besides its kinds: its namespace, and the authority that cert-manager makes for it. */
function installed(folder: string): readonly Manifest[] {
  // What it signs is made anew at once where it does not last for weeks.
  const { files } = new Authority(folder, 3650);
  const part = (file: string) => readFileSync(file).toString('base64');
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: operatorNamespace } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: authoritySecret,
        namespace: operatorNamespace,
        labels: { 'konghq.com/secret': 'internal' },
      },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': part(files.certificate), 'tls.key': part(files.key) },
    },
  ];
}

async function mustApply(client: ApiClient, object: Manifest): Promise<void> {
  const answer = await client.apply(object, { manager: 'lane' });
  if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
}

/** Waits until something is so; where that never comes, the claims say what is missing, each by itself. */
export async function settled(
  { operator }: RunningOperator,
  what: string,
  complete: () => Promise<boolean>,
  seconds = 120,
): Promise<void> {
  await waitUntil(`${what} (the operator's output is in ${operator.log})`, seconds, complete).catch(() => {});
}
