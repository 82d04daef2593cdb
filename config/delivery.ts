import { z } from 'zod';
import { text } from './primitives';

export const deliverySchema = z
  .strictObject({
    engine: z
      .enum(['flux', 'argo-cd'])
      .meta({ description: 'What syncs the output: Flux 2.9 or Argo CD 3.5.' }),
    repository: text(
      'the URL of a Git repository, https:// or ssh://, without a password',
      /^(https:\/\/|ssh:\/\/([\w.-]+@)?)[\w.-]+(:\d+)?\/[^\s@]+$/,
    ).meta({ description: 'Git repository that holds dist/.' }),
    revision: text('a branch of Git, such as main', /^(?![/.-])(?!.*(\.\.|\/\/|@\{))[^\s~^:?*[\\]+(?<![/.])$/)
      .default('main')
      .meta({ description: 'Branch that is synced.' }),
    path: text('a folder inside the repository, without .. and leading /', /^(?!\/)(?!.*\.\.)[\w./-]+$/)
      .default('dist')
      .meta({ description: "Folder of the repository that holds the clusters' output." }),
  })
  .meta({ description: 'Who syncs the output, and from where.' });
