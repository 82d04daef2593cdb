import { z } from 'zod';
import { isPlannedId, type KonnectClient, plannedId } from './client';
import { Failure } from './failure';
import { type Found, findOrCreate } from './find-or-create';

const account = z.object({ id: z.string(), name: z.string() });
const role = z.object({
  id: z.string().optional(),
  role_name: z.string().optional(),
  entity_id: z.string().optional(),
  entity_type_name: z.string().optional(),
  entity_region: z.string().optional(),
});
const team = z.object({ id: z.string().optional(), name: z.string().optional() });

/** A system account of Konnect: what a machine signs in as. */
export type SystemAccount = z.infer<typeof account>;
type Role = z.infer<typeof role>;

const path = '/v3/system-accounts';
const needs = 'the team Organization Admin, or the right to manage system accounts';

/** The account of one zone. A zone's name is unique on its control plane, so the pair names the account. */
export function zoneAccountName(zone: string, controlPlaneId: string): string {
  const start = isPlannedId(controlPlaneId) ? controlPlaneId : controlPlaneId.slice(0, 8);
  return `kong-mesh-zone-${zone}-${start}`;
}

/** Finds the system account of that exact name; undefined when there is none. */
export async function findSystemAccount(
  client: KonnectClient,
  name: string,
): Promise<SystemAccount | undefined> {
  const query = { 'filter[name][eq]': name };
  const all = await client.list(
    { where: 'global', path, query, purpose: 'list the system accounts', needs },
    account,
  );
  const same = all.filter((one) => one.name === name);
  if (same.length > 1) {
    throw new Failure(
      `${same.length} system accounts are named ${name} (${same.map(({ id }) => id).join(', ')}): delete all but one in Konnect.`,
    );
  }
  return same[0];
}

/** Finds or creates the system account of a name. */
export async function ensureSystemAccount(
  client: KonnectClient,
  name: string,
  description: string,
): Promise<Found<SystemAccount>> {
  return findOrCreate(client, {
    find: () => findSystemAccount(client, name),
    create: () =>
      client.change(
        {
          method: 'POST',
          where: 'global',
          path,
          body: { name, description, konnect_managed: false },
          purpose: `create the system account ${name}`,
          needs,
        },
        account,
      ),
    planned: { id: plannedId('system account'), name },
  });
}

/** The right that a zone's control plane needs, and the only one that its account may have. */
function isConnector(one: Role, controlPlaneId: string, region: string): boolean {
  return (
    one.role_name === 'Connector' &&
    one.entity_type_name === 'Mesh Control Planes' &&
    one.entity_id === controlPlaneId &&
    one.entity_region === region
  );
}

/** What an account may do: whether it is the zone's Connector, and in words everything beyond that. */
export async function rightsOf(
  client: KonnectClient,
  { id, name }: SystemAccount,
  controlPlaneId: string,
): Promise<{ readonly connector: boolean; readonly further: readonly string[] }> {
  const get = { where: 'global', needs } as const;
  const roles = await client.get(
    { ...get, path: `${path}/${id}/assigned-roles`, purpose: `list the roles of system account ${name}` },
    z.object({ data: z.array(role).default([]) }),
  );
  const teams = await client.list(
    { ...get, path: `${path}/${id}/teams`, purpose: `list the teams of system account ${name}` },
    team,
  );
  const wanted = (one: Role) => isConnector(one, controlPlaneId, client.region);
  const data = roles?.data ?? [];
  return {
    connector: data.some(wanted),
    further: [
      ...data
        .filter((one) => !wanted(one))
        .map(
          (one) => `role ${one.role_name} on ${one.entity_type_name} ${one.entity_id} (${one.entity_region})`,
        ),
      ...teams.map((one) => `team ${one.name ?? one.id}`),
    ],
  };
}

/**
 * Gives the account the role Connector on one mesh control plane.
 *
 * @returns whether this run assigned it
 * @throws Failure when the account has any further role or team: a zone's token must open nothing else
 */
export async function ensureConnectorRole(
  client: KonnectClient,
  owner: SystemAccount,
  controlPlaneId: string,
): Promise<boolean> {
  const { created } = await findOrCreate<true>(client, {
    find: async () => {
      const rights = await rightsOf(client, owner, controlPlaneId);
      if (rights.further.length > 0) {
        throw new Failure(
          `The system account ${owner.name} may do more than connect a zone: ${rights.further.join('; ')}. Remove that in Konnect (Organization, System Accounts), then run the command again.`,
        );
      }
      return rights.connector ? true : undefined;
    },
    create: async () => {
      await client.change(
        {
          method: 'POST',
          where: 'global',
          path: `${path}/${owner.id}/assigned-roles`,
          body: {
            role_name: 'Connector',
            entity_type_name: 'Mesh Control Planes',
            entity_id: controlPlaneId,
            entity_region: client.region,
          },
          purpose: `give ${owner.name} the role Connector`,
          needs,
        },
        role,
      );
      return true;
    },
    planned: true,
  });
  return created;
}

/** Deletes the account, and with it its roles and tokens. */
export async function deleteSystemAccount(client: KonnectClient, { id, name }: SystemAccount): Promise<void> {
  await client.delete({
    where: 'global',
    path: `${path}/${id}`,
    purpose: `delete the system account ${name}`,
    needs,
  });
}
