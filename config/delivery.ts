import { z } from 'zod';
import { argoCdSchema } from './argo-cd';
import { dnsLabel, text } from './primitives';

const name = text(
  'the name of an object: a-z, 0-9, - and .',
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  253,
);
const tag = text('a tag of Git, such as v1.4.0', /^(?![/.-])(?!.*(\.\.|\/\/|@\{))[^\s~^:?*[\\]+(?<![/.])$/);

/** What of a repository Flux reads instead of a branch. Source: source-controller's GitRepository v1, `spec.ref`. */
const ref = z
  .strictObject({
    tag: tag.optional().meta({ description: 'A tag.' }),
    semver: text(
      'a range of versions, such as ">=1.4.0 <2.0.0"',
      /^(?=.*(?:\d|\*|\b[xX]\b))[\w\s.*^~<>=!|,+-]+$/,
    )
      .optional()
      .meta({ description: 'The newest tag of a range of versions.' }),
    commit: text('a full commit: 40 hexadecimal digits', /^[0-9a-f]{40}$/)
      .optional()
      .meta({ description: 'A commit.' }),
  })
  .optional()
  .meta({ description: 'What is synced instead of a branch: one of these.' });

/** What Flux alone has. */
const flux = z
  .strictObject({
    secretRef: name.optional().meta({
      description:
        'Secret in flux-system that logs in to the repository: a key for ssh://, a name and password or a token, or a GitHub App. Default: flux-system for ssh://, none for https://.',
    }),
    provider: z.enum(['generic', 'github']).optional().meta({
      description: 'How it logs in: `github` as the GitHub App whose id and key secretRef has.',
    }),
    ref,
    gitRepository: z
      .strictObject({
        name: name.meta({ description: 'Its name.' }),
        namespace: dnsLabel.default('flux-system').meta({ description: 'Its namespace.' }),
      })
      .optional()
      .meta({
        description:
          'A GitRepository that is there already and is read instead of an own one. It says what is synced, and has to hold path.',
      }),
    serviceAccountName: name.optional().meta({
      description:
        'ServiceAccount in flux-system whose rights Flux applies the output with. Default: those of Flux.',
    }),
  })
  .optional()
  .meta({ description: 'Settings of Flux.' });

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
    flux,
    argoCd: argoCdSchema,
  })
  .meta({ description: 'Who syncs the output, and from where.' });
