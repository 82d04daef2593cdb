import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What Kong has under one name: a service, a route, a plugin, a consumer. */
export type KongEntity = Readonly<Record<string, unknown>>;

/** A declarative configuration, by kind of entity (`services`, `upstreams`, `plugins`, `consumers`). */
export type KongConfiguration = Readonly<Record<string, unknown>>;

/** The Admin API of a gateway without a database. */
export interface KongAdminApi {
  readonly url: string;
  /** The configuration that was given last; nothing before the first. */
  readonly configuration: () => KongConfiguration | undefined;
  /** How many entities the schemas' endpoints were asked to judge. */
  readonly judged: () => number;
  readonly stop: () => Promise<void>;
}

/** A certificate and its key, both PEM. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** What a gateway without a database says of itself: the controller serves a Gateway's listeners on these ports alone. */
const settings = {
  database: 'off',
  router_flavor: 'traditional_compatible',
  proxy_listeners: [
    { ip: '0.0.0.0', port: 8000, ssl: false, listener: '0.0.0.0:8000' },
    { ip: '0.0.0.0', port: 8443, ssl: true, http2: true, listener: '0.0.0.0:8443 ssl http2' },
  ],
  stream_listeners: [],
};

/** What Kong calls a gateway that nobody has configured yet. */
const unconfigured = '0'.repeat(32);

/**
 * Starts a stand-in for the Admin API of an Kong Gateway 3.10 (Enterprise) that has no database. It keeps the configuration
 * that it is given, and takes every one: Kong's own schemas are not in it, so that it says nothing about what the gateway
 * would refuse.
 *
 * @param tls what it shows and is spoken to by TLS for; without it it speaks plain HTTP
 */
export async function startKongAdminApi(
  version = '3.10.0.0',
  tls?: ServerCertificate,
): Promise<KongAdminApi> {
  let configuration: KongConfiguration | undefined;
  let hash = unconfigured;
  let judged = 0;
  const answer = (method: string, path: string, body: string): [status: number, answer: unknown] => {
    if (method === 'POST' && path === '/config') {
      configuration = JSON.parse(body);
      hash = createHash('md5').update(body).digest('hex');
      return [201, configuration];
    }
    if (method === 'POST' && /^\/schemas\/\w+\/validate$/.test(path)) {
      judged += 1;
      return [201, { message: 'schema validation successful' }];
    }
    if (path === '/') return [200, { version, configuration: settings }];
    if (path === '/status') return [200, { configuration_hash: hash, database: { reachable: true } }];
    // A list of one kind, which the controller asks for when it starts.
    if (method === 'GET' && /^\/[\w-]+$/.test(path)) return [200, { data: [], next: null }];
    return [404, { message: 'Not found' }];
  };
  const listener: RequestListener = async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const [status, body] = answer(request.method ?? 'GET', path, await text(request));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    configuration: () => configuration,
    judged: () => judged,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
