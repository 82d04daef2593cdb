import { randomUUID, X509Certificate } from 'node:crypto';
import type { Operation } from './konnect-api';

/** An answer before it is written. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
type Fields = Record<string, string>;
interface Token {
  id: string;
  name: string;
  created_at: string;
  updated_at: string;
  expires_at: string;
  /** When it was used; absent until then. */
  last_used_at?: string;
}

export const problem = (status: number, title: string, detail: string): Answer => ({
  status,
  body: { status, title, detail },
});
export const notFound = problem(404, 'Not Found', 'Not found');

/** An answer is given by the region's own address, and does not name it. */
function withoutRegion<T extends { readonly region: string }>({
  region: _region,
  ...rest
}: T): Omit<T, 'region'> {
  return rest;
}

/** What the stand-in of Konnect keeps, and what each operation does with it. */
export class KonnectState {
  readonly meshControlPlanes: { region: string; id: string; name: string }[] = [];
  readonly accounts: { id: string; name: string; description: string }[] = [];
  readonly roles: (Fields & { account: string })[] = [];
  readonly teams: { account: string; id: string; name: string }[] = [];
  readonly tokens: (Token & { account: string; value: string })[] = [];
  readonly controlPlanes: { region: string; id: string; name: string; config: Record<string, unknown> }[] =
    [];
  readonly certificates: { controlPlane: string; id: string; cert: string; title: string | undefined }[] = [];
  /** Zones that have connected, by control plane and name. */
  readonly zones = new Map<string, { connected: boolean }>();
  /** Resources of the global control planes, by address below `/api/`. */
  readonly resources = new Map<string, Record<string, unknown>>();
  readonly provisioned = new Set<string>();
  /** What `page[size]` is cut to, so that paging is seen. */
  largestPage = 100;

  constructor(protected readonly now: () => Date) {}

  /** Keeps the state; the result brings it back. */
  remember(): () => void {
    const restores = [
      rememberList(this.meshControlPlanes),
      rememberList(this.accounts),
      rememberList(this.roles),
      rememberList(this.teams),
      rememberList(this.tokens),
      rememberList(this.controlPlanes),
      rememberList(this.certificates),
    ];
    const resources = structuredClone(this.resources);
    const zones = structuredClone(this.zones);
    return () => {
      for (const restore of restores) restore();
      this.resources.clear();
      for (const [key, resource] of structuredClone(resources)) this.resources.set(key, resource);
      this.zones.clear();
      for (const [key, zone] of structuredClone(zones)) this.zones.set(key, zone);
    };
  }

