import type { ClusterConfig } from './cluster';
import { type Finding, locate, type Problem, type SourceText } from './problem';
import { convertYaml } from './yaml-convert';
import { readYaml } from './yaml-read';
import { placeOf } from './yaml-tree';

/** The text that each cluster was read from. */
const sources = new WeakMap<ClusterConfig, SourceText>();

/** Keeps what a cluster was read from, for errors that only show when it is compiled. @returns the cluster */
export function withSource(config: ClusterConfig, source: SourceText): ClusterConfig {
  sources.set(config, source);
  return config;
}

/** A problem at a path of a cluster's file; undefined where it was read from none. */
export function problemIn(
  config: ClusterConfig,
  path: readonly (string | number)[],
  finding: Finding,
): Problem | undefined {
  const source = sources.get(config);
  const read = source === undefined ? undefined : readYaml(source);
  if (source === undefined || read === undefined || 'problems' in read) return undefined;
  const tree = convertYaml(read.document, source);
  return 'problems' in tree ? undefined : locate(source, placeOf(tree.root, path).span, finding);
}
