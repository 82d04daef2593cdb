import { z } from 'zod';
import type { KonnectClient } from './client';
import { meshApiPath } from './mesh-control-plane';

const subscription = z.object({
  connectTime: z.string().optional(),
  disconnectTime: z.string().nullish(),
  version: z.object({ kumaCp: z.object({ version: z.string().optional() }).optional() }).optional(),
});
const overview = z.object({
  zone: z.object({ enabled: z.boolean().nullish() }).optional(),
  zoneInsight: z.object({ subscriptions: z.array(subscription).optional() }).optional(),
});

/** Whether a zone's control plane has connected to the global one. */
export type ZoneConnection =
  | { readonly state: 'never' }
  | { readonly state: 'disabled' }
  | {
      readonly state: 'connected' | 'disconnected';
      readonly since: string;
      readonly version: string | undefined;
    };

const needs = 'the role Viewer on the mesh control plane';

/**
 * Reads the zone's last connection. A zone appears when its control plane first connects, so an absent one is `never`.
 * Source: Kuma's API `/zones/{name}/_overview` (`ZoneOverview`; the older `/zones+insights/{name}` goes with Kuma 3.0); a
 * subscription without `disconnectTime` is open.
 */
export async function zoneConnection(
  client: KonnectClient,
  controlPlaneId: string,
  zone: string,
): Promise<ZoneConnection> {
  const path = `${meshApiPath(controlPlaneId)}/zones/${encodeURIComponent(zone)}/_overview`;
  const found = await client.get(
    { where: 'region', path, purpose: `read the state of zone ${zone}`, needs },
    overview,
  );
  if (found?.zone?.enabled === false) return { state: 'disabled' };
  const last = found?.zoneInsight?.subscriptions?.at(-1);
  if (last?.connectTime === undefined) return { state: 'never' };
  const ended = last.disconnectTime ?? undefined;
  return {
    state: ended === undefined ? 'connected' : 'disconnected',
    since: ended ?? last.connectTime,
    version: last.version?.kumaCp?.version,
  };
}

/** One sentence about it. */
export function describeConnection(connection: ZoneConnection): string {
  switch (connection.state) {
    case 'never':
      return 'has never connected';
    case 'disabled':
      return 'is disabled on the global control plane';
    default:
      return `${connection.state} since ${connection.since}${connection.version === undefined ? '' : `, version ${connection.version}`}`;
  }
}

/** Removes the zone from the global control plane; it comes back if its control plane connects again. */
export async function deleteZone(client: KonnectClient, controlPlaneId: string, zone: string): Promise<void> {
  const path = `${meshApiPath(controlPlaneId)}/zones/${encodeURIComponent(zone)}`;
  await client.delete({
    where: 'region',
    path,
    purpose: `remove zone ${zone} from the global control plane`,
    needs: 'the role Admin on the mesh control plane',
  });
}
