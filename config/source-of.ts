import type { ClusterConfig } from './cluster';
import { treeFile } from './library';
import { type Finding, locate, type Problem, pathText, type SourceText } from './problem';
import { originPath, placeOf, type TreeNode } from './yaml-tree';

/** The text that each cluster was read from. */
const sources = new WeakMap<ClusterConfig, Kept>();

interface Kept {
  readonly source: SourceText;
  /** The file merged with its bases, where it has any; without them it is read again when it is needed. */
  readonly merged: TreeNode | undefined;
}

/** Keeps what a cluster was read from, for errors that only show when it is compiled. @returns the cluster */
export function withSource(config: ClusterConfig, source: SourceText, merged?: TreeNode): ClusterConfig {
  sources.set(config, { source, merged });
  return config;
}

/** A problem at a path of a cluster's file; undefined where it was read from none. */
export function problemIn(
  config: ClusterConfig,
  path: readonly (string | number)[],
  finding: Finding,
): Problem | undefined {
  const kept = sources.get(config);
  const root = kept === undefined ? undefined : (kept.merged ?? readAgain(kept.source));
  return kept === undefined || root === undefined
    ? undefined
    : locate(kept.source, placeOf(root, path).span, {
        ...finding,
        path: pathText(kept.merged === undefined ? path : originPath(root, path)),
      });
}

function readAgain(source: SourceText): TreeNode | undefined {
  const tree = treeFile({ name: source.file, text: source.text });
  return 'problems' in tree ? undefined : tree.root;
}
