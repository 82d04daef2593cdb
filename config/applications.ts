import { z } from 'zod';
import { awsSecretName, dnsLabel, hostName, image, percent, wholeNumber } from './primitives';

const dj = z
  .strictObject({
    namespace: dnsLabel.default('prod').meta({ description: 'Namespace of the application.' }),
    image: image.meta({ description: 'Image of every service of the application.' }),
    canary: z
      .strictObject({
        jazz: percent.meta({ description: 'Percent of the calls of `jazz` that `jazz-v2` answers.' }),
        metal: percent.meta({ description: 'Percent of the calls of `metal` that `metal-v2` answers.' }),
      })
      .meta({ description: 'Share of calls, in percent, that goes to version 2 of a service.' }),
    host: hostName.optional().meta({ description: 'Host that the routes answer to. Default: any.' }),
    rateLimit: z
      .strictObject({
        minute: wholeNumber(1, 1_000_000).meta({ description: 'Calls per minute of one consumer.' }),
      })
      .meta({ description: 'Calls per minute that one consumer may make.' }),
    consumers: z
      .record(
        dnsLabel,
        z.strictObject({
          secret: awsSecretName.meta({ description: 'AWS secret whose whole value is the API key.' }),
          credential: dnsLabel.optional().meta({
            description: 'Name of the Kubernetes Secret with the API key. Default: `<consumer>-apikey`.',
          }),
        }),
      )
      .meta({ description: "Who may call, and the AWS secret of each one's key." }),
    replicas: wholeNumber(1, 100)
      .default(1)
      .meta({ description: 'Replicas of each version of each service.' }),
    testClient: z
      .boolean()
      .default(false)
      .meta({ description: 'Also install `dj`, a client inside the mesh to try calls from.' }),
  })
  .meta({ description: 'The DJ application: jazz and metal, two versions each.' });

const bookshop = z
  .strictObject({
    namespace: dnsLabel.default('bookshop').meta({ description: 'Namespace of the application.' }),
    image: image.meta({ description: 'Image of every service of the application.' }),
    canary: z
      .strictObject({
        storefront: percent.meta({ description: 'Share of version 2 of the storefront.' }),
        catalogue: percent.meta({ description: 'Share of version 2 of the catalogue.' }),
        ledger: percent.meta({ description: 'Share of version 2 of the ledger.' }),
      })
      .meta({ description: 'Share of calls, in percent, that goes to version 2 of a service.' }),
    paymentHost: hostName.meta({ description: 'Host of the payment provider, called by TLS on port 443.' }),
    supplierHost: hostName.meta({ description: 'Host of the supplier, called by HTTP on port 80.' }),
    host: hostName.optional().meta({ description: 'Host that the routes answer to. Default: any.' }),
    replicas: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(1)
      .meta({ description: 'Replicas of each version of each service.' }),
  })
  .meta({ description: 'The bookshop: an example that uses everything that a service graph can say.' });

export const applicationsSchema = z
  .strictObject({ dj: dj.optional(), bookshop: bookshop.optional() })
  .default({})
  .meta({ description: 'The applications.' });

export type ApplicationsConfig = z.infer<typeof applicationsSchema>;
export type DjConfig = z.infer<typeof dj>;
export type BookshopConfig = z.infer<typeof bookshop>;
