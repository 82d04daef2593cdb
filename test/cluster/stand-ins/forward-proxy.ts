import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy for programs that call addresses which are not there: every CONNECT leads to a port of this machine, or nowhere. */
export interface ForwardProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** The `host:port` that were asked for and led nowhere, each once. */
  readonly refused: ReadonlySet<string>;
  /** From now on `host:port` leads to a port of 127.0.0.1. */
  readonly lead: (address: string, port: number) => void;
  readonly stop: () => Promise<void>;
}

/** Starts the proxy on a free port of 127.0.0.1. */
export async function startForwardProxy(): Promise<ForwardProxy> {
  const ports = new Map<string, number>();
  const refused = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const port = ports.get(request.url ?? '');
    if (port === undefined) {
      refused.add(request.url ?? '');
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refused,
    lead: (address, to) => ports.set(address, to),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
