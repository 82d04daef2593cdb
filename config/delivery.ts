import { z } from 'zod';

export const deliverySchema = z
  .strictObject({
    engine: z
      .enum(['flux', 'argo-cd'])
      .meta({ description: 'What syncs the output: Flux 2.9 or Argo CD 3.5.' }),
    repository: z
      .string()
      .regex(/^(https|ssh):\/\/\S+$/, 'the URL of a Git repository, https:// or ssh://')
      .meta({ description: 'Git repository that holds dist/.' }),
    revision: z.string().min(1).default('main').meta({ description: 'Branch that is synced.' }),
    path: z
      .string()
      .regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, 'a folder inside the repository, without .. and leading /')
      .default('dist')
      .meta({ description: "Folder of the repository that holds the clusters' output." }),
  })
  .meta({ description: 'Who syncs the output, and from where.' });

export type DeliveryConfig = z.infer<typeof deliverySchema>;
