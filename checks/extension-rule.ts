import type { ExtensionRule } from '../api/index';
import { describe, type Manifest } from '../references/manifest';
import type { Draft } from './finding';
import type { CheckContext, ObjectRule } from './rule';

/** A rule of an extension as one of ours. It names the extension where it throws: the mistake is not the program's. */
export function asRule(rule: ExtensionRule, extension: string): ObjectRule {
  const { id, severity, title, why, kinds } = rule;
  return {
    id,
    severity,
    title,
    why,
    source: rule.source ?? `extension ${extension}`,
    kinds,
    example: { fails: '', passes: '' },
    checkObject: (object, context) => drafts(rule, object, context),
  };
}

function drafts(rule: ExtensionRule, object: Manifest, { index, given }: CheckContext): readonly Draft[] {
  try {
    const found = rule.check(object, { objects: index.objects, given });
    return [...found].map(({ message, path = '', found, expected, mend }) => ({
      object,
      path,
      message,
      found,
      expected,
      mend,
    }));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const fault = new Error(`the rule ${rule.id} of an extension failed on ${describe(object)}: ${said}`);
    fault.name = 'ExtensionFault';
    throw fault;
  }
}
