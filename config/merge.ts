import type { Span } from './problem';
import { type MapEntry, type MapNode, spanOf, type TreeNode } from './yaml-tree';

/** What a merge does otherwise than RFC 7396, by the path in the merged document. */
export interface MergeRules {
  /** Whether a written null stays in the result instead of removing what is there. */
  readonly keepsNull?: (path: readonly string[]) => boolean;
  /** Whether a list adds to the one that is there instead of replacing it. */
  readonly addsUp?: (path: readonly string[]) => boolean;
}

/**
 * A document merged with another that changes it, by RFC 7396: a map is merged key by key, anything else replaces what is
 * there, and a written `null` removes it. Every part keeps the place that it stands at. A key without a value is no null
 * that somebody wrote: it stays, to be told as the mistake that it probably is.
 */
export function mergeTrees(target: TreeNode | undefined, patch: TreeNode, rules: MergeRules = {}): TreeNode {
  return merge(target, patch, rules, []);
}

function merge(
  target: TreeNode | undefined,
  patch: TreeNode,
  rules: MergeRules,
  path: readonly string[],
): TreeNode {
  if (patch.kind === 'list' && target?.kind === 'list' && rules.addsUp?.(path)) {
    return { ...target, items: [...target.items, ...patch.items], size: target.size + patch.size };
  }
  if (patch.kind !== 'map') return patch;
  const base = target?.kind === 'map' ? target : undefined;
  if (base === undefined && !removesAnything(patch)) return patch;
  const entries = new Map<string, MapEntry>(base?.entries);
  for (const entry of patch.entries.values()) {
    const before = entries.get(entry.key);
    const inside = [...path, entry.key];
    if (isWrittenNull(entry.value) && !rules.keepsNull?.(inside)) {
      entries.delete(entry.key);
      continue;
    }
    const value = merge(before?.value, entry.value, rules, inside);
    entries.set(entry.key, {
      key: entry.key,
      keySpan: value === entry.value || before === undefined ? entry.keySpan : before.keySpan,
      value,
    });
  }
  return mapOf(base ?? patch, entries.values());
}

/** A map of the given entries that stands where another node does. */
export function mapOf(place: Span, entries: Iterable<MapEntry>): MapNode {
  const all = new Map([...entries].map((entry) => [entry.key, entry]));
  const size = [...all.values()].reduce((sum, { value }) => sum + value.size, 1);
  return { kind: 'map', entries: all, ...spanOf(place), size };
}

/** Whether a value is a null that somebody wrote, and not a key whose value is missing. */
export function isWrittenNull(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.source !== '';
}

function removesAnything(node: TreeNode): boolean {
  return (
    node.kind === 'map' &&
    [...node.entries.values()].some(({ value }) => isWrittenNull(value) || removesAnything(value))
  );
}
