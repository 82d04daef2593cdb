import { z } from 'zod';
import { konnectRegions } from '../config/mesh';
import { type KonnectClient, plannedId } from './client';
import { Failure } from './failure';
import { type Found, findOrCreate } from './find-or-create';

const shape = z.object({ id: z.string(), name: z.string() });

/** A global control plane of Kong Mesh in Konnect. */
export type MeshControlPlane = z.infer<typeof shape>;

const path = '/v1/mesh/control-planes';
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const reading = 'the role Viewer on Mesh Control Planes';

/** Where the resources of a mesh global control plane are: Kuma's own API, behind Konnect's. */
export const meshApiPath = (controlPlaneId: string): string => `${path}/${controlPlaneId}/api`;

/**
 * Finds the mesh control plane of a name or an id; creates it when a name is free.
 *
 * @throws Failure when an id does not exist (it says in which region it is, if in any), or a name is there twice
 */
export async function ensureMeshControlPlane(
  client: KonnectClient,
  nameOrId: string,
): Promise<Found<MeshControlPlane>> {
  if (isId(nameOrId)) return { value: await meshControlPlaneById(client, nameOrId), created: false };
  if (!/^[a-z0-9A-Z].{0,99}$/.test(nameOrId)) {
    throw new Failure(
      `"${nameOrId}" cannot name a mesh control plane: expected 1 to 100 characters, a letter or digit first.`,
    );
  }
  return findOrCreate(client, {
    find: () => findByName(client, nameOrId),
    create: () =>
      client.change(
        {
          method: 'POST',
          where: 'region',
          path,
          body: { name: nameOrId, labels: { 'managed-by': 'meshwright' } },
          purpose: `create the mesh control plane "${nameOrId}"`,
          needs: 'the role Creator on Mesh Control Planes',
        },
        shape,
      ),
    planned: { id: plannedId('mesh control plane'), name: nameOrId },
  });
}

/** @throws Failure when there is none of that id in the client's region; it names the region that has it */
export async function meshControlPlaneById(client: KonnectClient, id: string): Promise<MeshControlPlane> {
  const found = await client.get(
    { where: 'region', path: `${path}/${id}`, purpose: `read the mesh control plane ${id}`, needs: reading },
    shape,
  );
  if (found !== undefined) return found;
  const others = konnectRegions.filter((region) => region !== client.region);
  for (const region of others) {
    if (await client.existsIn(region, `${path}/${id}`)) {
      throw new Failure(
        `The mesh control plane ${id} is in Konnect region ${region}, not in ${client.region}: give --region ${region}, or correct mesh.konnect.region.`,
      );
    }
  }
  throw new Failure(
    `There is no mesh control plane ${id} in Konnect region ${client.region}: it was deleted, or the token is of another organisation. Give --control-plane NAME to find or create one.`,
  );
}

async function findByName(client: KonnectClient, name: string): Promise<MeshControlPlane | undefined> {
  const all = await client.list(
    {
      where: 'region',
      path,
      query: { 'filter[name][eq]': name },
      purpose: 'list the mesh control planes',
      needs: reading,
    },
    shape,
  );
  const same = all.filter((controlPlane) => controlPlane.name === name);
  if (same.length > 1) {
    const ids = same.map(({ id }) => id).join(', ');
    throw new Failure(
      `${same.length} mesh control planes are named "${name}" (${ids}): give --control-plane ID.`,
    );
  }
  return same[0];
}
