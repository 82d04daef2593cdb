import yargs from 'yargs';
import { z } from 'zod';
import { awsSchema } from '../config/aws';
import { deliverySchema } from '../config/delivery';
import { helpText } from './help-text';
import { type Choices, examples } from './init/choices';
import type { Usage } from './synth-arguments';

/** What `meshwright init` was asked to do. */
export interface InitArguments {
  /** The folder to make the repository in. */
  readonly folder: string;
  /** What the command line says; the rest is asked for, or is the example's. */
  readonly given: Partial<Choices>;
  /** Whether nothing is asked, on a terminal either. */
  readonly yes: boolean;
}

/** What a value has to be: that of a cluster file, by the cluster file's own schema. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  cluster: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
  application: z.string().regex(/^[a-z]([-a-z0-9]{0,40}[a-z0-9])?$/),
  region: awsSchema.shape.region,
  account: awsSchema.shape.account,
  'eks-cluster': awsSchema.shape.eksCluster,
  'oidc-issuer': awsSchema.shape.oidcIssuer,
  repository: deliverySchema.shape.repository,
};

/** What is wrong with a value; undefined if nothing is. */
export function wrongValue(option: string, value: string): string | undefined {
  if (schemas[option]?.safeParse(value).success !== false) return undefined;
  return `--${option} ${JSON.stringify(value)}: expected one such as ${exampleOf(option)}`;
}

function exampleOf(option: string): string {
  const key = option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return String(Object.entries(examples).find(([name]) => name === key)?.[1]);
}

/** Reads the arguments of `meshwright init ...`; never throws and never ends the process. */
export function initArguments(argv: readonly string[]): InitArguments | Usage {
  let wrong: string | undefined;
  const words = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
  const parser = yargs([...argv])
    .scriptName('meshwright init')
    .usage(
      '$0 [DIR] [options]\n\nMakes a repository that works at once: settings, one cluster, one application, workflows. What is there already is kept.',
    )
    .option('cluster', words(`name of the cluster file  [default: "${examples.cluster}"]`))
    .option('application', words(`name of the application file  [default: "${examples.application}"]`))
    .option('region', words(`AWS region of the cluster  [default: "${examples.region}"]`))
    .option('account', words('AWS account, 12 digits  [default: one of nobody]'))
    .option('eks-cluster', words('name of the cluster in EKS  [default: that of the file]'))
    .option('oidc-issuer', words("the cluster's OpenID Connect issuer  [default: one of nobody]"))
    .option('engine', {
      choices: ['flux', 'argo-cd'] as const,
      requiresArg: true,
      describe: 'who syncs the output  [default: "flux"]',
    })
    .option('repository', words('URL of the Git repository  [default: the remote origin]'))
    .option('cdk8s', {
      type: 'boolean',
      describe: 'add a cdk8s.yaml, so that npx cdk8s synth writes the same',
    })
    .option('yes', { type: 'boolean', default: false, describe: 'ask nothing, on a terminal either' })
    .strictOptions()
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
    .version(false)
    .help(false)
    .option('help', { type: 'boolean', default: false, describe: 'show this text' })
    .epilogue('Exit status: 0 made, or all there already, 1 a folder that cannot be written, 2 wrong usage.')
    .exitProcess(false)
    .fail((message) => {
      wrong ??= message;
    });
  const parsed = parser.parseSync();
  const help = () => helpText(parser);
  if (parsed.help && wrong === undefined) return { usage: help(), wrong: false };
  const { cluster, application, region, account, eksCluster, oidcIssuer, engine, repository, cdk8s, yes } =
    parsed;
  const texts = {
    cluster,
    application,
    region,
    account,
    'eks-cluster': eksCluster,
    'oidc-issuer': oidcIssuer,
    repository,
  };
  for (const [name, value] of Object.entries({ ...texts, engine, cdk8s })) {
    if (Array.isArray(value)) wrong ??= `--${name} is given more than once`;
  }
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value === 'string') wrong ??= wrongValue(name, value);
  }
  if (parsed._.length > 1) wrong ??= `Unknown argument: ${parsed._[1]}`;
  if (wrong !== undefined) return { usage: `${wrong}\n\n${help()}`, wrong: true };
  return {
    folder: String(parsed._[0] ?? '.'),
    given: defined({
      cluster,
      application,
      region,
      account,
      eksCluster,
      oidcIssuer,
      engine,
      repository,
      cdk8s,
    }),
    yes,
  };
}

function defined(choices: { readonly [Key in keyof Choices]: Choices[Key] | undefined }): Partial<Choices> {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}
