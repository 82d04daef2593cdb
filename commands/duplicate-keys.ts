import { isMap, isPair, isScalar, type Node, visit } from 'yaml';
import type { DuplicateKey } from '../checks/rule';
import { pointer } from '../references/fields';

/** Keys that a map of a YAML document has twice; the later one is named. */
export function duplicateKeys(contents: Node | null): readonly DuplicateKey[] {
  const found: DuplicateKey[] = [];
  visit(contents, {
    Map(_, map, path) {
      const seen = new Set<string>();
      for (const pair of map.items) {
        const key = keyText(pair.key);
        if (key === undefined) continue;
        if (seen.has(key)) found.push({ path: pointer(...keysTo([...path, map]), key), key });
        seen.add(key);
      }
    },
  });
  return found;
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? (key.source ?? String(key.value)) : undefined;
}

/** The keys and indices that lead to the last of the nodes. */
function keysTo(nodes: readonly unknown[]): readonly (string | number)[] {
  return nodes.flatMap((node, depth): readonly (string | number)[] => {
    if (isPair(node)) return [keyText(node.key) ?? ''];
    const above = nodes[depth - 1];
    if (above === undefined || isPair(above) || isMap(above)) return [];
    return typeof above === 'object' && above !== null && 'items' in above && Array.isArray(above.items)
      ? [above.items.indexOf(node)]
      : [];
  });
}