  protected serve(
    { method, path }: Operation,
    region: string,
    ids: Fields,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): Answer {
    const text = (key: string) => String(body[key] ?? '');
    const account = this.accounts.find(({ id }) => id === ids.accountId);
    if (ids.accountId !== undefined && account === undefined) return notFound;
    if (
      ids.cpId !== undefined &&
      !this.meshControlPlanes.some((one) => one.id === ids.cpId && one.region === region)
    )
      return notFound;
    const controlPlane = this.controlPlanes.find(
      (one) => one.id === ids.controlPlaneId && one.region === region,
    );
    if (ids.controlPlaneId !== undefined && controlPlane === undefined) return notFound;
    const route = `${method} ${path.replace('/v1/mesh/control-planes/{cpId}/api', 'kuma')}`;
    switch (route) {
      case 'GET /v1/mesh/control-planes':
        return this.page(
          this.meshControlPlanes.filter((one) => one.region === region).map(withoutRegion),
          query,
        );
      case 'POST /v1/mesh/control-planes': {
        const made = { region, id: randomUUID(), name: text('name') };
        if (this.meshControlPlanes.some((one) => one.region === region && one.name === made.name))
          return problem(409, 'Conflict', 'name is taken');
        this.meshControlPlanes.push(made);
        return { status: 201, body: withoutRegion(made) };
      }
      case 'GET /v1/mesh/control-planes/{cpId}':
        return {
          status: 200,
          body: this.meshControlPlanes.filter(({ id }) => id === ids.cpId).map(withoutRegion)[0],
        };
      case 'POST /v0/mesh/control-planes/{cpId}/api/provision-zone': {
        const key = `${ids.cpId} ${text('name')}`;
        if (this.provisioned.has(key)) return problem(409, 'Conflict', 'zone exists');
        this.provisioned.add(key);
        return { status: 200, body: { token: `zone-${randomUUID()}` } };
      }
      case 'GET /v3/system-accounts':
        return this.page(this.accounts, query);
      case 'POST /v3/system-accounts': {
        const made = { id: randomUUID(), name: text('name'), description: text('description') };
        if (this.accounts.some(({ name }) => name === made.name))
          return problem(409, 'Conflict', 'name is taken');
        this.accounts.push(made);
        return { status: 201, body: made };
      }
      case 'DELETE /v3/system-accounts/{accountId}':
        remove(this.accounts, (one) => one === account);
        remove(this.tokens, (one) => one.account === account?.id);
        remove(this.roles, (one) => one.account === account?.id);
        return { status: 204, body: undefined };
      case 'GET /v3/system-accounts/{accountId}/teams':
        return this.page(
          this.teams.filter((one) => one.account === account?.id),
          query,
        );
      case 'GET /v3/system-accounts/{accountId}/assigned-roles':
        return { status: 200, body: { data: this.roles.filter((one) => one.account === account?.id) } };
      case 'POST /v3/system-accounts/{accountId}/assigned-roles': {
        const made = { account: account?.id ?? '', id: randomUUID(), ...(body as Fields) };
        this.roles.push(made);
        return { status: 201, body: made };
      }
      case 'GET /v3/system-accounts/{accountId}/access-tokens':
        return this.page(this.tokens.filter((one) => one.account === account?.id).map(hideValue), query);
      case 'POST /v3/system-accounts/{accountId}/access-tokens':
        return this.issue(account?.id ?? '', text('name'), text('expires_at'));
      case 'GET /v3/system-accounts/{accountId}/access-tokens/{tokenId}': {
        const found = this.tokens.find(({ id }) => id === ids.tokenId);
        return found === undefined ? notFound : { status: 200, body: hideValue(found) };
      }
      case 'DELETE /v3/system-accounts/{accountId}/access-tokens/{tokenId}':
        return remove(this.tokens, ({ id }) => id === ids.tokenId)
          ? { status: 204, body: undefined }
          : notFound;
      case 'GET /v2/control-planes':
        return this.page(this.controlPlanes.filter((one) => one.region === region).map(answered), query);
      case 'POST /v2/control-planes':
        return this.createControlPlane(region, body);
      case 'GET /v2/control-planes/{controlPlaneId}':
        return { status: 200, body: controlPlane && answered(controlPlane) };
      case 'GET /v2/control-planes/{controlPlaneId}/dp-client-certificates':
        return {
          status: 200,
          body: { items: this.certificates.filter((one) => one.controlPlane === controlPlane?.id) },
        };
      case 'POST /v2/control-planes/{controlPlaneId}/dp-client-certificates': {
        const cert = new X509Certificate(text('cert')).toString();
        const made = {
          controlPlane: controlPlane?.id ?? '',
          id: randomUUID(),
          cert,
          title: body.title === undefined ? undefined : text('title'),
        };
        this.certificates.push(made);
        return { status: 201, body: { item: made } };
      }
      case 'DELETE /v2/control-planes/{controlPlaneId}/dp-client-certificates/{certificateId}':
        return remove(this.certificates, ({ id }) => id === ids.certificateId)
          ? { status: 204, body: undefined }
          : notFound;
      case 'GET kuma/_resources':
        return { status: 200, body: { resources: kumaResources } };
      case 'GET kuma/zones/{zone}/_overview':
        return this.zone(`${ids.cpId} ${ids.zone}`, ids.zone ?? '');
      case 'DELETE kuma/zones/{zone}':
        return this.zones.delete(`${ids.cpId} ${ids.zone}`) ? { status: 200, body: {} } : notFound;
      default:
        return this.resource(
          method,
          `${ids.cpId} ${ids.mesh}${ids.policies === undefined ? '' : `/${ids.policies}/${ids.name}`}`,
          body,
        );
    }
  }

  private page(all: readonly { readonly name?: string }[], query: URLSearchParams): Answer {
    const name = query.get('filter[name][eq]');
    const part = query.get('filter[name][contains]');
    const some = all.filter(
      (one) => (name === null || one.name === name) && (part === null || one.name?.includes(part) === true),
    );
    const size = Math.min(Number(query.get('page[size]') ?? 10), this.largestPage);
    const number = Number(query.get('page[number]') ?? 1);
    const data = some.slice((number - 1) * size, number * size);
    return { status: 200, body: { meta: { page: { number, size, total: some.length } }, data } };
  }

