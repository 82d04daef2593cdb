import { mapOf } from './merge';
import type { ListNode, MapNode, ScalarNode, TreeNode } from './yaml-tree';

/** What is wrong with a text that values are put into. */
export interface ValueProblem {
  readonly node: ScalarNode;
  /** The name that nothing has, or undefined where a `${` has no end. */
  readonly name: string | undefined;
}

const reference = /\$\$\{|\$\{([^}]*)(\}?)/g;

/**
 * A document with `${name}` in every text replaced by the value of that name, once: a value that holds `${` itself is not
 * looked into. `$${` stands for `${`. What has nothing to replace stays the same node.
 *
 * @param report told of each name that nothing has, whose text stays as it is
 */
export function withValues(
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
  if (typeof node.value !== 'string' || !node.value.includes('${')) return node;
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
