import { groupOf } from '../../../references/manifest';
import { nearestValue } from '../../../references/nearest';
import { annotationPath, annotationsSource } from '../../kong/annotation';
import { annotatedKinds, knownAnnotation, sides } from '../../kong/annotation-table';
import { entriesOf } from '../../kong/annotation-value';
import { exampleIngress, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

export const annotationValue: ObjectRule = {
  id: 'kong/annotation-value',
  severity: 'error',
  title: 'an annotation of Kong’s has a value that it does not take',
  why: 'The controller ignores most values that it cannot read and goes on with its default; its webhook refuses others.',
  source: annotationsSource,
  kinds: annotatedKinds,
  *checkObject(object) {
    const { annotations } = object.metadata;
    if (annotations === undefined) return;
    const side = sides.get(`${groupOf(object.apiVersion)}/${object.kind}`);
    for (const [key, value] of Object.entries(annotations)) {
      const known = knownAnnotation(key);
      if (known === undefined || side === undefined || !known.on.includes(side)) continue;
      if (typeof value === 'string' && known.value.accepts(value)) continue;
      const wrong =
        typeof value === 'string'
          ? (entriesOf(value).find((entry) => !known.value.accepts(entry)) ?? value)
          : value;
      const close =
        nearestValue(String(wrong), known.value.known ?? []) ?? sameMeaning(wrong, known.value.known);
      yield {
        object,
        path: annotationPath(key),
        message: `${key} wants ${known.value.expected}`,
        found:
          typeof value === 'string' ? `"${wrong}"` : `${typeof value} ${String(value)}, which is no text`,
        expected: known.value.expected,
        mend: close === undefined ? `write ${known.value.expected}` : `write "${close}"`,
        ...(close === undefined ? {} : { nearest: close }),
      };
    }
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('konghq.com/strip-path: "yes"'),
    passes: exampleIngress('konghq.com/strip-path: "true"'),
  },
};

/** The words that YAML 1.1 and people use for true and false. */
function sameMeaning(value: unknown, known: readonly string[] | undefined): string | undefined {
  if (known?.includes('true') !== true) return undefined;
  if (/^(yes|y|on|1|enabled|true)$/i.test(String(value))) return 'true';
  return /^(no|n|off|0|disabled|false)$/i.test(String(value)) ? 'false' : undefined;
}
