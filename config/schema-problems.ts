import { z } from 'zod';
import { clusterSchema } from './cluster';
import { expectation } from './expectation';
import { nearest } from './nearest';
import { type Finding, locate, type Problem, pathText, type SourceText } from './problem';
import { describeScalar, shorten, suggestion } from './scalar-text';
import { alternative, child, isRecord, optionsOf, schemaAt, shapeOf, valuesOf } from './schema-walk';
import { placeOf, type TreeNode } from './yaml-tree';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

interface Judging {
  readonly source: SourceText;
  readonly root: TreeNode;
  readonly value: unknown;
}

/** Judges a file's value by the schema: every failure with its place, what was found, what was expected, how to mend it. */
export function schemaProblems(source: SourceText, root: TreeNode, value: unknown): Problem[] {
  const result = clusterSchema.safeParse(value, { error: expectation });
  if (result.success) return [];
  const judging: Judging = { source, root, value };
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const issue of result.error.issues.flatMap((issue) => unfold(issue, [], value))) {
    for (const problem of problemsOf(issue, judging)) {
      // Length and pattern of one text may both fail; the pattern's message says both.
      const key = `${problem.line}:${problem.column}:${problem.path}`;
      if (!seen.has(key)) problems.push(problem);
      seen.add(key);
    }
  }
  return problems;
}

/** The failures inside a union: those of the alternative that was meant, when that is clear. */
function unfold(issue: Issue, above: Path, value: unknown): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const here = path.reduce<unknown>(child, value);
    const schema = schemaAt(clusterSchema, path, value);
    const options = schema === undefined ? undefined : optionsOf(schema);
    const chosen = schema === undefined ? undefined : alternative(schema, here);
    const index = chosen === undefined ? -1 : (options?.indexOf(chosen) ?? -1);
    const errors = issue.errors[index];
    if (isRecord(here) && errors !== undefined)
      return errors.flatMap((inside) => unfold(inside, path, value));
  }
  return [{ ...issue, path }];
}

function problemsOf(issue: Issue, judging: Judging): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...issue.path, key], judging));
  }
  return [issue.code === 'invalid_key' ? badKey(issue, judging) : badValue(issue, judging)];
}

function unknownKey(path: Path, { source, root, value }: Judging): Problem {
  const above = path.slice(0, -1);
  const key = String(path.at(-1));
  const schema = schemaAt(clusterSchema, above, value);
  const here = above.reduce<unknown>(child, value);
  const shape = schema === undefined ? undefined : shapeOf(alternative(schema, here) ?? schema);
  const known = Object.keys(shape ?? {});
  const near = nearest(
    key,
    known.filter((name) => child(here, name) === undefined),
  );
  const elsewhere = schema === undefined ? undefined : whoKnows(schema, key);
  const finding: Finding = {
    path: pathText(path),
    message: 'unknown key',
    found: shorten(key),
    expected: `one of ${known.join(', ')}`,
    mend:
      near !== undefined
        ? `write ${near}`
        : elsewhere !== undefined
          ? `remove it: ${key} is read only with ${elsewhere}`
          : 'remove it',
    nearest: near,
  };
  const place = placeOf(root, path);
  return locate(source, place.keySpan ?? place.span, finding);
}

/** The alternatives of a union that have a key, as `mode: kic or mode: konnect-kic`. */
function whoKnows(schema: z.core.$ZodType, key: string): string | undefined {
  const names = (optionsOf(schema) ?? []).flatMap((option) => {
    const shape = shapeOf(option) ?? {};
    if (!(key in shape)) return [];
    const [name, values] =
      Object.entries(shape)
        .map(([member, of]) => [member, valuesOf(of)] as const)
        .find(([, of]) => of?.length === 1) ?? [];
    return name === undefined ? [] : [`${name}: ${values?.[0]}`];
  });
  return names.length === 0 ? undefined : names.join(' or ');
}

function badKey(issue: Issue & { code: 'invalid_key' }, { source, root }: Judging): Problem {
  const place = placeOf(root, issue.path);
  const key = String(issue.path.at(-1));
  const [first] = issue.issues;
  const values = first?.code === 'invalid_value' ? first.values.map(String) : [];
  const near = nearest(key, values);
  return locate(source, place.keySpan ?? place.span, {
    path: pathText(issue.path),
    message: 'not a name that fits here',
    found: shorten(key),
    expected: first?.message ?? 'another name',
    mend: near === undefined ? 'rename it' : `write ${near}`,
    nearest: near,
  });
}

function badValue(issue: Issue, { source, root, value }: Judging): Problem {
  const place = placeOf(root, issue.path);
  const schema = schemaAt(clusterSchema, issue.path, value);
  const meaning = schema === undefined ? undefined : descriptionOf(schema);
  const path = pathText(issue.path);
  if (place.node === undefined) {
    return locate(source, place.span, {
      path,
      message: 'missing key',
      found: 'nothing',
      expected: issue.message,
      mend: `add ${String(issue.path.at(-1))}${meaning === undefined ? '' : `: ${meaning}`}`,
    });
  }
  const { node } = place;
  const near =
    node.kind === 'scalar' && schema !== undefined
      ? nearest(typeof node.value === 'string' ? node.value : node.source, allValues(schema))
      : undefined;
  const better = node.kind === 'scalar' && schema !== undefined ? suggestion(node, schema) : undefined;
  return locate(source, place.span, {
    path,
    message: messages[issue.code] ?? 'not a valid value',
    found: describeScalar(node),
    expected: issue.message,
    mend:
      better ??
      (near !== undefined ? `write ${near}` : `correct it${meaning === undefined ? '' : `: ${meaning}`}`),
    nearest: near,
  });
}

const messages: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'wrong type',
  invalid_value: 'not one of the values that are known',
  invalid_union: 'not one of the values that are known',
  invalid_format: 'malformed',
  too_big: 'too large',
  too_small: 'too small',
};

/** Every value that an enum, or a union of enums, allows. */
function allValues(schema: z.core.$ZodType): readonly string[] {
  return valuesOf(schema) ?? (optionsOf(schema) ?? []).flatMap((option) => valuesOf(option) ?? []);
}

/** What a field means, in the schema's own words. */
function descriptionOf(schema: z.core.$ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.description;
}
