import { nearest } from '../references/nearest';
import type { Library } from './library';
import { mapOf, mergeTrees } from './merge';
import { locate, type Problem, pathText, type SourceText } from './problem';
import { type ListNode, type MapEntry, plainValue, spanOf, type TreeNode } from './yaml-tree';

/** A file of a cluster: one of its bases, or its own. */
export interface Layer {
  readonly source: SourceText;
  readonly root: TreeNode;
}

/** A cluster's file merged with its bases. */
export interface LayeredCluster {
  /** From the first base to the cluster's own file. */
  readonly layers: readonly Layer[];
  readonly root: TreeNode;
  readonly problems: readonly Problem[];
}

/** Merges a cluster's file with the bases that it extends, from left to right. */
export function layeredCluster(own: Layer, library: Library): LayeredCluster {
  const problems: Problem[] = [];
  const layers = basesOf(own, library, [], problems);
  const [first, ...others] = layers;
  if (first === undefined || others.length === 0) return { layers, root: own.root, problems };
  const merged = others.reduce((tree, { root }) => mergeTrees(tree, root, rules), withoutExtends(first));
  return { layers, root: once(merged), problems };
}

const rules = {
  addsUp: ([key, ...inside]: readonly string[]) =>
    inside.length === 0 && (key === 'given' || key === 'patches'),
  // Helm too removes by null what its chart's values have.
  keepsNull: ([section, , values]: readonly string[]) => section === 'helm' && values === 'values',
};

function withoutExtends({ root }: Layer): TreeNode {
  return root.kind === 'map' && root.entries.has('extends')
    ? mapOf(
        root,
        [...root.entries.values()].filter(({ key }) => key !== 'extends'),
      )
    : root;
}

/** The files of a cluster in order: the bases of each file before it, each once. */
function basesOf(
  layer: Layer,
  library: Library,
  above: readonly string[],
  problems: Problem[],
): readonly Layer[] {
  const found: Layer[] = [];
  const list = layer.root.kind === 'map' ? layer.root.entries.get('extends') : undefined;
  for (const item of list?.value.kind === 'list' ? list.value.items : []) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') continue;
    const name = item.value;
    const file = library.base(name);
    const report = (message: string, expected: string, mend: string, near?: string) => {
      problems.push(
        locate(layer.source, spanOf(item), {
          path: pathText(item.origin?.path ?? []),
          message,
          found: name,
          expected,
          mend,
          nearest: near,
        }),
      );
    };
    if (file === undefined) {
      const near = nearest(name, library.bases);
      report(
        'a base that there is not',
        library.bases.length === 0
          ? 'a file of the same folder whose name begins with _; there is none'
          : `one of ${library.bases.join(', ')}`,
        near === undefined ? `write ${name}.yaml beside this file, or remove it` : `write ${near}`,
        near,
      );
    } else if ('problems' in file) {
      problems.push(...file.problems);
    } else if (above.includes(name)) {
      report(
        'a base that extends itself',
        `bases that end: ${[...above, name].join(' extends ')}`,
        'remove one of the two',
      );
    } else {
      for (const each of basesOf(file, library, [...above, name], problems)) {
        if (!found.some(({ source }) => source === each.source)) found.push(each);
      }
    }
  }
  return [...found, layer];
}

/** The document with what several files give named once: what a base has given is no mistake of the cluster's. */
function once(root: TreeNode): TreeNode {
  const given = root.kind === 'map' ? root.entries.get('given') : undefined;
  if (root.kind !== 'map' || given?.value.kind !== 'list') return root;
  const { items } = given.value;
  const seen = new Map<string, Set<unknown>>();
  const kept = items.filter((item) => {
    const text = JSON.stringify(plainValue(item));
    const own = item.origin?.source;
    const sources = seen.get(text) ?? new Set<unknown>();
    const isElsewhere = sources.size > (sources.has(own) ? 1 : 0);
    seen.set(text, sources.add(own));
    return !isElsewhere;
  });
  const value: ListNode = { ...given.value, items: kept };
  return mapOf(
    root,
    [...root.entries.values()].map(
      (entry): MapEntry => (entry.key === 'given' ? { ...entry, value } : entry),
    ),
  );
}
