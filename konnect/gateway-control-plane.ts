import { z } from 'zod';
import { konnectRegions } from '../config/mesh';
import { type KonnectClient, plannedId } from './client';
import { Failure } from './failure';
import { type Found, findOrCreate } from './find-or-create';

/** What runs at the other end: Kong Ingress Controller, or data planes that Konnect configures. */
export type GatewayType = 'kic' | 'data-plane';

const shape = z.object({
  id: z.string(),
  name: z.string(),
  config: z.object({
    control_plane_endpoint: z.string(),
    telemetry_endpoint: z.string(),
    cluster_type: z.string(),
    auth_type: z.string().optional(),
  }),
});

/** A gateway control plane of Konnect. */
export type GatewayControlPlane = z.infer<typeof shape>;

const path = '/v2/control-planes';
const clusterTypes = {
  kic: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
  'data-plane': 'CLUSTER_TYPE_CONTROL_PLANE',
} as const;
const reading = 'the role Viewer on Control Planes';
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The host of an endpoint that Konnect gives with its scheme, and perhaps a port. */
export const hostOf = (endpoint: string): string =>
  endpoint.replace(/^[a-z]+:\/\//, '').replace(/[:/].*/, '');

/**
 * Finds the control plane of a name or an id; creates it when a name is free.
 *
 * @throws Failure when it is of another type, or trusts a CA instead of pinned certificates
 */
export async function ensureGatewayControlPlane(
  client: KonnectClient,
  nameOrId: string,
  type: GatewayType,
): Promise<Found<GatewayControlPlane>> {
  const found = isId(nameOrId)
    ? { value: await gatewayControlPlaneById(client, nameOrId), created: false }
    : await findOrCreate(client, {
        find: () => findByName(client, nameOrId),
        create: () =>
          client.change(
            {
              method: 'POST',
              where: 'region',
              path,
              body: {
                name: nameOrId,
                cluster_type: clusterTypes[type],
                auth_type: 'pinned_client_certs',
                labels: { 'managed-by': 'meshwright' },
              },
              purpose: `create the gateway control plane "${nameOrId}"`,
              needs: 'the role Creator on Control Planes',
            },
            shape,
          ),
        planned: planned(nameOrId, type),
      });
  requireType(found.value, type);
  return found;
}

/** @throws Failure when there is none of that id in the client's region; it names the region that has it */
export async function gatewayControlPlaneById(
  client: KonnectClient,
  id: string,
): Promise<GatewayControlPlane> {
  const found = await client.get(
    {
      where: 'region',
      path: `${path}/${id}`,
      purpose: `read the gateway control plane ${id}`,
      needs: reading,
    },
    shape,
  );
  if (found !== undefined) return found;
  for (const region of konnectRegions) {
    if (region === client.region || !(await client.existsIn(region, `${path}/${id}`))) continue;
    throw new Failure(
      `The gateway control plane ${id} is in Konnect region ${region}, not in ${client.region}: correct gateway.konnect.region.`,
    );
  }
  throw new Failure(
    `There is no gateway control plane ${id} in Konnect region ${client.region}: it was deleted, or the token is of another organisation. Give --control-plane NAME to find or create one.`,
  );
}

/** Finds the control plane that data planes reach under a host; undefined when there is none in the region. */
export async function gatewayControlPlaneByHost(
  client: KonnectClient,
  host: string,
): Promise<GatewayControlPlane | undefined> {
  const all = await client.list(
    { where: 'region', path, purpose: 'list the gateway control planes', needs: reading },
    shape,
  );
  return all.find(({ config }) => hostOf(config.control_plane_endpoint) === host);
}

/** @throws Failure when the control plane is of another type, or trusts a CA instead of pinned certificates */
export function requireType({ name, id, config }: GatewayControlPlane, type: GatewayType): void {
  const fits =
    config.cluster_type === clusterTypes[type] ||
    // What Konnect called a control plane of data planes before.
    (type === 'data-plane' && config.cluster_type === 'CLUSTER_TYPE_HYBRID');
  if (!fits) {
    throw new Failure(
      `The control plane "${name}" (${id}) is a ${config.cluster_type}, and --type ${type} needs ${clusterTypes[type]}. The type cannot be changed: give --control-plane another name.`,
    );
  }
  if (config.auth_type !== undefined && config.auth_type !== 'pinned_client_certs') {
    throw new Failure(
      `The control plane "${name}" (${id}) has auth_type ${config.auth_type}: a pinned certificate means nothing to it. Set it to pinned_client_certs in Konnect, or give --control-plane another name.`,
    );
  }
}

async function findByName(client: KonnectClient, name: string): Promise<GatewayControlPlane | undefined> {
  const query = { 'filter[name][eq]': name };
  const all = await client.list(
    { where: 'region', path, query, purpose: 'list the gateway control planes', needs: reading },
    shape,
  );
  const same = all.filter((controlPlane) => controlPlane.name === name);
  if (same.length > 1) {
    const ids = same.map(({ id }) => id).join(', ');
    throw new Failure(`${same.length} control planes are named "${name}" (${ids}): give --control-plane ID.`);
  }
  return same[0];
}

function planned(name: string, type: GatewayType): GatewayControlPlane {
  const host = plannedId('host');
  return {
    id: plannedId('control plane'),
    name,
    config: {
      control_plane_endpoint: host,
      telemetry_endpoint: host,
      cluster_type: clusterTypes[type],
      auth_type: 'pinned_client_certs',
    },
  };
}
