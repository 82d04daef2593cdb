import type { Manifest } from '../references/manifest';
import type { Finding } from './finding';

/** Annotation that silences rules on one object: one `rule-id: reason` a line. */
export const ignoreAnnotation = 'meshwright.dev/ignore';

interface Ignore {
  readonly rule: string;
  readonly reason: string;
}

function ignores(object: Manifest): readonly Ignore[] {
  const text = object.metadata.annotations?.[ignoreAnnotation];
  if (typeof text !== 'string') return [];
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon < 0
        ? { rule: line, reason: '' }
        : { rule: line.slice(0, colon).trim(), reason: line.slice(colon + 1).trim() };
    });
}

const none: ReadonlySet<string> = new Set();

/** Ids of the rules that an object silences with a reason. */
export function ignoredRules(object: Manifest): ReadonlySet<string> {
  if (object.metadata.annotations?.[ignoreAnnotation] === undefined) return none;
  return new Set(ignores(object).flatMap(({ rule, reason }) => (reason === '' ? [] : [rule])));
}

/** A rule that is silenced without a reason is a finding of its own. */
export function ignoresWithoutReason(object: Manifest): readonly Finding[] {
  if (object.metadata.annotations?.[ignoreAnnotation] === undefined) return [];
  return ignores(object)
    .filter(({ reason }) => reason === '')
    .map(({ rule }) => ({
      rule: 'general/ignore-without-reason',
      severity: 'error',
      object,
      path: '/metadata/annotations/meshwright.dev~1ignore',
      message: `rule ${rule} is silenced without a reason`,
      found: rule,
      expected: 'the rule and why it does not hold here: `rule-id: reason`',
      mend: `write ${ignoreAnnotation}: "${rule}: <why>", or remove the annotation`,
      source: 'docs/rules.md',
    }));
}
