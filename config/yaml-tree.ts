import { readableMap } from '../references/manifest';
import type { Span } from './problem';

/** A scalar: its value as YAML 1.2 reads it, and its source text (with quotes, when it has them). */
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly source: string;
  /** Whether it is written without quotes and without a tag, so that YAML guesses its type. */
  readonly plain: boolean;
  /** The text that it stands for, where values were put into it. */
  readonly standsFor?: string;
  /** Values in it, itself included, with every alias counted as what it stands for. */
  readonly size: number;
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: TreeNode;
}

export interface MapNode extends Span {
  readonly kind: 'map';
  /** In the order of the file; keys are unique. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly size: number;
}

export interface ListNode extends Span {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
  readonly size: number;
}

/** A YAML document with aliases followed; an anchor and its aliases have the same parts. */
export type TreeNode = ScalarNode | MapNode | ListNode;

/** The plain value of a node; every call and every alias gives objects of its own. */
export function plainValue(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return readableMap(
    Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, plainValue(entry.value)])),
  );
}

/** Where a path leads in a document. */
export interface Place {
  /** The node at the path, absent when the document has nothing there. */
  readonly node?: TreeNode;
  /** What to point at: the node, or for something absent the nearest key above it. */
  readonly span: Span;
  /** The key of the node, when it is an entry of a map. */
  readonly keySpan?: Span;
  /** How many parts of the path exist. */
  readonly depth: number;
}

/** Follows a path as far as the document goes. */
export function placeOf(root: TreeNode, path: readonly PropertyKey[]): Place {
  let node = root;
  let keySpan: Span | undefined;
  let depth = 0;
  for (const part of path) {
    const next = step(node, part);
    if (next === undefined) {
      return { span: keySpan ?? { ...spanOf(node), end: node.start }, depth };
    }
    node = next.node;
    keySpan = next.keySpan;
    depth++;
  }
  // An empty value has no text to point at; its key has.
  const span = node.end > node.start ? spanOf(node) : (keySpan ?? spanOf(node));
  return { node, span, ...(keySpan === undefined ? {} : { keySpan }), depth };
}

/** Where a node stands. */
export function spanOf({ start, end, origin }: Span): Span {
  return { start, end, ...(origin === undefined ? {} : { origin }) };
}

/** The path of a value in the file that it stands in, or in which the nearest one above it stands where it is absent. */
export function originPath(root: TreeNode, path: readonly PropertyKey[]): readonly PropertyKey[] {
  let node = root;
  let own = root.origin?.path ?? [];
  let aliased = root.origin?.aliased === true;
  for (const [depth, part] of path.entries()) {
    const next = step(node, part);
    if (next === undefined) return [...own, ...path.slice(depth)];
    node = next.node;
    const { origin } = node;
    // What is below an alias has the path of its anchor.
    own = origin === undefined || (aliased && origin.aliased !== true) ? [...own, part] : origin.path;
    aliased ||= origin?.aliased === true;
  }
  return own;
}

function step(node: TreeNode, part: PropertyKey): { node: TreeNode; keySpan?: Span } | undefined {
  if (node.kind === 'map') {
    const entry = node.entries.get(String(part));
    return entry === undefined ? undefined : { node: entry.value, keySpan: entry.keySpan };
  }
  const item = node.kind === 'list' && typeof part === 'number' ? node.items[part] : undefined;
  return item === undefined ? undefined : { node: item };
}
