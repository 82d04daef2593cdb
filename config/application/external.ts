import { z } from 'zod';
import { externalProtocols } from '../graph/service-graph';
import { hostName, text, wholeNumber } from '../primitives';

const cidr = text(
  'an address range such as 10.20.0.0/16 or 2001:db8::/32',
  /^((\d{1,3}\.){3}\d{1,3}\/([0-9]|[12][0-9]|3[0-2])|(?=[^:]*:)[0-9a-f:]*\/([0-9]{1,2}|1[01][0-9]|12[0-8]))$/,
);

/** A host outside the mesh. */
export const externalHost = z.strictObject({
  host: hostName.meta({ description: 'DNS name under which it is called.' }),
  port: wholeNumber(1, 65_535).meta({ description: 'Its port.' }),
  protocol: z.enum(externalProtocols).meta({
    description:
      '`tls` is told by its server name, `http`, `http2` and `grpc` by their Host; `tcp` needs `cidr` on Kong Mesh, or `mesh.zoneEgress` of the cluster and another name.',
  }),
  cidr: z.array(cidr).min(1).optional().meta({
    description:
      'Addresses that the host has, such as the subnets of a database: the way out is by address, and nothing else changes.',
  }),
});

export type ExternalHost = z.infer<typeof externalHost>;
