import { dig, items, pointer, portOf, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules } from '../kind-rule';
import { groupOf, type Manifest } from '../manifest';
import type { Provides } from '../provision';
import { type ReferenceDraft, refer, toObject } from '../reference';
import { workload } from './apps';

const template = ['spec', 'template'];
const rollout = workload(template, rolloutReferences);

/** Argo Rollouts, whose kinds share their group with Argo CD's. */
export const argoRollouts: GroupRules = {
  group: 'argoproj.io',
  kinds: {
    Rollout: {
      // With a workloadRef the pods are those of the Deployment that it names.
      provides: (object, declared) =>
        dig(object, ...template) === undefined ? {} : (rollout.provides?.(object, declared) ?? {}),
      references: (object, context) => rollout.references?.(object, context) ?? [],
    },
    AnalysisTemplate: {},
    ClusterAnalysisTemplate: {},
    AnalysisRun: {},
    Experiment: {},
  },
};

function rolloutReferences(object: Manifest): readonly ReferenceDraft[] {
  const namespace = object.metadata.namespace;
  const service = (path: readonly string[], why: string) => {
    const name = text(dig(object, ...path));
    if (name === undefined) return [];
    return [refer(pointer(...path), toObject(objectId('', 'Service', namespace, name)), 'with', why)];
  };
  const workloadRef = dig(object, 'spec', 'workloadRef');
  const kind = text(dig(workloadRef, 'kind'));
  const name = text(dig(workloadRef, 'name'));
  const group = groupOf(text(dig(workloadRef, 'apiVersion')) ?? 'apps/v1');
  const strategy = ['spec', 'strategy'];
  return [
    ...(kind === undefined || name === undefined
      ? []
      : [
          refer(
            '/spec/workloadRef',
            toObject(objectId(group, kind, namespace, name)),
            'with',
            'its pods are made from that template',
          ),
        ]),
    ...service([...strategy, 'canary', 'stableService'], 'leads to the stable pods'),
    ...service([...strategy, 'canary', 'canaryService'], 'leads to the new pods'),
    ...service([...strategy, 'blueGreen', 'activeService'], 'leads to the active pods'),
    ...service([...strategy, 'blueGreen', 'previewService'], 'leads to the new pods'),
    ...items(dig(object, ...strategy, 'canary', 'steps')).flatMap((step, i) =>
      analyses(object, dig(step, 'analysis'), [...strategy, 'canary', 'steps', i, 'analysis']),
    ),
    ...analyses(object, dig(object, ...strategy, 'canary', 'analysis'), [...strategy, 'canary', 'analysis']),
    ...['prePromotionAnalysis', 'postPromotionAnalysis'].flatMap((when) => {
      const at = [...strategy, 'blueGreen', when];
      return analyses(object, dig(object, ...at), at);
    }),
  ];
}

function analyses(
  object: Manifest,
  analysis: unknown,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  return items(dig(analysis, 'templates')).flatMap((entry, i) => {
    const name = text(dig(entry, 'templateName'));
    if (name === undefined) return [];
    const isCluster = dig(entry, 'clusterScope') === true;
    const kind = isCluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    const id = objectId('argoproj.io', kind, isCluster ? undefined : object.metadata.namespace, name);
    return [refer(pointer(...at, 'templates', i), toObject(id), 'with', 'judges the new pods')];
  });
}

/** Flagger. */
export const flagger: GroupRules = {
  group: 'flagger.app',
  kinds: {
    MetricTemplate: {},
    AlertProvider: {},
    Canary: {
      provides: canaryProvides,
      references: (object) => [
        ...scaled(object, ['spec', 'targetRef'], 'its pods are the new version'),
        ...scaled(object, ['spec', 'autoscalerRef'], 'is copied for the stable pods'),
      ],
    },
  },
};

/** Flagger makes a stable copy of the target, and the Services of both versions (flagger.app/usage/how-it-works). */
function canaryProvides(object: Manifest): Provides {
  const namespace = object.metadata.namespace;
  const target = dig(object, 'spec', 'targetRef');
  const workloadName = text(dig(target, 'name')) ?? object.metadata.name;
  const service = dig(object, 'spec', 'service');
  const name = text(dig(service, 'name')) ?? workloadName;
  const port = portOf(dig(service, 'port'));
  // With discovery it opens every port of the target's containers.
  const known = port !== undefined && dig(service, 'portDiscovery') !== true;
  const parts = known ? new Set([port, text(dig(service, 'portName')) ?? 'http']) : undefined;
  const kind = text(dig(target, 'kind')) ?? 'Deployment';
  const copies = [
    ['apps', kind],
    ['autoscaling', 'HorizontalPodAutoscaler'],
  ] as const;
  return {
    objects: [
      ...[name, `${name}-primary`, `${name}-canary`].map((each) => ({
        id: objectId('', 'Service', namespace, each),
        via: 'operator' as const,
        parts,
      })),
      ...copies.map(([group, copied]) => ({
        id: objectId(group, copied, namespace, `${workloadName}-primary`),
        via: 'operator' as const,
      })),
    ],
  };
}

/** An object of the same namespace that is named by apiVersion, kind and name. */
function scaled(object: Manifest, path: readonly string[], why: string): readonly ReferenceDraft[] {
  const value = dig(object, ...path);
  const kind = text(dig(value, 'kind'));
  const name = text(dig(value, 'name'));
  if (kind === undefined || name === undefined) return [];
  const group = groupOf(text(dig(value, 'apiVersion')) ?? 'apps/v1');
  const id = objectId(group, kind, object.metadata.namespace, name);
  return [refer(pointer(...path), toObject(id), 'with', why)];
}
