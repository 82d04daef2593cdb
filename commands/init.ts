import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { oneLine } from '../references/printable';
import { type Choices, examples, placeholders } from './init/choices';
import { ignored, initialFiles } from './init/files';
import { type Ask, askMachine, known, remote } from './init/known';
import { initArguments, wrongValue } from './init-arguments';
import type { World } from './world';

/** Asks one question, with the answer that is meant where nothing is typed. */
export type Question = (question: string, offered: string) => Promise<string>;

/** Where the workflows are that are copied, seen from this file and from the package's bundle alike. */
const templates = join(__dirname, '../templates/workflows');

/**
 * `meshwright init`: makes a small repository that works at once, or adds to one what it lacks. Nothing that is there is
 * overwritten.
 *
 * @param question asks whoever sits at the terminal; undefined where nobody does
 * @returns the exit status: 0 made, 1 a folder that cannot be written, 2 wrong usage
 */
export async function init(
  argv: readonly string[],
  world: World,
  ask: Ask = askMachine,
  question: Question | undefined = terminal(),
): Promise<number> {
  const parsed = initArguments(argv);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  const { folder, given, yes } = parsed;
  const asks = yes ? undefined : question;
  const choices = complete(
    asks === undefined ? offline(given, ask) : await answered(given, known(ask), asks),
  );
  try {
    mkdirSync(folder, { recursive: true });
    const { written, kept } = writeAll(folder, choices);
    world.stdout.write(report(folder, choices, written, kept));
    return 0;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    world.stderr.write(`meshwright init: ${oneLine(said)}\n`);
    return 1;
  }
}

/** Without a person to ask, only Git is: its remote is a file of the folder, and no program is waited for. */
function offline(given: Partial<Choices>, ask: Ask): Partial<Choices> {
  const repository = remote(ask('git', 'remote', 'get-url', 'origin'));
  return { ...(repository === undefined ? {} : { repository }), ...given };
}

function complete(some: Partial<Choices>): Choices {
  const { cluster = examples.cluster, region = examples.region } = some;
  const oidcIssuer = examples.oidcIssuer.replace(examples.region, region);
  return { ...examples, eksCluster: cluster, oidcIssuer, ...some };
}

/** What is asked for, in this order: the option's name, the choice, and the question. */
const questions = [
  ['cluster', 'cluster', 'Name of the cluster file'],
  ['region', 'region', 'AWS region'],
  ['account', 'account', 'AWS account'],
  ['eks-cluster', 'eksCluster', 'Name of the cluster in EKS'],
  ['oidc-issuer', 'oidcIssuer', 'OpenID Connect issuer'],
  ['engine', 'engine', 'Who syncs the output: flux or argo-cd'],
  ['repository', 'repository', 'URL of the Git repository'],
  ['application', 'application', 'Name of the application file'],
] as const;

async function answered(
  given: Partial<Choices>,
  offers: Partial<Choices>,
  question: Question,
): Promise<Partial<Choices>> {
  let choices: Partial<Choices> = given;
  for (const [option, key, text] of questions) {
    if (given[key] !== undefined) continue;
    const offered = String(complete({ ...offers, ...choices })[key]);
    for (;;) {
      const answer = (await question(text, offered)).trim() || offered;
      const isWrong =
        key === 'engine'
          ? answer !== 'flux' && answer !== 'argo-cd'
          : wrongValue(option, answer) !== undefined;
      if (isWrong) continue;
      choices = { ...choices, [key]: answer };
      break;
    }
  }
  return choices;
}

/** The person at the terminal, where there is one. */
function terminal(): Question | undefined {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
  return async (question, offered) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(`${question} [${offered}]: `);
    } finally {
      lines.close();
    }
  };
}

function writeAll(folder: string, choices: Choices): { readonly written: string[]; readonly kept: string[] } {
  const name =
    basename(resolve(folder))
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'platform';
  const workflows = readdirSync(templates).map(
    (file) => [`.github/workflows/${file}`, readFileSync(join(templates, file), 'utf8')] as const,
  );
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of [...initialFiles(choices, name), ...workflows]) {
    const file = join(folder, path);
    if (existsSync(file)) {
      (path === '.gitignore' && addIgnored(file) ? written : kept).push(path);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
    written.push(path);
  }
  return { written, kept };
}

/** Adds to a .gitignore what it lacks. @returns whether it lacked anything */
function addIgnored(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/\/$/, '')));
  const missing = ignored.filter((line) => !lines.has(line.replace(/\/$/, '')));
  if (missing.length === 0) return false;
  appendFileSync(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`);
  return true;
}

function report(
  folder: string,
  choices: Choices,
  written: readonly string[],
  kept: readonly string[],
): string {
  const lines = [...written.map((path) => `written: ${path}`), ...kept.map((path) => `kept:    ${path}`)];
  const missing = placeholders(choices);
  const at = folder === '.' ? '' : `cd ${folder} && `;
  return `${lines.map(oneLine).join('\n')}

Next: ${oneLine(at)}npx meshwright synth && npx meshwright check dist
${missing.length === 0 ? '' : `Then: set ${missing.join(', ')} in clusters/${choices.cluster}.yaml; what stands there is of nobody.\n`}`;
}
