import { createServer } from 'node:https';
import { type ApiClient, message } from '../server/client';
import { freePort } from '../server/process';
import { selfSigned } from './self-signed';

/** A node, and who answers there. */
export interface Kubelet {
  readonly stop: () => Promise<void>;
}

/**
 * Plays the kubelet of a node for `kubectl logs`, which the API server asks for: every container has logged the same.
 *
 * @param log what `kubectl logs` prints
 */
export async function startKubelet(client: ApiClient, name: string, log: string): Promise<Kubelet> {
  const port = await freePort();
  const { certificate, key } = await selfSigned(['127.0.0.1']);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const known = /^\/containerLogs\/[^/]+\/[^/]+\/[^/?]+/.test(request.url ?? '');
    response.writeHead(known ? 200 : 404, { 'content-type': 'text/plain' });
    response.end(known ? log : '');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const made = await client.apply({ apiVersion: 'v1', kind: 'Node', metadata: { name } });
  const status = {
    addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
  };
  const said = await client.request(
    'PATCH',
    `/api/v1/nodes/${name}/status`,
    { status },
    'application/strategic-merge-patch+json',
  );
  for (const answer of [made, said])
    if (answer.status >= 300) throw new Error(`Node ${name}: ${message(answer)}`);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
