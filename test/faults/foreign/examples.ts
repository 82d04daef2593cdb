import { parseAllDocuments } from 'yaml';
import type { Rule } from '../../../checks/rule';
import { rules } from '../../../checks/rules';
import { groupOf, type Manifest } from '../../../references/manifest';
import { checksumOf, type ExampleAnswer } from '../../../tools/rules/answers';
import { startLineProgram } from '../../cluster/server/line-program';
import { type Program, programGroups } from './programs';
import { isLater } from './surroundings';

const spoken: Readonly<Record<string, string>> = {
  kuma: 'kuma-cp',
  kong: 'Kong Ingress Controller',
  'external-secrets': 'External Secrets',
  'app-mesh': 'the App Mesh controller',
};

/**
 * What programs say of the examples of all rules: the objects of their groups, one by one, without what is around them. Where a
 * program refuses the passing example too, it lacks something that a lone object cannot have, and there is no answer.
 *
 * @param known answers of programs that are not asked now
 */
export async function answersAbout(
  programs: readonly Program[],
  known: readonly ExampleAnswer[],
): Promise<readonly ExampleAnswer[]> {
  const asked = programs.map(({ name }) => `${spoken[name] ?? name} `);
  const answers = known.filter(({ program }) => !asked.some((name) => program.startsWith(name)));
  for (const program of programs) answers.push(...(await answersOf(program)));
  return answers.toSorted((a, b) => (`${a.rule} ${a.program}` < `${b.rule} ${b.program}` ? -1 : 1));
}

async function answersOf(program: Program): Promise<readonly ExampleAnswer[]> {
  const [command = '', ...args] = program.command.split(' ');
  const running = startLineProgram(command, args);
  const groups = programGroups[program.name] ?? [];
  const refuses = async (text: string): Promise<boolean | undefined> => {
    const own = parseAllDocuments(text)
      .map((document): Manifest => document.toJS())
      .filter((object) => groups.includes(groupOf(object.apiVersion)));
    let refused = false;
    for (const object of own) {
      const { verdict } = await running.ask<{ verdict?: string }>(object);
      refused ||= verdict === 'refuse';
    }
    return own.length === 0 ? undefined : refused;
  };
  try {
    const answers: ExampleAnswer[] = [];
    for (const rule of rules.filter(({ id }) => !foreignFamilies(program.name).test(id))) {
      const [failing, passing] = [await refuses(rule.example.fails), await refuses(rule.example.passes)];
      // Of what it takes, it is sure only where the rule speaks of what comes after it: others lack what is around the objects.
      if (failing === undefined || passing !== false || (!failing && !speaksOfLater(program, rule))) continue;
      answers.push(answer(rule, program, failing));
    }
    return answers;
  } finally {
    running.stop();
  }
}

/** Rules about another program's objects, among which this one's are only what is around them. */
function foreignFamilies(name: string): RegExp {
  const own: Readonly<Record<string, string>> = {
    kuma: 'kong-mesh',
    kong: 'kong|kong-configuration',
    'external-secrets': 'secrets',
    'app-mesh': 'app-mesh',
  };
  return new RegExp(`^(?!(?:${own[name] ?? name}|schema|general)/)`);
}

/**
 * Whether the object that the rule is about fails after the program. Kong's controller asks the gateway, which a program that
 * judges line by line does not have.
 */
function speaksOfLater({ name }: Program, rule: Rule): boolean {
  if (name === 'kong') return false;
  return parseAllDocuments(rule.example.fails).some((document) => isLater(rule.id, document.toJS()));
}

function answer(rule: Rule, { name, version }: Program, refused: boolean): ExampleAnswer {
  const program = `${spoken[name] ?? name} ${version}`.trim();
  return { rule: rule.id, program, refused, examples: checksumOf(rule) };
}
