import { isWrittenNull, mapOf, mergeTrees } from '../merge';
import type { MapEntry, MapNode, TreeNode } from '../yaml-tree';
import { cronJobKeys, portKeys } from './service';
import { workloadKeys } from './workload';

/** The entries of a map; none of anything else. */
export function entriesOf(node: TreeNode | undefined): readonly MapEntry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}

/** The value of a key of a map, or undefined. */
export function inside(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/**
 * A service as it is meant: what `defaults` says, then what the service says, and both again for each of its versions.
 * Each part keeps the place that it stands at. Of the defaults a service takes only what its kind can have, so that those
 * of a web service may stand beside a worker; what it says itself stays, to be judged.
 *
 * @param root the whole application
 * @param service the service's value
 */
export function resolvedService(root: TreeNode, service: MapNode): MapNode {
  const own = entriesOf(service).filter(({ key }) => key !== 'versions');
  const said = mapOf(service, own);
  const whole = mergeTrees(mapOf(service, inherited(root, said)), said);
  const all = entriesOf(whole);
  const shared = all.filter(({ key }) => workloadKeys.includes(key));
  const rest = all.filter(({ key }) => !workloadKeys.includes(key));
  return mapOf(service, [...rest, versionsOf(service, shared)]);
}

function versionsOf(service: MapNode, shared: readonly MapEntry[]): MapEntry {
  const written = service.entries.get('versions');
  if (written !== undefined && written.value.kind !== 'map') return written;
  const place = written?.value ?? service;
  const first: MapEntry = { key: 'v1', keySpan: place, value: mapOf(service, []) };
  const entries = written === undefined ? [first] : entriesOf(written.value);
  const versions = entries
    .filter(({ value }) => !isWrittenNull(value))
    .map((entry) => {
      if (entry.value.kind !== 'map') return entry;
      const taken = shared.filter(({ key }) => !excluded(entry.value, key));
      const merged = mergeTrees(mapOf(entry.value, taken), entry.value);
      return { ...entry, value: mapOf(entry.value, entriesOf(merged)) };
    });
  return { key: 'versions', keySpan: written?.keySpan ?? place, value: mapOf(place, versions) };
}

/** The defaults that a service takes. */
function inherited(root: TreeNode, service: TreeNode): readonly MapEntry[] {
  const top = entriesOf(root).filter(({ key }) => key === 'image' || key === 'replicas');
  const given = [...top.filter(({ key }) => inside(inside(root, 'defaults'), key) === undefined)];
  const all = [...given, ...entriesOf(inside(root, 'defaults'))];
  const find = (key: string) => inside(service, key) ?? all.find((entry) => entry.key === key)?.value;
  const kind = find('kind');
  const unfit = new Set(unfitFor(kind?.kind === 'scalar' ? kind.value : undefined));
  if (inside(service, 'existing') !== undefined) for (const key of workloadKeys) unfit.add(key);
  const ports = unfit.has('ports') ? undefined : find('ports');
  if (ports === undefined || isWrittenNull(ports)) for (const key of portKeys) unfit.add(key);
  return all.filter(({ key }) => !unfit.has(key) && !excluded(service, key));
}

/** Whether a value says something that leaves no room for another key. */
function excluded(by: TreeNode, key: string): boolean {
  const has = (other: string) => {
    const value = inside(by, other);
    return value !== undefined && !isWrittenNull(value);
  };
  return (key === 'replicas' && has('autoscaling')) || (key === 'autoscaling' && has('replicas'));
}

function unfitFor(kind: unknown): readonly string[] {
  switch (kind) {
    case 'CronJob':
      return cronJobUnfit;
    case 'StatefulSet':
      return [...cronJobKeys, 'strategy'];
    default:
      return [...cronJobKeys, ...statefulSetKeys];
  }
}

const statefulSetKeys = ['volumeClaimTemplates', 'updateStrategy'] as const;

/** What a CronJob cannot have: its pods are called by nobody, and there is one at a time. */
export const cronJobUnfit: readonly string[] = [
  'ports',
  'replicas',
  'autoscaling',
  'disruptionBudget',
  'strategy',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  ...statefulSetKeys,
];
