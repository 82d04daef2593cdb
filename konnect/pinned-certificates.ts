import { z } from 'zod';
import { type CertificateFacts, readCertificate } from './certificate';
import type { KonnectClient } from './client';
import { findOrCreate } from './find-or-create';
import type { GatewayControlPlane } from './gateway-control-plane';

/** A client certificate that a control plane accepts. */
export interface PinnedCertificate extends CertificateFacts {
  readonly id: string;
}

const pathOf = ({ id }: GatewayControlPlane): string => `/v2/control-planes/${id}/dp-client-certificates`;
const reading = 'the role Viewer on Control Planes';
const pinning = 'the role Certificate Admin (or Admin) on the control plane';

/** The certificates that the control plane accepts, without those that cannot be read. */
export async function listPinned(
  client: KonnectClient,
  controlPlane: GatewayControlPlane,
): Promise<PinnedCertificate[]> {
  const answer = await client.get(
    {
      where: 'region',
      path: pathOf(controlPlane),
      purpose: `list the client certificates of "${controlPlane.name}"`,
      needs: reading,
    },
    z.object({ items: z.array(z.object({ id: z.string(), cert: z.string() })).default([]) }),
  );
  return (answer?.items ?? []).flatMap((item) => {
    const facts = readCertificate(item.cert);
    return facts === undefined ? [] : [{ id: item.id, ...facts }];
  });
}

/** Pins a certificate; one that is pinned already stays as it is. */
export async function pin(
  client: KonnectClient,
  controlPlane: GatewayControlPlane,
  certificate: Pick<CertificateFacts, 'certificate' | 'fingerprint'>,
): Promise<void> {
  await findOrCreate<unknown>(client, {
    find: async () =>
      (await listPinned(client, controlPlane)).find(
        ({ fingerprint }) => fingerprint === certificate.fingerprint,
      ),
    create: () =>
      client.change(
        {
          method: 'POST',
          where: 'region',
          path: pathOf(controlPlane),
          body: { cert: certificate.certificate },
          purpose: `pin the certificate on "${controlPlane.name}"`,
          needs: pinning,
        },
        z.looseObject({}),
      ),
    planned: {},
  });
}

/** Takes a certificate off the list of those that the control plane accepts. */
export async function unpin(
  client: KonnectClient,
  controlPlane: GatewayControlPlane,
  certificate: PinnedCertificate,
): Promise<void> {
  await client.delete({
    where: 'region',
    path: `${pathOf(controlPlane)}/${certificate.id}`,
    purpose: `unpin a certificate of "${controlPlane.name}"`,
    needs: pinning,
  });
}
