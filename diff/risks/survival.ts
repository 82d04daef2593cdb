import { dig, items, text } from '../../references/fields';
import { keyOf as identityKey, type ObjectId, objectId } from '../../references/identity';
import { groupOf, type Manifest } from '../../references/manifest';
import { type FieldChange, pathText } from '../change';
import { listed, say } from '../sentence';
import { eachChange, named, news, type RiskRule, type Said } from './risk';

const workloads = ['apps/Deployment', 'apps/StatefulSet'];
const autoscalers = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];
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
    id: 'scales-less',
    level: 'medium',
    title: 'An autoscaler goes, or lets a workload have fewer pods',
    find: eachChange(autoscalers, (change, { after }): readonly Said[] => {
      if (change.kind === 'removed') {
        const target = targetOf(change.before);
        const others = [
          ...after.index.ofKind('autoscaling', 'HorizontalPodAutoscaler'),
          ...after.index.ofKind('keda.sh', 'ScaledObject'),
        ];
        const stays = target !== undefined && after.index.get(target) !== undefined;
        const scaled = others.some((other) => keyOf(targetOf(other)) === keyOf(target));
        return stays && !scaled
          ? [say`${named(change)} is gone: ${target.kind} ${target.name} has as many pods under any load`]
          : [];
      }
      if (change.kind !== 'changed') return [];
      const [was, now] = [boundsOf(change.before), boundsOf(change.after)];
      return [
        ...(now.least < was.least
          ? [say`${named(change)}: at least ${podCount(now.least)}, it was ${was.least}`]
          : []),
        ...(now.most < was.most
          ? [say`${named(change)}: at most ${podCount(now.most)}, it was ${was.most}`]
          : []),
      ];
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

/** What an autoscaler scales. */
function targetOf(autoscaler: Manifest | undefined): ObjectId | undefined {
  const target = dig(autoscaler, 'spec', 'scaleTargetRef');
  const name = text(dig(target, 'name'));
  if (autoscaler === undefined || name === undefined) return undefined;
  const kind = text(dig(target, 'kind')) ?? 'Deployment';
  const group = groupOf(text(dig(target, 'apiVersion')) ?? 'apps/v1');
  return objectId(group, kind, autoscaler.metadata.namespace, name);
}

const keyOf = (id: ObjectId | undefined) => (id === undefined ? '' : identityKey(id));

const podCount = (count: number) => `${count} ${count === 1 ? 'pod' : 'pods'}`;

/** How few and how many pods an autoscaler lets there be; what is not said is Kubernetes' or KEDA's own. */
function boundsOf(autoscaler: Manifest | undefined): { readonly least: number; readonly most: number } {
  const spec = autoscaler?.spec;
  const number = (value: unknown, usual: number) => (typeof value === 'number' ? value : usual);
  return autoscaler?.kind === 'ScaledObject'
    ? { least: number(dig(spec, 'minReplicaCount'), 0), most: number(dig(spec, 'maxReplicaCount'), 100) }
    : { least: number(dig(spec, 'minReplicas'), 1), most: number(dig(spec, 'maxReplicas'), 1) };
}

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
