import type { z } from 'zod';
import { nearestValue } from '../references/nearest';
import { expectation } from './expectation';
import { type Judged, shownPath } from './judged';
import { locate, type Problem, pathText } from './problem';
import { asScalar, describeScalar, lost, mayBeSecret, suggestion } from './scalar-text';
import {
  allValuesOf,
  alternative,
  child,
  descriptionOf,
  isRecord,
  optionsOf,
  recordValueOf,
  schemaAt,
} from './schema-walk';
import { badKey, unknownKeys } from './unknown-keys';
import { placeOf, type TreeNode } from './yaml-tree';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What was read, with its defaults; or every failure, where there is one. */
export type JudgedBySchema<Type> = { readonly data: Type } | { readonly problems: readonly Problem[] };

/** zod compiles a parser of each schema when it is first asked: more than a run gains that judges fewer documents than this. */
const WORTH_COMPILING = 64;
let judgedDocuments = 0;

/** Judges a document by a schema: every failure with its place, what was found, what was expected, how to mend it. */
export function judgeBySchema<Type>(
  schema: z.ZodType<Type>,
  document: Omit<Judged, 'schema'>,
): JudgedBySchema<Type> {
  const jitless = judgedDocuments++ < WORTH_COMPILING;
  const result = schema.safeParse(document.value, { error: expectation, jitless });
  return result.success
    ? { data: result.data }
    : { problems: problemsOf(result.error.issues, { ...document, schema }) };
}

function problemsOf(found: readonly Issue[], judged: Judged): Problem[] {
  const issues = found.flatMap((issue) => unfold(issue, [], judged));
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? unknownKeys(issue.path, issue.keys, judged) : [],
  );
  // A misspelled key is one mistake, not an unknown key and a missing one.
  const meant = new Set(unknown.map(({ meant }) => meant));
  const seen = new Set<string>();
  const problems = unknown.map(({ problem }) => problem);
  for (const issue of issues) {
    const path = pathText(issue.path);
    // Length and pattern of one text may both fail, with one message.
    if (issue.code === 'unrecognized_keys' || seen.has(path)) continue;
    seen.add(path);
    if (issue.code === 'invalid_key') problems.push(badKey(issue, judged));
    else if (placeOf(judged.root, issue.path).node !== undefined) problems.push(badValue(issue, judged));
    else if (!meant.has(path)) problems.push(missing(issue, judged));
  }
  return problems;
}

/** The failures inside a union: those of the alternative that was meant, when that is clear. */
function unfold(issue: Issue, above: Path, judged: Judged): Issue[] {
  const { value, schema: whole } = judged;
  const path = [...above, ...issue.path];
  const here = path.reduce<unknown>(child, value);
  if (issue.code === 'invalid_union' && isRecord(here)) {
    const schema = schemaAt(whole, path, value);
    const chosen = schema === undefined ? undefined : alternative(schema, here);
    const index = schema === undefined || chosen === undefined ? -1 : optionsOf(schema)?.indexOf(chosen);
    const errors = issue.errors[index ?? -1];
    if (errors !== undefined) return errors.flatMap((inside) => unfold(inside, path, judged));
  }
  return [{ ...issue, path }];
}

function missing(issue: Issue, judged: Judged): Problem {
  const { source, root } = judged;
  const place = placeOf(root, issue.path);
  const meaning = meaningOf(issue.path, judged);
  const above = shownPath(judged, issue.path.slice(0, -1));
  return locate(source, place.span, {
    path: shownPath(judged, issue.path),
    message: 'missing key',
    found: 'nothing',
    expected: issue.message,
    mend: `add ${String(issue.path.at(-1))}${above === '' ? '' : ` under ${above}`}${meaning}`,
  });
}

function badValue(issue: Issue, judged: Judged): Problem {
  const { source, root, value } = judged;
  const place = placeOf(root, issue.path);
  const path = shownPath(judged, issue.path);
  const schema = schemaAt(judged.schema, issue.path, value);
  const { node = root } = place;
  const scalar = node.kind === 'scalar' ? node : undefined;
  const message = messageOf(issue, node);
  if (scalar !== undefined && mayBeSecret(issue.path, scalar)) {
    return locate(source, place.span, {
      path,
      message,
      found: 'text that is not shown here, since it may be the secret itself',
      expected: issue.message,
      mend: `correct it${meaningOf(issue.path, judged)}`,
      hidden: true,
    });
  }
  const text = typeof scalar?.value === 'string' ? scalar.value : scalar?.source;
  const near = text === undefined ? undefined : nearestValue(text, valuesFor(issue, schema));
  const better =
    schema === undefined
      ? undefined
      : scalar === undefined
        ? byName(node, schema)
        : suggestion(scalar, schema);
  const meaning = meaningOf(issue.path, judged);
  return locate(source, place.span, {
    path,
    message,
    found: describeScalar(node, message === wrongType),
    expected: issue.message,
    mend: better ?? (near !== undefined ? `write ${asScalar(near)}` : `correct it${meaning}`),
    nearest: near,
  });
}

/** How a list as Kubernetes has it, whose entries have names, becomes the map that is meant. */
function byName(node: TreeNode, schema: z.core.$ZodType): string | undefined {
  if (node.kind !== 'list' || recordValueOf(schema) === undefined) return undefined;
  const [first] = node.items;
  const name = first?.kind === 'map' ? first.entries.get('name')?.value : undefined;
  return name?.kind === 'scalar' && name.source !== ''
    ? `write a map, whose keys are the names: \`${name.source}:\` in place of \`- name: ${name.source}\``
    : undefined;
}

/** The values that would have been right: the schema's, or those that choose the alternative of a union. */
function valuesFor(issue: Issue, schema: z.core.$ZodType | undefined): readonly string[] {
  if (schema !== undefined) return allValuesOf(schema);
  return issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)
    ? issue.options.map(String)
    : [];
}

const wrongType = 'wrong type';

function messageOf(issue: Issue, node: TreeNode): string {
  if (node.kind === 'scalar' && node.source === '') return 'an empty value';
  if (node.kind === 'scalar' && lost(node) !== undefined) return wrongType;
  switch (issue.code) {
    case 'invalid_type':
      // zod's whole numbers fail by type.
      return typeof (node.kind === 'scalar' ? node.value : node) === 'number' && issue.expected === 'int'
        ? 'not a whole number'
        : wrongType;
    case 'invalid_value':
    case 'invalid_union':
      return node.kind === 'scalar' && typeof node.value === 'string' ? 'unknown value' : wrongType;
    case 'too_big':
      return node.kind === 'scalar' && typeof node.value === 'number' ? 'too large' : 'too long';
    case 'too_small':
      return node.kind === 'scalar' && typeof node.value === 'number' ? 'too small' : 'too short';
    default:
      return 'malformed';
  }
}

/** What a field means, to follow the advice; empty when the schema does not say. */
function meaningOf(path: Path, { schema: whole, value }: Judged): string {
  const schema = schemaAt(whole, path, value);
  const description = schema === undefined ? undefined : descriptionOf(schema);
  return description === undefined ? '' : `: ${description.replace(/\.$/, '')}`;
}
