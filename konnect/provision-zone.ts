import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { plannedToken } from './access-token';
import type { KonnectClient } from './client';
import { Failure, KonnectFailure } from './failure';
import type { SecretState, SecretStore } from './secret-store';
import { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';

/**
 * The old way to a zone's token: one call that no current documentation of Konnect mentions (source:
 * aws-samples/kong-konnect-runtime-cert-generator cmd/createMeshZone.go). It gives a token once, without an end and
 * without a way to take it back; a zone that is there already gets none.
 *
 * @returns whether this run got a token and stored it; false when the secret holds a value already
 * @throws Failure when the zone exists in Konnect and its token is not in the secret
 */
export async function provisionZone(
  konnect: KonnectClient,
  secrets: SecretStore,
  surroundings: GuardedSurroundings,
  controlPlaneId: string,
  zone: string,
  secret: SecretState,
): Promise<boolean> {
  if (secret.current !== undefined) return false;
  try {
    const answer = await konnect.change(
      {
        method: 'POST',
        where: 'region',
        path: `/v0/mesh/control-planes/${controlPlaneId}/api/provision-zone`,
        body: { name: zone },
        purpose: `provision zone ${zone}`,
        needs: 'the role Admin on the mesh control plane',
      },
      z.object({ token: z.string().min(1) }),
    );
    const value = answer === undefined ? plannedToken : answer.token;
    await secrets.put(secret.name, randomUUID(), surroundings.remember(new SecretText(value)));
    return true;
  } catch (error) {
    if (!(error instanceof KonnectFailure) || error.status !== 409) throw error;
    throw new Failure(
      `Zone ${zone} exists in Konnect already, and its token is given only once: delete the zone in Konnect, or leave out --legacy-provision-zone, which needs no new zone.`,
    );
  }
}
