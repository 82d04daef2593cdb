import { z } from 'zod';

const words = z.array(z.string().min(1)).default([]);

/** A path below the file's folder. */
const inside = z
  .string()
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+$/,
    'a path below the folder of meshwright.yaml, without .. and leading /',
  );
const patterns = z.union([inside.transform((pattern) => [pattern]), z.array(inside).min(1)]);
const severity = z.enum(['error', 'warning', 'notice']);

const setSchema = z.strictObject({
  path: z.string().min(1).meta({ description: 'Folder of the set.' }),
  given: words.meta({ description: 'What the cluster of the set has already.' }),
  closed: z.boolean().default(false).meta({ description: 'Whether the set is all that its cluster gets.' }),
  namespace: z.string().optional().meta({ description: 'Where objects without a namespace go.' }),
});

const changeSchema = z.strictObject({
  rule: z.string().min(1).meta({ description: 'A rule, or a family: `kong/*`.' }),
  severity: z
    .enum(['error', 'warning', 'notice', 'off'])
    .meta({ description: 'What its findings are from now on.' }),
  path: z.string().optional().meta({ description: 'Only findings in files of these paths.' }),
  kind: z.string().optional().meta({ description: 'Only findings about objects of this kind.' }),
  reason: z.string().min(1).meta({ description: 'Why.' }),
});

/** What `meshwright.yaml` says of `check`. */
export const checkSchema = z.strictObject({
  given: words.meta({ description: 'What every cluster has already, as in a cluster file.' }),
  closed: z.boolean().default(false).meta({ description: 'Whether what is missing is an error everywhere.' }),
  namespace: z
    .string()
    .optional()
    .meta({ description: 'Where objects without a namespace go. Default: `default`.' }),
  sets: z
    .array(setSchema)
    .default([])
    .meta({ description: 'Folders that are sets of their own, such as what other tools write.' }),
  versions: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'What the clusters run, by component.' }),
  severities: z
    .array(changeSchema)
    .default([])
    .meta({ description: 'Findings of `check` and `synth` that count for more, for less, or not at all.' }),
  schemas: words.meta({ description: 'Folders with CustomResourceDefinitions of your own.' }),
  exclude: words.meta({ description: 'Paths that are left out.' }),
  profiles: z
    .array(z.enum(['production']))
    .default([])
    .meta({ description: 'More rules.' }),
  failOn: severity.optional().meta({ description: 'The least severity that fails. Default: `error`.' }),
});

/** The schema of `meshwright.yaml`: how the tool works in a repository. What clusters are stands in cluster files alone. */
export const settingsSchema = z.strictObject({
  clusters: patterns.optional().meta({ description: 'Cluster files. Default: `clusters/*.yaml`.' }),
  applications: patterns.optional().meta({
    description:
      'Application files. One that is called `application.yaml` has the name of its folder. Default: `applications/*.yaml`.',
  }),
  out: inside.default('dist').meta({ description: 'The folder that is written.' }),
  extensions: z
    .array(
      z
        .string()
        .regex(
          /^(\.\/(?!.*\.\.)[^\\]+|@?[\w-][\w./-]*)$/,
          'a path that starts with ./, or the name of a package',
        ),
    )
    .default([])
    .meta({
      description:
        'Modules that add charts, rules and health checks. They are run; `--no-extensions` leaves them out.',
    }),
  check: checkSchema.prefault({}).meta({ description: 'How `check` judges.' }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The settings that there are at a path. */
export function keysAt(path: readonly (string | number)[]): readonly string[] {
  const [first, second] = path;
  if (first === undefined) return Object.keys(settingsSchema.shape);
  if (second === 'sets') return Object.keys(setSchema.shape);
  if (second === 'severities') return Object.keys(changeSchema.shape);
  return Object.keys(checkSchema.shape);
}
