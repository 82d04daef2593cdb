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

/** What an answer says, in a sentence. */
export function sentenceOf({ program, refused }: ExampleAnswer): string {
  return refused
    ? `Answered: ${program} refuses the failing example and takes the passing one.`
    : `Answered: ${program} takes both examples; the rule is about what becomes of them.`;
}
