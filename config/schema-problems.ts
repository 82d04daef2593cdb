import type { z } from 'zod';
import { nearestValue } from '../references/nearest';
import { type ClusterConfig, clusterSchema } from './cluster';
import { expectation } from './expectation';
import { locate, type Problem, pathText, type SourceText } from './problem';
import { asScalar, describeScalar, lost, mayBeSecret, suggestion } from './scalar-text';
import { allValuesOf, alternative, child, descriptionOf, isRecord, optionsOf, schemaAt } from './schema-walk';
import { badKey, unknownKeys } from './unknown-keys';
import { placeOf, type TreeNode } from './yaml-tree';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A file's document in the two forms that its problems are told from. */
export interface Judged {
  readonly source: SourceText;
  readonly root: TreeNode;
  readonly value: unknown;
}

/** A cluster but for its name, which the file's name says; or every failure, where there is one. */
export type JudgedBySchema =
  | { readonly config: Omit<ClusterConfig, 'name'> }
  | { readonly problems: readonly Problem[] };

/** Judges a file by the schema: every failure with its place, what was found, what was expected, how to mend it. */
export function judgeBySchema(judged: Judged): JudgedBySchema {
  const result = clusterSchema.safeParse(judged.value, { error: expectation });
  return result.success ? { config: result.data } : { problems: problemsOf(result.error.issues, judged) };
}

function problemsOf(found: readonly Issue[], judged: Judged): Problem[] {
  const issues = found.flatMap((issue) => unfold(issue, [], judged.value));
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
function unfold(issue: Issue, above: Path, value: unknown): Issue[] {
  const path = [...above, ...issue.path];
  const here = path.reduce<unknown>(child, value);
  if (issue.code === 'invalid_union' && isRecord(here)) {
    const schema = schemaAt(clusterSchema, path, value);
    const chosen = schema === undefined ? undefined : alternative(schema, here);
    const index = schema === undefined || chosen === undefined ? -1 : optionsOf(schema)?.indexOf(chosen);
    const errors = issue.errors[index ?? -1];
    if (errors !== undefined) return errors.flatMap((inside) => unfold(inside, path, value));
  }
  return [{ ...issue, path }];
}

function missing(issue: Issue, { source, root, value }: Judged): Problem {
  const place = placeOf(root, issue.path);
  const meaning = meaningOf(issue.path, value);
  const above = pathText(issue.path.slice(0, -1));
  return locate(source, place.span, {
    path: pathText(issue.path),
    message: 'missing key',
    found: 'nothing',
    expected: issue.message,
    mend: `add ${String(issue.path.at(-1))}${above === '' ? '' : ` under ${above}`}${meaning}`,
  });
}

function badValue(issue: Issue, { source, root, value }: Judged): Problem {
  const place = placeOf(root, issue.path);
  const path = pathText(issue.path);
  const schema = schemaAt(clusterSchema, issue.path, value);
  const { node = root } = place;
  const scalar = node.kind === 'scalar' ? node : undefined;
  const message = messageOf(issue, node);
  if (scalar !== undefined && mayBeSecret(issue.path, scalar)) {
    return locate(source, place.span, {
      path,
      message,
      found: 'text that is not shown here, since it may be the secret itself',
      expected: issue.message,
      mend: `correct it${meaningOf(issue.path, value)}`,
      hidden: true,
    });
  }
  const text = typeof scalar?.value === 'string' ? scalar.value : scalar?.source;
  const near = text === undefined ? undefined : nearestValue(text, valuesFor(issue, schema));
  const better = scalar === undefined || schema === undefined ? undefined : suggestion(scalar, schema);
  const meaning = meaningOf(issue.path, value);
  return locate(source, place.span, {
    path,
    message,
    found: describeScalar(node, message === wrongType),
    expected: issue.message,
    mend: better ?? (near !== undefined ? `write ${asScalar(near)}` : `correct it${meaning}`),
    nearest: near,
  });
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
function meaningOf(path: Path, value: unknown): string {
  const schema = schemaAt(clusterSchema, path, value);
  const description = schema === undefined ? undefined : descriptionOf(schema);
  return description === undefined ? '' : `: ${description.replace(/\.$/, '')}`;
}
