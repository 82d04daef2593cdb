import { Agent, createServer, request as send } from 'node:http';
import type { Request } from '../../../routing/request';

/** A version that runs: an HTTP server that says its name. */
export interface RunningVersion {
  readonly stop: () => Promise<void>;
}

/** Starts a version where its sidecar expects it. */
export async function startVersion(name: string, port: number): Promise<RunningVersion> {
  const server = createServer((_, response) => response.end(name));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a request to an address: the name that answers, or the status that refuses it. */
export function call(address: string, { port, path, method, headers, host }: Request): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = send(
      { host: address, port, path, method, agent, headers: { ...headers, host: `${host}:${port}` } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve(response.statusCode === 200 ? text : String(response.statusCode)));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
