import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { freePort, type Running, start, waitUntil } from '../server/process';
import { Authority } from './certificates';
import { bootstrap, type Caller, type Endpoint, type Proxies, routes } from './envoy-config';
import type { ServiceView } from './mesh-view';

/** Real proxies before small HTTP servers that answer with their own name. */
export interface RunningMesh {
  /** Calls a service so many times, and counts the answers: by the version's name, or by the status where it is not 200. */
  readonly call: (
    caller: 'gateway' | 'stranger',
    service: string,
    times: number,
  ) => Promise<Map<string, number>>;
  /** Gives the proxies other routes. */
  readonly update: (services: readonly ServiceView[]) => Promise<void>;
  /** Ends one of the two copies of a version, and waits until the gateway's proxy has taken it out. */
  readonly kill: (backend: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const copies = 2;

/** Starts Envoy and the servers: two copies of every version, a caller that is the gateway and one that is nobody. */
export async function startMesh(
  command: string,
  folder: string,
  services: readonly ServiceView[],
): Promise<RunningMesh> {
  mkdirSync(folder, { recursive: true });
  const servers = new Map<string, Server[]>();
  const endpoints: Endpoint[] = [];
  for (const { name } of services.flatMap(({ backends }) => backends)) {
    for (let copy = 0; copy < copies; copy += 1) {
      const { server, port } = await serve(name);
      servers.set(name, [...(servers.get(name) ?? []), server]);
      endpoints.push({ backend: name, application: port, proxy: await freePort() });
    }
  }
  const proxies = await describeProxies(folder, services, endpoints);
  const write = (views: readonly ServiceView[]) => {
    for (const { name: caller } of proxies.callers) {
      for (const view of views) replace(proxies.routeFile(`${caller}-${view.name}`), routes(caller, view));
    }
  };
  write(services);
  replace(join(folder, 'bootstrap.json'), bootstrap(proxies));
  const envoy = start({
    name: 'envoy',
    command,
    log: join(folder, 'envoy.log'),
    args: [
      '-c',
      join(folder, 'bootstrap.json'),
      '--disable-hot-restart',
      '--concurrency',
      '1',
      '-l',
      'warning',
    ],
  });
  const admin = `http://127.0.0.1:${proxies.admin}`;
  await waitUntil('Envoy is ready', 30, async () => (await fetch(`${admin}/ready`)).ok, envoy);
  await waitUntil('every copy is well', 60, async () => (await unwell(admin, '')) === 0, envoy);
  return {
    call: (caller, service, times) => call(proxies.callers, caller, service, times),
    update: (views) => update(admin, envoy, () => write(views), proxies.callers.length * views.length),
    kill: (backend) => kill(admin, envoy, backend, servers),
    stop: async () => {
      await envoy.stop();
      for (const server of [...servers.values()].flat()) server.close();
    },
  };
}

async function describeProxies(
  folder: string,
  services: readonly ServiceView[],
  endpoints: readonly Endpoint[],
): Promise<Proxies> {
  const gateway = services.flatMap(({ callers }) => callers ?? [])[0];
  const authority = gateway === undefined ? undefined : new Authority(join(folder, 'certificates'));
  const trustDomain = gateway?.split('/').slice(0, 3).join('/');
  const identities = { gateway, stranger: `${trustDomain}/ns/prod/sa/stranger` };
  const callers: Caller[] = [];
  for (const name of ['gateway', 'stranger'] as const) {
    const ports = new Map<string, number>();
    for (const service of services) ports.set(service.name, await freePort());
    callers.push({ name, ports, identity: authority?.issue(name, identities[name] ?? '') });
  }
  return {
    services,
    endpoints,
    callers,
    server: authority?.issue('service', `${trustDomain}/ns/prod/sa/service`),
    authority: authority?.files.certificate,
    admin: await freePort(),
    routeFile: (name) => join(folder, `routes-${name}.json`),
  };
}

async function serve(name: string): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, response) => response.end(name));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { server, port };
}

/** Envoy watches for a file that is moved into place. */
function replace(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(content));
  renameSync(`${file}.new`, file);
}

async function call(
  callers: readonly Caller[],
  caller: string,
  service: string,
  times: number,
): Promise<Map<string, number>> {
  const port = callers.find(({ name }) => name === caller)?.ports.get(service) ?? 0;
  const counts = new Map<string, number>();
  let left = times;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(`http://127.0.0.1:${port}/`);
      const text = await response.text();
      const answer = response.status === 200 ? text : String(response.status);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return counts;
}

async function update(admin: string, envoy: Running, write: () => void, files: number): Promise<void> {
  const updates = async () => {
    const text = await (await fetch(`${admin}/stats?filter=rds.*config_reload$`)).text();
    return text.split('\n').reduce((sum, line) => sum + Number(line.split(': ')[1] ?? 0), 0);
  };
  const before = await updates();
  write();
  // A route that stays as it was is not loaded again: one changed service is enough, for each caller.
  await waitUntil('Envoy has read the new routes', 10, async () => (await updates()) > before, envoy);
  if (files > 0) await new Promise((resolve) => setTimeout(resolve, 500));
}

async function kill(
  admin: string,
  envoy: Running,
  backend: string,
  servers: ReadonlyMap<string, Server[]>,
): Promise<void> {
  const [server] = servers.get(backend) ?? [];
  server?.close();
  server?.closeAllConnections();
  await waitUntil(
    `a copy of ${backend} is taken out`,
    60,
    async () => (await unwell(admin, backend)) === 1,
    envoy,
  );
}

/** How many copies of a version (of every version, for an empty name) the gateway's proxy has taken out. */
async function unwell(admin: string, backend: string): Promise<number> {
  const text = await (await fetch(`${admin}/clusters`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(`gateway-${backend}`));
  return lines.filter((line) => line.includes('/failed_active_hc')).length;
}
