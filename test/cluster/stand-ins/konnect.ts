import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServerCertificate } from './kong-admin-api';

/** A request that Konnect was made. */
export interface KonnectRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Konnect, which takes whatever it is given and keeps it. */
export interface Konnect {
  readonly port: number;
  /** The requests that change something, in the order in which they came. */
  readonly requests: () => readonly KonnectRequest[];
  /** Name of the control plane that a path is in; undefined where it is in none that was made. */
  readonly controlPlaneOf: (path: string) => string | undefined;
  /** Requests whose token was another than the one of the run. */
  readonly strangers: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a stand-in for Konnect by TLS: every entity that is posted or put is there from then on, under the path at which it was
 * given; what the operator asks for besides is answered as an empty organization would. It judges nothing.
 */
export async function startKonnect(tls: ServerCertificate, token: string): Promise<Konnect> {
  const requests: KonnectRequest[] = [];
  const entities = new Map<string, Readonly<Record<string, unknown>>>();
  let strangers = 0;
  const answer = (
    method: string,
    path: string,
    body: Readonly<Record<string, unknown>>,
    asked: readonly string[],
  ): [number, unknown] => {
    if (path.endsWith('/organizations/me'))
      return [200, { id: organization, name: 'lane', state: 'active', owner_id: organization }];
    const time = new Date(0).toISOString();
    switch (method) {
      case 'POST': {
        const id = randomUUID();
        const made = path.endsWith('/control-planes')
          ? { ...body, id, config: endpoints, created_at: time, updated_at: time }
          : { ...body, id };
        entities.set(`${path}/${id}`, made);
        return [201, path.endsWith('/dp-client-certificates') ? { item: made } : made];
      }
      case 'PUT':
      case 'PATCH': {
        const made = { ...entities.get(path), ...body, id: path.slice(path.lastIndexOf('/') + 1) };
        entities.set(path, made);
        return [200, made];
      }
      case 'DELETE':
        entities.delete(path);
        return [204, undefined];
      default: {
        const found = entities.get(path);
        if (found !== undefined) return [200, found];
        const listed = [...entities]
          .filter(([at]) => at.slice(0, at.lastIndexOf('/')) === path)
          .map(([, entity]) => entity)
          .filter(({ id }) => asked.length === 0 || asked.includes(String(id)));
        return [
          200,
          { data: listed, items: listed, meta: { page: { number: 1, size: 100, total: listed.length } } },
        ];
      }
    }
  };
  const server = createTlsServer(tls, async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'https://konnect');
    // One of several control planes is asked for by a filter of a list.
    const ids = [...searchParams].flatMap(([key, value]) =>
      key.startsWith('filter[id]') ? value.split(',') : [],
    );
    const method = request.method ?? 'GET';
    const body = await text(request);
    const parsed: unknown = body === '' ? {} : JSON.parse(body);
    const given = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
    if (request.headers.authorization !== `Bearer ${token}`) strangers += 1;
    if (method !== 'GET') requests.push({ method, path, body: given });
    const [status, answered] = answer(method, path, given, ids);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answered === undefined ? '' : JSON.stringify(answered));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests: () => requests,
    controlPlaneOf: (path) => {
      const [plane] = /^.*\/control-planes\/[^/]+/.exec(path) ?? [];
      const name = plane === undefined ? undefined : entities.get(plane)?.name;
      return name === undefined ? undefined : String(name);
    },
    strangers: () => strangers,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const organization = '5f3c1d0a-0000-4d2b-9b7e-2a1c8e4f7d90';
const endpoints = {
  control_plane_endpoint: 'https://0123456789.eu.cp.konghq.com',
  telemetry_endpoint: 'https://0123456789.eu.tp.konghq.com',
  cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE',
  auth_type: 'pinned_client_certs',
  cloud_gateway: false,
  proxy_urls: [],
};

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
