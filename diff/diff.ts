import { withoutCredentials } from '../credentials/shown';
import { credentialTexts } from '../credentials/texts-of-object';
import { keyOf, type ObjectId } from '../references/identity';
import type { Manifest } from '../references/manifest';
import { buildIndex } from '../references/reference-index';
import { topologyOf } from '../topology/topology';
import type { ObjectChange } from './change';
import { compareObjects } from './compare-objects';
import { canonical } from './list-keys';
import { riskRules } from './risks/all';
import { type ClusterChange, type Level, levels, type RiskRule, type Side } from './risks/risk';
import { plain, type Sentence, say } from './sentence';

/** The objects of each cluster, by its name. */
export type Clusters = ReadonlyMap<string, readonly Manifest[]>;

/** A risk, and the clusters that it reaches. */
export interface Risk {
  readonly level: Level;
  /** Id of the rule that says so. */
  readonly rule: string;
  readonly sentence: Sentence;
  readonly object?: ObjectId;
  readonly clusters: readonly string[];
}

/** The same change of the same object, and the clusters that it reaches. */
export interface SharedChange {
  readonly change: ObjectChange;
  readonly clusters: readonly string[];
}

/** All that differs between two outputs. */
export interface Difference {
  /** Highest first; of one level in the order of the table, then by how many clusters they reach. */
  readonly risks: readonly Risk[];
  readonly changes: readonly SharedChange[];
  /** Every cluster of either side, sorted. */
  readonly clusters: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares two outputs, cluster by cluster. Changes and risks that several clusters share are one. */
export function diffClusters(
  before: Clusters,
  after: Clusters,
  rules: readonly RiskRule[] = riskRules,
): Difference {
  const clusters = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const risks = new Map<
    string,
    Omit<Risk, 'clusters'> & { readonly clusters: string[]; readonly rank: number }
  >();
  const changes = new Map<string, { readonly change: ObjectChange; readonly clusters: string[] }>();
  const add = (cluster: string, rank: number, risk: Omit<Risk, 'clusters'>) => {
    const key = JSON.stringify([risk.level, risk.rule, plain(risk.sentence)]);
    const known = risks.get(key);
    if (known === undefined) risks.set(key, { ...risk, clusters: [cluster], rank });
    else if (!known.clusters.includes(cluster)) known.clusters.push(cluster);
  };
  for (const cluster of clusters) {
    const [old, now] = [before.get(cluster), after.get(cluster)];
    const whole = wholeCluster(cluster, old, now);
    if (whole !== undefined) {
      add(cluster, -1, whole);
      continue;
    }
    const change = clusterChange(old ?? [], now ?? []);
    if (change === undefined) continue;
    for (const each of change.changes) {
      const key = changeKey(each);
      const known = changes.get(key);
      if (known === undefined) changes.set(key, { change: each, clusters: [cluster] });
      else known.clusters.push(cluster);
    }
    const hidden = hiddenTexts(change.changes);
    for (const [rank, rule] of rules.entries()) {
      for (const { sentence: said, object, level = rule.level } of rule.find(change)) {
        const sentence = discreet(said, hidden);
        add(cluster, rank, { level, rule: rule.id, sentence, ...(object === undefined ? {} : { object }) });
      }
    }
  }
  return {
    risks: [...risks.values()]
      .toSorted(
        (a, b) =>
          levels.indexOf(a.level) - levels.indexOf(b.level) ||
          a.rank - b.rank ||
          b.clusters.length - a.clusters.length,
      )
      .map(({ rank: _, ...risk }) => risk),
    changes: [...changes.values()],
    clusters,
    added: clusters.filter((cluster) => !before.has(cluster)),
    removed: clusters.filter((cluster) => !after.has(cluster)),
  };
}

/** The credentials of the objects that differ: no sentence about them shows one. */
function hiddenTexts(changes: readonly ObjectChange[]): readonly string[] {
  const texts = changes
    .flatMap(({ before, after }) => [before, after])
    .flatMap((object) => (object === undefined ? [] : credentialTexts(object)));
  return [...new Set(texts)];
}

function discreet(sentence: Sentence, hidden: readonly string[]): Sentence {
  if (hidden.length === 0) return sentence;
  return sentence.map((part) =>
    typeof part === 'string' ? part : { value: withoutCredentials(part.value, hidden) },
  );
}

/** A cluster that comes or goes is one risk: its objects are told by its TOPOLOGY.md, not as so many changes. */
function wholeCluster(
  cluster: string,
  before: readonly Manifest[] | undefined,
  after: readonly Manifest[] | undefined,
): Omit<Risk, 'clusters'> | undefined {
  if (before === undefined && after !== undefined) {
    const sentence = say`cluster ${cluster} is new, with ${after.length} objects`;
    return { level: 'medium', rule: 'cluster-added', sentence };
  }
  if (after === undefined && before !== undefined) {
    const sentence = say`cluster ${cluster} is gone, with all of its ${before.length} objects`;
    return { level: 'high', rule: 'cluster-removed', sentence };
  }
  return undefined;
}

function clusterChange(before: readonly Manifest[], after: readonly Manifest[]): ClusterChange | undefined {
  const changes = compareObjects(before, after);
  return changes.length === 0 ? undefined : { before: side(before), after: side(after), changes };
}

function side(objects: readonly Manifest[]): Side {
  const index = buildIndex(objects);
  return { index, topology: topologyOf(index) };
}

function changeKey({ kind, id, fields, before, after }: ObjectChange): string {
  // An object that comes, or goes, is the same change in two clusters where it holds the same in both.
  return JSON.stringify([
    kind,
    keyOf(id),
    kind === 'changed' ? canonical(fields) : canonical(after ?? before),
  ]);
}
