import { dig, items, pointer, text } from '../../../references/fields';
import { nearest } from '../../../references/nearest';
import { controllerFile } from '../../app-mesh/source';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';

const withValues = ['In', 'NotIn'];
const withoutValues = ['Exists', 'DoesNotExist'];
const operators = [...withValues, ...withoutValues];

export const selectorOperator: ObjectRule = {
  id: 'app-mesh/selector-operator',
  severity: 'error',
  title: 'a selector has an operator that there is not, or values that do not go with it',
  why: 'The API server takes it, and the controller cannot read it: one such selector in a Mesh makes its webhooks refuse every App Mesh object of the cluster, and one in a virtual node or gateway every pod of its namespace.',
  source: controllerFile(
    'pkg/mesh/membership_designator.go, pkg/virtualnode/membership_designator.go; apimachinery pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector',
  ),
  kinds: ['Mesh', 'VirtualGateway', 'VirtualNode'].map((kind) => `appmesh.k8s.aws/${kind}`),
  *checkObject(object) {
    for (const selector of ['namespaceSelector', 'podSelector', 'gatewayRouteSelector']) {
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
