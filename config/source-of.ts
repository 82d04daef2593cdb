import { hash } from 'node:crypto';
import type { ClusterConfig } from './cluster';
import { treeFile } from './library';
import { type Finding, locate, type Problem, pathText, type SourceText } from './problem';
import { originPath, placeOf, plainValue, type TreeNode } from './yaml-tree';

/** The text that each cluster was read from. */
const sources = new WeakMap<ClusterConfig, Kept>();

interface Kept {
  readonly source: SourceText;
  /** Reads the file again and merges it with its bases, where it has any. */
  readonly merged: (() => TreeNode | undefined) | undefined;
  readonly said: Said | undefined;
}

/** What the files say that went into a cluster, before any default is filled in. */
export interface Said {
  /** The file, merged with its bases. */
  readonly own: unknown;
  /** Its applications by name, each as `saidText` has it; undefined where there is no such file. */
  readonly applications: readonly (readonly [name: string, text: string | undefined])[];
}

/** Keeps what a cluster was read from, for errors that only show when it is compiled. @returns the cluster */
export function withSource(
  config: ClusterConfig,
  source: SourceText,
  merged?: () => TreeNode | undefined,
  said?: Said,
): ClusterConfig {
  sources.set(config, { source, merged, said });
  return config;
}

/**
 * A digest of what a cluster is made of: its file merged with its bases, its applications as their files have them, and whatever else
 * counts. Comments, the order of the keys and defaults do not: it is the same in every version of Meshwright.
 */
export function inputsDigest(config: ClusterConfig, ...others: readonly string[]): string {
  const said = sources.get(config)?.said;
  return hash('sha256', list([said === undefined ? 'null' : textOf(said), ...others.map(json)]), 'hex');
}

function textOf({ own, applications }: Said): string {
  const named = applications.map(([name, text = 'null']) => list([json(name), text]));
  return list([json(sorted(own)), list(named)]);
}

function list(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** What a file says, as JSON whose keys are in order; made once of a file that many clusters name. */
export function saidText(root: TreeNode): string {
  const text = texts.get(root) ?? json(sorted(plainValue(root)));
  texts.set(root, text);
  return text;
}

const texts = new WeakMap<TreeNode, string>();

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** A problem at a path of a cluster's file; undefined where it was read from none. */
export function problemIn(
  config: ClusterConfig,
  path: readonly (string | number)[],
  finding: Finding,
): Problem | undefined {
  const kept = sources.get(config);
  if (kept === undefined) return undefined;
  const root = kept.merged === undefined ? readAgain(kept.source) : kept.merged();
  if (root === undefined) return undefined;
  return locate(kept.source, placeOf(root, path).span, {
    ...finding,
    path: pathText(kept.merged === undefined ? path : originPath(root, path)),
  });
}

function readAgain(source: SourceText): TreeNode | undefined {
  const tree = treeFile({ name: source.file, text: source.text });
  return 'problems' in tree ? undefined : tree.root;
}
