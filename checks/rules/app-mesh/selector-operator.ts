import { dig, fields, items, pointer, text } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { controllerFile } from '../../app-mesh/source';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';
import { labelValue, type NameRule, qualifiedName } from '../../schema/names';
import { show } from '../../schema/show';

const withValues = ['In', 'NotIn'];
const withoutValues = ['Exists', 'DoesNotExist'];
const operators = [...withValues, ...withoutValues];

export const selectorOperator: ObjectRule = {
  id: 'app-mesh/selector-operator',
  severity: 'error',
  title:
    'a selector has an operator that there is not, values that do not go with it, or a text that no label can be',
  why: 'The API server takes it, and the controller cannot read it: one such selector in a Mesh makes its webhooks refuse every App Mesh object of the cluster, and one in a virtual node or gateway every pod of its namespace.',
  source: controllerFile(
    'pkg/mesh/membership_designator.go, pkg/virtualnode/membership_designator.go; apimachinery pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector',
  ),
  kinds: ['Mesh', 'VirtualGateway', 'VirtualNode'].map((kind) => `appmesh.k8s.aws/${kind}`),
  *checkObject(object) {
    for (const selector of ['namespaceSelector', 'podSelector', 'gatewayRouteSelector']) {
      for (const { at, rule, value } of labelTexts(dig(object, 'spec', selector))) {
        if (rule.test(value)) continue;
        yield {
          object,
          path: pointer('spec', selector, ...at),
          message: `${show(value)} can be no ${rule === qualifiedName ? 'key' : 'value'} of a label`,
          found: show(value),
          expected: rule.expected,
          mend: 'write it as the label is',
        };
      }
      const expressions = items(dig(object, 'spec', selector, 'matchExpressions'));
      for (const [i, expression] of expressions.entries()) {
        const place = ['spec', selector, 'matchExpressions', i];
        const found = judge(text(dig(expression, 'operator')), items(dig(expression, 'values')).length);
        if (found !== undefined) yield { object, path: pointer(...place, found.field), ...found.draft };
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: mesh('in'),
    passes: mesh('In'),
  },
};

interface LabelText {
  /** Below the selector. */
  readonly at: readonly (string | number)[];
  readonly rule: NameRule;
  readonly value: string;
}

/** Every key and value of a selector that has to be one of a label. */
function labelTexts(selector: unknown): readonly LabelText[] {
  const labels = Object.entries(fields(dig(selector, 'matchLabels')));
  const expressions = items(dig(selector, 'matchExpressions'));
  const texts: LabelText[] = [];
  const add = (at: readonly (string | number)[], rule: NameRule, value: unknown) => {
    if (typeof value === 'string') texts.push({ at, rule, value });
  };
  for (const [key, value] of labels) {
    add(['matchLabels', key], qualifiedName, key);
    add(['matchLabels', key], labelValue, value);
  }
  for (const [i, expression] of expressions.entries()) {
    const at = ['matchExpressions', i];
    add([...at, 'key'], qualifiedName, dig(expression, 'key'));
    for (const [j, value] of items(dig(expression, 'values')).entries())
      add([...at, 'values', j], labelValue, value);
  }
  return texts;
}

interface Judged {
  readonly field: string;
  readonly draft: Omit<Draft, 'object' | 'path'>;
}

function judge(operator: string | undefined, values: number): Judged | undefined {
  if (operator === undefined || !operators.includes(operator)) {
    const near = operator === undefined ? undefined : nearest(operator, operators);
    return {
      field: 'operator',
      draft: {
        message: 'a label selector has no such operator',
        found: operator ?? 'none',
        expected: operators.join(', '),
        ...(near === undefined ? {} : { nearest: near }),
        mend: near === undefined ? 'write one of them' : `write ${near}`,
      },
    };
  }
  if (withValues.includes(operator) === values > 0) return undefined;
  return {
    field: 'values',
    draft: {
      message: values > 0 ? `${operator} takes no values` : `${operator} needs values`,
      found: `${values} values`,
      expected: values > 0 ? 'none' : 'at least one',
      mend: values > 0 ? 'remove them, or write In' : 'list them, or write Exists',
    },
  };
}

function mesh(operator: string): string {
  return `
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchExpressions: [{key: mesh, operator: ${operator}, values: [dj-app]}]}}
`;
}
