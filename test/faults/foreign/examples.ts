import { parseAllDocuments } from 'yaml';
import type { Rule } from '../../../checks/rule';
import { rules } from '../../../checks/rules';
import { groupOf, type Manifest } from '../../../references/manifest';
import { checksumOf, type ExampleAnswer } from '../../../tools/rules/answers';
import { startLineProgram } from '../../cluster/server/line-program';
import { ofSets, type Program, programGroups } from './programs';
import { isLater } from './surroundings';

/** Somebody who says whether the objects of an example are taken. */
export interface Judge {
  /** As docs/rules.md calls it, with its version. */
  readonly name: string;
  /** Whether it has anything to say of a rule. */
  readonly concerns: (rule: Rule) => boolean;
  /** Whether it refuses some of the objects; undefined where it knows none of them. */
  readonly refuses: (objects: readonly Manifest[], rule: Rule) => Promise<boolean | undefined>;
  /** Whether it has looked at all that the rule speaks of, so that it says something when it takes both examples. */
  readonly sureOf: (rule: Rule) => boolean;
}

const spoken: Readonly<Record<string, string>> = {
  kuma: 'kuma-cp',
  kong: 'Kong Ingress Controller',
  'kong-gateway': 'Kong Gateway behind its Ingress Controller',
  'external-secrets': 'External Secrets',
  'app-mesh': "App Mesh's controller with AWS's SDK",
  'argo-cd': 'Argo CD',
  helm: 'Helm with the charts of Kong and Kuma',
};

/** The families of rules that are about a program's objects; in others these are only what is around. */
const families: Readonly<Record<string, RegExp>> = {
  kuma: /^(?:kong-mesh|schema|general)\//,
  kong: /^(?:kong|kong-configuration|schema|general)\//,
  'kong-gateway': /^(?:kong|kong-configuration)\//,
  'external-secrets': /^(?:secrets|schema|general)\//,
  'app-mesh': /^(?:app-mesh|schema|general)\//,
  'argo-cd': /^delivery\//,
  helm: /^(?:kong|kong-mesh)\//,
};

/** A program that reads the objects of its groups one by one, or all objects of a set at once. */
export function judgeOf(program: Program): Judge & { readonly stop: () => void } {
  const [command = '', ...args] = program.command.split(' ');
  const running = startLineProgram(command, args);
  const groups = programGroups[program.name] ?? [];
  const ask = async (question: unknown) => {
    const { verdict } = await running.ask<{ verdict?: string }>(question);
    return verdict;
  };
  return {
    name: `${spoken[program.name] ?? program.name} ${program.version}`.trim(),
    concerns: ({ id }) => families[program.name]?.test(id) ?? false,
    refuses: async (objects, { example }) => {
      const own = objects.filter((object) => groups.includes(groupOf(object.apiVersion)));
      if (own.length === 0) return undefined;
      const questions = ofSets.has(program.name) ? [{ objects, given: example.given ?? [] }] : own;
      const verdicts: (string | undefined)[] = [];
      for (const question of questions) verdicts.push(await ask(question));
      return verdicts.includes('unknown') ? undefined : verdicts.includes('refuse');
    },
    sureOf: (rule) => isSure(program.name, rule),
    stop: () => running.stop(),
  };
}

/** What these rules speak of depends on what else is there, which the programs that judge lone objects do not know. */
const aboutSets: ReadonlySet<string> = new Set([
  'kong-mesh/federated-zone-objects',
  'kong-mesh/origin',
  'kong-mesh/unknown-mesh',
]);

/**
 * Whether a program that takes both examples has seen all that it looks at before it takes them. Kong's controller asks the
 * gateway, and App Mesh's webhooks look for the mesh and the gateway of an object, which lone objects do not have.
 */
function isSure(name: string, { id, example }: Rule): boolean {
  if (name === 'kong-gateway') return true;
  if (name === 'kong' || name === 'app-mesh' || ofSets.has(name)) return false;
  if (name === 'kuma' && id.startsWith('kong-mesh/')) return !aboutSets.has(id);
  if (name === 'external-secrets' && id.startsWith('secrets/')) return true;
  return objectsOf(example.fails).some((object) => isLater(id, object));
}

/**
 * What judges say of the examples of all rules. Where one refuses the passing example too, it lacks something that is around the
 * objects, and there is no answer.
 *
 * @param known answers of judges that are not asked now
 */
export async function answersAbout(
  judges: readonly Judge[],
  known: readonly ExampleAnswer[],
): Promise<readonly ExampleAnswer[]> {
  const words = judges.map(({ name }) => name.replace(/ [^ ]*\d[^ ]*$/, ' '));
  const answers = known.filter(({ program }) => !words.some((word) => program.startsWith(word)));
  for (const judge of judges) {
    for (const rule of rules.filter(judge.concerns)) {
      const failing = await judge.refuses(objectsOf(rule.example.fails), rule);
      const passing =
        failing === undefined ? undefined : await judge.refuses(objectsOf(rule.example.passes), rule);
      if (failing === undefined || passing !== false || (!failing && !judge.sureOf(rule))) continue;
      answers.push({ rule: rule.id, program: judge.name, refused: failing, examples: checksumOf(rule) });
    }
  }
  return answers.toSorted((a, b) => (`${a.rule} ${a.program}` < `${b.rule} ${b.program}` ? -1 : 1));
}

function objectsOf(text: string): readonly Manifest[] {
  return parseAllDocuments(text).map((document): Manifest => document.toJS());
}
