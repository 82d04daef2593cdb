import { z } from 'zod';
import { hostName } from '../../primitives';
import { caCertificates, consumerGroups, consumers } from './consumers';
import { hosts } from './hosts';
import { plugins } from './plugins';
import { publishedServices, routes } from './routes';

/** How the gateway offers an application. It says nothing of the objects that routes become. */
export const publish = z
  .strictObject({
    hosts,
    routes,
    services: publishedServices,
    plugins,
    consumers,
    consumerGroups,
    caCertificates,
    egress: z.array(hostName).default([]).meta({
      description: 'Hosts that its plugins call on port 443, beside those of an issuer, which are known.',
    }),
  })
  .prefault({})
  .meta({ description: 'How the gateway offers the application.' });

export type PublishConfig = z.infer<typeof publish>;
