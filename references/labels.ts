import { dig, fields, items, strings, text } from './fields';

export type Labels = Readonly<Record<string, string>>;

export interface LabelExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** A Kubernetes label selector; an empty one selects everything. */
export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly LabelExpression[];
}

/** A selector of labels alone. */
export function byLabels(matchLabels: Labels): LabelSelector {
  return { matchLabels, matchExpressions: [] };
}

/** Reads a selector with `matchLabels` and `matchExpressions`; undefined when there is none. */
export function readSelector(value: unknown): LabelSelector | undefined {
  if (value === undefined || value === null) return undefined;
  const matchExpressions = items(dig(value, 'matchExpressions')).flatMap((item): LabelExpression[] => {
    const key = text(dig(item, 'key'));
    const operator = text(dig(item, 'operator'));
    if (key === undefined || !isOperator(operator)) return [];
    const values = items(dig(item, 'values')).flatMap((entry) => text(entry) ?? []);
    return [{ key, operator, values }];
  });
  return { matchLabels: strings(fields(value).matchLabels), matchExpressions };
}

function isOperator(value: string | undefined): value is LabelExpression['operator'] {
  return value === 'In' || value === 'NotIn' || value === 'Exists' || value === 'DoesNotExist';
}

/** Whether the selector selects an object with these labels. */
export function matches(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels)) if (labels[key] !== value) return false;
  return selector.matchExpressions.every((expression) => holds(expression, labels));
}

function holds({ key, operator, values }: LabelExpression, labels: Labels): boolean {
  const found = labels[key];
  switch (operator) {
    case 'In':
      return found !== undefined && values.includes(found);
    case 'NotIn':
      return found === undefined || !values.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
  }
}

/** One line: `app=jazz,version in (v1,v2)`, or `everything`. */
export function describeSelector(selector: LabelSelector): string {
  const parts = Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  for (const { key, operator, values } of selector.matchExpressions) {
    if (operator === 'Exists') parts.push(key);
    else if (operator === 'DoesNotExist') parts.push(`!${key}`);
    else parts.push(`${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`);
  }
  return parts.length === 0 ? 'everything' : parts.join(',');
}