  private issue(account: string, name: string, expires_at: string): Answer {
    const now = this.now();
    const days = (Date.parse(expires_at) - now.getTime()) / 86_400_000;
    if (days < 1 || days > 365)
      return problem(400, 'Bad Request', 'expires_at must be within 1 day and 12 months');
    const stamp = new Date(now.getTime() + this.tokens.length).toISOString();
    const token = {
      account,
      id: randomUUID(),
      name,
      created_at: stamp,
      updated_at: stamp,
      expires_at,
      value: `spat_${randomUUID()}`,
    };
    this.tokens.push(token);
    return { status: 201, body: { ...hideValue(token), token: token.value } };
  }

  private createControlPlane(region: string, body: Record<string, unknown>): Answer {
    const name = String(body.name);
    if (this.controlPlanes.some((one) => one.region === region && one.name === name))
      return problem(409, 'Conflict', 'name is taken');
    const prefix = randomUUID().slice(0, 10).replace('-', 'a');
    const config = {
      cloud_gateway: body.cloud_gateway ?? false,
      proxy_urls: body.proxy_urls ?? [],
      control_plane_endpoint: `https://${prefix}.${region}.cp.konghq.com`,
      telemetry_endpoint: `https://${prefix}.${region}.tp.konghq.com`,
      cluster_type: body.cluster_type ?? 'CLUSTER_TYPE_CONTROL_PLANE',
      auth_type: body.auth_type ?? 'pinned_client_certs',
    };
    const stamp = this.now().toISOString();
    const made = {
      region,
      id: randomUUID(),
      name,
      config,
      description: String(body.description ?? ''),
      labels: body.labels ?? {},
      created_at: stamp,
      updated_at: stamp,
    };
    this.controlPlanes.push(made);
    return { status: 201, body: answered(made) };
  }

  private zone(key: string, name: string): Answer {
    const zone = this.zones.get(key);
    if (zone === undefined) return notFound;
    const subscription = {
      connectTime: '2026-11-22T01:00:00Z',
      ...(zone.connected ? {} : { disconnectTime: '2026-11-22T02:00:00Z' }),
      version: { kumaCp: { version: '2.14.3' } },
    };
    return {
      status: 200,
      body: {
        type: 'ZoneOverview',
        name,
        zone: { enabled: true },
        zoneInsight: { subscriptions: [subscription] },
      },
    };
  }

  private resource(method: string, key: string, body: Record<string, unknown>): Answer {
    const found = this.resources.get(key);
    if (method === 'GET') return found === undefined ? notFound : { status: 200, body: found };
    const stamps = { creationTime: '2026-11-22T00:00:00Z', modificationTime: this.now().toISOString() };
    this.resources.set(key, { ...body, ...stamps });
    return { status: found === undefined ? 201 : 200, body: {} };
  }
}

/** What `/_resources` of Kuma 2.14 says of the kinds in use. */
const kumaResources = [
  { name: 'Mesh', scope: 'Global', path: 'meshes', readOnly: false },
  { name: 'MeshTimeout', scope: 'Mesh', path: 'meshtimeouts', readOnly: false },
  { name: 'MeshRetry', scope: 'Mesh', path: 'meshretries', readOnly: false },
  { name: 'MeshCircuitBreaker', scope: 'Mesh', path: 'meshcircuitbreakers', readOnly: false },
  { name: 'MeshTrafficPermission', scope: 'Mesh', path: 'meshtrafficpermissions', readOnly: false },
  { name: 'MeshTrafficRoute', scope: 'Mesh', path: 'meshtrafficroutes', readOnly: true },
];

/** A control plane as it is answered: with what every one has, also where a test made it with less. */
function answered(controlPlane: KonnectState['controlPlanes'][number]): Record<string, unknown> {
  const stamp = '2026-11-20T00:00:00Z';
  const { config, ...rest } = withoutRegion(controlPlane);
  return {
    description: '',
    labels: {},
    created_at: stamp,
    updated_at: stamp,
    ...rest,
    config: { cloud_gateway: false, proxy_urls: [], ...config },
  };
}

/** A token as it is answered: without its value, and without the account, which the address names. */
function hideValue({
  value: _value,
  account: _account,
  ...token
}: Token & { value: string; account: string }): Token {
  return token;
}

function remove<T>(items: T[], which: (item: T) => boolean): boolean {
  const kept = items.filter((item) => !which(item));
  const removed = kept.length < items.length;
  items.splice(0, items.length, ...kept);
  return removed;
}

function rememberList<T>(items: T[]): () => void {
  const kept = structuredClone(items);
  return () => void items.splice(0, items.length, ...structuredClone(kept));
}
