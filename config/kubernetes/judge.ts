import { z } from 'zod';
import { nearest } from '../../references/nearest';
import { type Finding, locate, type Problem, pathText, type SourceText, type Span } from '../problem';
import { describeScalar, shorten, suggestion } from '../scalar-text';
import { type MapNode, type ScalarNode, spanOf, type TreeNode } from '../yaml-tree';
import { type KubernetesSchema, referredName, resolved } from './schema';

/** What is wrong with a value by a schema of Kubernetes, each with its place. */
export function kubernetesProblems(
  source: SourceText,
  node: TreeNode,
  schema: KubernetesSchema,
): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (span: Span, finding: Omit<Finding, 'path'>) => {
    const path = pathText(span.origin?.path ?? []);
    problems.push(locate(source, span, { path, ...finding }));
  };
  judge(node, schema, spanOf(node), report);
  return problems;
}

type Report = (span: Span, finding: Omit<Finding, 'path'>) => void;

function judge(node: TreeNode, schema: KubernetesSchema, at: Span, report: Report): void {
  const own = resolved(schema);
  const types = own.type === undefined ? [] : [own.type].flat();
  const span = node.end > node.start ? spanOf(node) : at;
  if (types.length > 0 && !types.some((type) => isOfType(node, type))) {
    const wanted = wantedOf(types, referredName(schema));
    report(span, {
      message: node.kind === 'scalar' && node.source === '' ? 'an empty value' : 'wrong type',
      found: describeScalar(node, true),
      expected: wanted,
      mend: (node.kind === 'scalar' ? suggestion(node, accepted(types)) : undefined) ?? `write ${wanted}`,
    });
    return;
  }
  if (node.kind === 'map') judgeMap(node, own, report);
  else if (node.kind === 'list') {
    for (const item of node.items) judge(item, own.items ?? {}, spanOf(item), report);
  } else judgeScalar(node, own, referredName(schema), span, report);
}

function judgeMap(node: MapNode, schema: KubernetesSchema, report: Report): void {
  const { properties, additionalProperties, required = [] } = schema;
  if (properties === undefined) {
    if (typeof additionalProperties !== 'object') return;
    for (const { value, keySpan } of node.entries.values()) {
      judge(value, additionalProperties, keySpan, report);
    }
    return;
  }
  const known = Object.keys(properties);
  let misspelt = 0;
  for (const { key, keySpan, value } of node.entries.values()) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property !== undefined) {
      judge(value, property, keySpan, report);
      continue;
    }
    misspelt++;
    const near = nearest(
      key,
      known.filter((name) => !node.entries.has(name)),
    );
    report(keySpan, {
      message: 'unknown key',
      found: shorten(key),
      expected: `one of ${known.join(', ')}`,
      mend: near === undefined ? 'remove it' : `write ${near}`,
      nearest: near,
    });
  }
  if (misspelt > 0) return;
  for (const key of required) {
    if (node.entries.has(key)) continue;
    report(spanOf(node), {
      message: `missing key ${key}`,
      found: 'nothing',
      expected: `${key}, which Kubernetes requires here`,
      mend: `add ${key}`,
    });
  }
}

function judgeScalar(
  node: ScalarNode,
  schema: KubernetesSchema,
  name: string | undefined,
  span: Span,
  report: Report,
): void {
  if (name === 'Quantity' && !isQuantity(String(node.value))) {
    report(span, {
      message: 'malformed',
      found: describeScalar(node),
      expected: 'a quantity such as 100m, 1.5, 128Mi or 1G',
      mend: 'correct it',
    });
  }
  if (schema.enum !== undefined && !schema.enum.includes(node.value)) {
    const values = schema.enum.map(String);
    const near = nearest(String(node.value), values);
    report(span, {
      message: 'unknown value',
      found: describeScalar(node),
      expected: `one of ${values.join(', ')}`,
      mend: near === undefined ? 'correct it' : `write ${near}`,
      nearest: near,
    });
  }
}

function isOfType(node: TreeNode, type: string): boolean {
  switch (type) {
    case 'object':
      return node.kind === 'map';
    case 'array':
      return node.kind === 'list';
    case 'string':
      return node.kind === 'scalar' && typeof node.value === 'string';
    case 'boolean':
      return node.kind === 'scalar' && typeof node.value === 'boolean';
    case 'integer':
      return node.kind === 'scalar' && Number.isInteger(node.value);
    case 'number':
      return node.kind === 'scalar' && typeof node.value === 'number';
    default:
      return true;
  }
}

/** What would be accepted, to try what was probably meant. */
function accepted(types: readonly string[]): z.ZodType {
  return z.union([z.never(), ...types.map((type) => tried[type] ?? z.never())]);
}

const tried: Readonly<Record<string, z.ZodType>> = {
  array: z.array(z.string()),
  string: z.string(),
  boolean: z.boolean(),
  integer: z.number().int(),
  number: z.number(),
};

/** What `resource.Quantity` reads (apimachinery pkg/api/resource/quantity.go). */
function isQuantity(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(text);
}

const words: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

function wantedOf(types: readonly string[], name: string | undefined): string {
  if (name === 'Quantity') return 'a quantity such as 100m, 1.5, 128Mi or 1G';
  if (name === 'IntOrString') return 'a whole number or text';
  return types.map((type) => words[type] ?? type).join(' or ');
}
