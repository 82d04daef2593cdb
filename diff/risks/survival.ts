import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { type FieldChange, pathText } from '../change';
import { listed, say } from '../sentence';
import { eachChange, named, news, type RiskRule, type Said } from './risk';

const workloads = ['apps/Deployment', 'apps/StatefulSet'];
const installs = ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'];

/** Rules about what outlives the loss of a node or a zone, and the end of a pod. */
export const survivalRules: readonly RiskRule[] = [
  {
    id: 'spread-removed',
    level: 'medium',
    title: 'Nothing keeps the pods of a workload in different zones, or on different nodes, any more',
    find: eachChange(workloads, (change) => {
      if (change.kind !== 'changed') return [];
      const gone = news(topologies(change.after), topologies(change.before));
      return gone.length === 0
        ? []
        : [
            say`${named(change)}: nothing keeps its pods apart by ${listed(gone)}: one failure may take all of them`,
          ];
    }),
  },
  {
    id: 'install-survives-less',
    level: 'medium',
    title: 'What a chart installs has fewer replicas, or no disruption budget any more',
    find: eachChange(installs, (change) => {
      if (change.kind !== 'changed') return [];
      const told = change.fields.flatMap(weaker);
      return told.length === 0 ? [] : [say`${named(change)}: ${listed(told)}`];
    }),
  },
  {
    id: 'end-sooner',
    level: 'low',
    title: 'A pod has less time to end, or ends without waiting for its callers',
    find: eachChange(workloads, (change): readonly Said[] => {
      if (change.kind !== 'changed') return [];
      const grace = (object: Manifest | undefined) => {
        const seconds = dig(object, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds');
        return typeof seconds === 'number' ? seconds : 30;
      };
      const [was, now] = [grace(change.before), grace(change.after)];
      const gone = news(waiting(change.after), waiting(change.before));
      return [
        ...(now < was ? [say`${named(change)}: its pods have ${now} seconds to end, they had ${was}`] : []),
        ...(gone.length === 0
          ? []
          : [say`${named(change)}: ${listed(gone)} no longer waits for its callers before it ends`]),
      ];
    }),
  },
];

/** By which labels of nodes a workload's pods are kept apart, by constraints or by affinities. */
function topologies(object: Manifest | undefined): readonly string[] {
  const spec = dig(object, 'spec', 'template', 'spec');
  const affinity = dig(spec, 'affinity', 'podAntiAffinity');
  return [
    ...items(dig(spec, 'topologySpreadConstraints')),
    ...items(dig(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')),
    ...items(dig(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')).map((each) =>
      dig(each, 'podAffinityTerm'),
    ),
  ].flatMap((each) => text(dig(each, 'topologyKey')) ?? []);
}

/** The containers of a workload that do something before they end. */
function waiting(object: Manifest | undefined): readonly string[] {
  return items(dig(object, 'spec', 'template', 'spec', 'containers')).flatMap((container) =>
    dig(container, 'lifecycle', 'preStop') === undefined ? [] : [text(dig(container, 'name')) ?? '?'],
  );
}

/** A value of a chart that keeps less alive than before. */
function weaker({ path, before, after }: FieldChange): readonly string[] {
  const last = path.at(-1) ?? '';
  // Values that say whose they are: below `spec.values`, or `spec.source.helm.valuesObject`.
  const start = path.findIndex((part) => part === 'values' || part === 'valuesObject');
  if (start < 0) return [];
  const name = pathText(path.slice(start + 1));
  const fewer = typeof before === 'number' && typeof after === 'number' && after < before;
  if (['replicaCount', 'replicas', 'minReplicas'].includes(last) && fewer)
    return [`${name} ${before} -> ${after}`];
  const budget = last === 'enabled' && ['podDisruptionBudget', 'pdb'].includes(path.at(-2) ?? '');
  return budget && before === true && after !== true ? [`${name} is off`] : [];
}
