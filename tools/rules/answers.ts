import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Rule } from '../../checks/rule';

/** What a program said of the two examples of a rule. */
export interface ExampleAnswer {
  readonly rule: string;
  /** Its name and version. */
  readonly program: string;
  /** Whether it refused the failing example; it took the passing one. */
  readonly refused: boolean;
  /** Of which text: an answer about examples that were changed since says nothing. */
  readonly examples: string;
}

/** A checksum of a rule's examples. */
export function checksumOf({ example }: Rule): string {
  return createHash('sha256').update(`${example.fails}\n---\n${example.passes}`).digest('hex').slice(0, 16);
}

/** The recorded answers; none where there is no record. */
export function readAnswers(file: string): readonly ExampleAnswer[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** The answers about a rule as it is now. */
export function answersTo(rule: Rule, answers: readonly ExampleAnswer[]): readonly ExampleAnswer[] {
  return answers.filter((answer) => answer.rule === rule.id && answer.examples === checksumOf(rule));
}

/** The answers about examples that a rule no longer has: nobody has asked since they were changed. */
export function staleAnswersTo(rule: Rule, answers: readonly ExampleAnswer[]): readonly ExampleAnswer[] {
  return answers.filter((answer) => answer.rule === rule.id && answer.examples !== checksumOf(rule));
}

/** What a rule rests on: the words of programs, what they were seen to do, or what its source says; undefined for none of them. */
export type Ground = 'answered' | 'measured' | 'source';

/** What a rule rests on, the strongest first. */
export function groundOf(rule: Rule, answers: readonly ExampleAnswer[]): Ground | undefined {
  if (answers.some((answer) => answer.rule === rule.id)) return 'answered';
  if (rule.measured !== undefined) return 'measured';
  return rule.unanswered === undefined ? undefined : 'source';
}

/** What docs/rules.md says of the ground of a rule, a sentence or two for each. */
export function sentencesOf(rule: Rule, answers: readonly ExampleAnswer[]): readonly string[] {
  const fresh = answersTo(rule, answers);
  const told =
    fresh.length > 0
      ? fresh.map((answer) => sentenceOf(answer, ''))
      : staleAnswersTo(rule, answers).map((answer) => sentenceOf(answer, ', of an earlier form of them'));
  return [
    ...(rule.measured === undefined ? [] : [`Measured: ${rule.measured}`]),
    ...told,
    ...(rule.unanswered === undefined
      ? []
      : [`Rests on its source: no program answers, for ${rule.unanswered}`]),
  ];
}

function sentenceOf({ program, refused }: ExampleAnswer, form: string): string {
  return refused
    ? `Answered${form}: ${program} refuses the failing example and takes the passing one.`
    : `Answered${form}: ${program} takes both examples; the rule is about what becomes of them.`;
}
