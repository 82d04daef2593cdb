import { dig, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import { readSelector } from '../labels';
import { groupOf, type Manifest } from '../manifest';
import { podSpecReferences, readPodTemplate } from '../pod-template';
import { type ReferenceDraft, refer, toObject } from '../reference';

/** The rule of a kind that makes pods from the template at a path. */
export function workload(
  path: readonly string[],
  more?: (object: Manifest) => readonly ReferenceDraft[],
): KindRule {
  return {
    provides: (object) => ({ pods: [readPodTemplate(object, path)] }),
    references: (object) => [...podSpecReferences(object, path), ...(more?.(object) ?? [])],
  };
}

const template = ['spec', 'template'];

/** Workloads: their pods' templates, and what those name. */
export const apps: GroupRules = {
  group: 'apps',
  kinds: {
    Deployment: workload(template),
    DaemonSet: workload(template),
    ReplicaSet: workload(template),
    StatefulSet: workload(template, (object) => {
      const name = text(dig(object, 'spec', 'serviceName'));
      if (name === undefined) return [];
      const target = toObject(objectId('', 'Service', object.metadata.namespace, name));
      return [refer('/spec/serviceName', target, 'with', 'names its pods in DNS')];
    }),
  },
};

export const batch: GroupRules = {
  group: 'batch',
  kinds: {
    Job: workload(template),
    CronJob: workload(['spec', 'jobTemplate', 'spec', 'template']),
  },
};

export const autoscaling: GroupRules = {
  group: 'autoscaling',
  kinds: {
    HorizontalPodAutoscaler: {
      references: (object) => {
        const scaled = dig(object, 'spec', 'scaleTargetRef');
        const kind = text(dig(scaled, 'kind'));
        const name = text(dig(scaled, 'name'));
        if (kind === undefined || name === undefined) return [];
        const group = groupOf(text(dig(scaled, 'apiVersion')) ?? '');
        const target = toObject(objectId(group, kind, object.metadata.namespace, name));
        return [refer('/spec/scaleTargetRef', target, 'with', 'scales it')];
      },
    },
  },
};

export const policy: GroupRules = {
  group: 'policy',
  kinds: {
    PodDisruptionBudget: {
      references: (object) => {
        const selector = readSelector(dig(object, 'spec', 'selector'));
        const namespace = object.metadata.namespace ?? 'default';
        if (selector === undefined) return [];
        const target = { type: 'pods', namespace, selector } as const;
        return [refer(pointer('spec', 'selector'), target, 'none', 'protects these pods')];
      },
    },
  },
};
