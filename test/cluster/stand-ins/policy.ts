/** A statement of an IAM policy, as far as Meshwright writes them. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: { readonly Federated?: string; readonly Service?: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** What is asked of a policy. */
export interface PolicyQuestion {
  readonly action: string;
  /** Absent where a trust policy is asked: it names a principal in place of a resource. */
  readonly resource?: string;
  readonly principal?: string;
  /** The values of the condition keys that the request carries. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Judges a question as IAM does with one identity policy: an explicit Deny wins, then an Allow, and without either the
 * answer is no. A condition operator that is not known here makes a statement match nothing.
 */
export function allows(document: PolicyDocument, question: PolicyQuestion): boolean {
  const matching = document.Statement.filter((statement) => applies(statement, question));
  return (
    matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny')
  );
}

function applies(
  statement: Statement,
  { action, resource, principal, context = {} }: PolicyQuestion,
): boolean {
  return (
    listed(statement.Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    (resource === undefined || listed(statement.Resource).some((pattern) => matches(pattern, resource))) &&
    (principal === undefined || statement.Principal?.Federated === principal) &&
    Object.entries(statement.Condition ?? {}).every(([operator, expected]) =>
      Object.entries(expected).every(([key, values]) => holds(operator, listed(values), context[key])),
    )
  );
}

function holds(operator: string, expected: readonly string[], found: string | undefined): boolean {
  if (found === undefined) return false;
  if (operator === 'StringEquals') return expected.includes(found);
  if (operator === 'StringLike') return expected.some((pattern) => matches(pattern, found));
  return false;
}

/** `*` stands for any text, `?` for one character, and everything else for itself. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function listed(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
