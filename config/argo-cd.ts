import { z } from 'zod';
import { dnsLabel, text } from './primitives';

/** What Argo CD alone has. */
export const argoCdSchema = z
  .strictObject({
    hub: dnsLabel.optional().meta({
      description:
        'Name of the cluster that Argo CD runs in, where that is another one: all that say the same share it. The cluster of that name is delivered where Argo CD is, each other one to its destination. Default: every cluster has an Argo CD of its own.',
    }),
    destination: z
      .strictObject({
        server: text('the address of an API server, such as https://10.0.0.1', /^https:\/\/[^\s/@]+(\/\S*)?$/)
          .optional()
          .meta({ description: 'Address of its API server, as Argo CD knows it.' }),
        name: text('the name of a cluster in Argo CD', /^[^\s{}*]+$/, 253)
          .optional()
          .meta({ description: 'Name under which Argo CD knows it.' }),
      })
      .optional()
      .meta({
        description: 'Which cluster of the hub this is: one of these. Default: the one that has its name.',
      }),
    namespace: dnsLabel
      .default('argocd')
      .meta({ description: 'Namespace of Argo CD and its Applications, where it runs.' }),
    namePrefix: dnsLabel.optional().meta({
      description:
        'What the names of all Applications begin with, before a `-`. Default: with a hub the name of the cluster; else `meshwright`, and charts have their own names alone.',
    }),
    project: text('the name of an AppProject: a-z, 0-9, - and .', /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 240)
      .optional()
      .meta({
        description:
          'AppProject of what lies in the repository; `<project>-delivery` and `<project>-charts` are beside it. One that `given` has (`AppProject argocd/platform`) is that of all Applications, and none is made. Default: namePrefix, else the name of the cluster.',
      }),
  })
  .optional()
  .meta({ description: 'Settings of Argo CD.' });
