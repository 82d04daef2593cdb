import { mapOf } from './merge';
import type { ListNode, MapNode, ScalarNode, TreeNode } from './yaml-tree';

/** What is wrong with a text that values are put into. */
export interface ValueProblem {
  readonly node: ScalarNode;
  /** The name that nothing has, or undefined where a `${` has no end. */
  readonly name: string | undefined;
}

const reference = /\$\$\{|\$\{([^}]*)(\}?)/g;

/** What a node became with values. */
interface Filled {
  /** The values that it asks for, in the order of its names. */
  readonly texts: readonly string[];
  readonly node: TreeNode;
}

/** What a node of a file, which many clusters name, asks for and has become. */
interface Asking {
  /** Names of values in it, each once; undefined where one of them has no end. */
  readonly names: readonly string[] | undefined;
  /** The last form first. */
  forms: readonly Filled[];
}

/** So many forms of one node are remembered: a fleet has a few stages. */
const MOST_FORMS = 4;

const asking = new WeakMap<TreeNode, Asking | 'nothing'>();

/**
 * A document with `${name}` in every text replaced by the value of that name, once: a value that holds `${` itself is not
 * looked into. `$${` stands for `${`. What has nothing to replace stays the same node, and what is given the same values as for another
 * cluster is the same node as there, so that it need not be judged again.
 *
 * @param report told of each name that nothing has, whose text stays as it is
 */
export function withValues(
  root: TreeNode,
  values: ReadonlyMap<string, string>,
  report: (problem: ValueProblem) => void,
): TreeNode {
  const asked = askedBy(root);
  if (asked === 'nothing') return root;
  const texts = asked.names?.flatMap((name) => values.get(name) ?? []);
  if (texts === undefined || texts.length !== asked.names?.length) return filled(root, values, report);
  const known = asked.forms.find((form) => form.texts.every((text, at) => text === texts[at]));
  if (known !== undefined) return known.node;
  const node = filled(root, values, report);
  asked.forms = [{ texts, node }, ...asked.forms].slice(0, MOST_FORMS);
  return node;
}

function askedBy(node: TreeNode): Asking | 'nothing' {
  if (node.kind === 'scalar' && !mayAsk(node)) return 'nothing';
  const known = asking.get(node);
  if (known !== undefined) return known;
  const names = namesIn(node);
  const asked = names === 'nothing' ? names : { names, forms: [] };
  asking.set(node, asked);
  return asked;
}

function namesIn(node: TreeNode): Asking['names'] | 'nothing' {
  if (node.kind === 'scalar') {
    if (!mayAsk(node)) return 'nothing';
    const found = [...node.value.matchAll(reference)];
    if (found.some(([, name, end]) => name !== undefined && end !== '}')) return undefined;
    return [...new Set(found.flatMap(([, name]) => name ?? []))];
  }
  const values = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  const asked = values.map(askedBy).filter((each) => each !== 'nothing');
  if (asked.length === 0) return 'nothing';
  return asked.some(({ names }) => names === undefined)
    ? undefined
    : [...new Set(asked.flatMap(({ names = [] }) => names))];
}

function mayAsk(node: ScalarNode): node is ScalarNode & { readonly value: string } {
  return typeof node.value === 'string' && node.value.includes('${');
}

function filled(
  root: TreeNode,
  values: ReadonlyMap<string, string>,
  report: (problem: ValueProblem) => void,
): TreeNode {
  switch (root.kind) {
    case 'scalar':
      return scalar(root, values, report);
    case 'list':
      return list(root, values, report);
    case 'map':
      return map(root, values, report);
  }
}

function scalar(
  node: ScalarNode,
  values: ReadonlyMap<string, string>,
  report: (problem: ValueProblem) => void,
): ScalarNode {
  if (!mayAsk(node)) return node;
  const value = node.value.replace(reference, (text, name: string | undefined, end: string | undefined) => {
    if (name === undefined) return '${';
    const found = end === '}' ? values.get(name) : undefined;
    if (found === undefined) report({ node, name: end === '}' ? name : undefined });
    return found ?? text;
  });
  return value === node.value ? node : { ...node, value, standsFor: value };
}

function list(
  node: ListNode,
  values: ReadonlyMap<string, string>,
  report: (problem: ValueProblem) => void,
): ListNode {
  const items = node.items.map((item) => withValues(item, values, report));
  return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
}

function map(
  node: MapNode,
  values: ReadonlyMap<string, string>,
  report: (problem: ValueProblem) => void,
): MapNode {
  let changed = false;
  const entries = [...node.entries.values()].map((entry) => {
    const value = withValues(entry.value, values, report);
    if (value === entry.value) return entry;
    changed = true;
    return { ...entry, value };
  });
  return changed ? mapOf(node, entries) : node;
}
