import { dig, items, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import { groupOf, type Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

const group = 'keda.sh';

const authentication: KindRule = {
  references: (object) =>
    items(dig(object, 'spec', 'secretTargetRef')).flatMap((entry, i) => {
      const name = text(dig(entry, 'name'));
      const key = text(dig(entry, 'key'));
      // Those of a ClusterTriggerAuthentication are in KEDA's own namespace, which the object does not name.
      if (name === undefined || object.metadata.namespace === undefined) return [];
      const id = objectId('', 'Secret', object.metadata.namespace, name);
      const target = toObject(id, key === undefined ? undefined : { type: 'key', name: key });
      return [refer(pointer('spec', 'secretTargetRef', i), target, 'with', 'logs in with it')];
    }),
};

/** KEDA. */
export const keda: GroupRules = {
  group,
  kinds: {
    ScaledObject: {
      provides: (object) => {
        const own = text(dig(object, 'spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'));
        const name = own ?? `keda-hpa-${object.metadata.name}`;
        const id = objectId('autoscaling', 'HorizontalPodAutoscaler', object.metadata.namespace, name);
        return { objects: [{ id, via: 'operator' }] };
      },
      references: (object) => {
        const scaled = dig(object, 'spec', 'scaleTargetRef');
        const name = text(dig(scaled, 'name'));
        const kind = text(dig(scaled, 'kind')) ?? 'Deployment';
        const id = (named: string) =>
          objectId(
            groupOf(text(dig(scaled, 'apiVersion')) ?? 'apps/v1'),
            kind,
            object.metadata.namespace,
            named,
          );
        return [
          ...(name === undefined
            ? []
            : [refer('/spec/scaleTargetRef', toObject(id(name)), 'with', 'scales it')]),
          ...triggers(object),
        ];
      },
    },
    ScaledJob: { references: triggers },
    TriggerAuthentication: authentication,
    ClusterTriggerAuthentication: authentication,
  },
};

function triggers(object: Manifest): readonly ReferenceDraft[] {
  return items(dig(object, 'spec', 'triggers')).flatMap((trigger, i) => {
    const reference = dig(trigger, 'authenticationRef');
    const name = text(dig(reference, 'name'));
    if (name === undefined) return [];
    const kind = text(dig(reference, 'kind')) ?? 'TriggerAuthentication';
    const isCluster = kind === 'ClusterTriggerAuthentication';
    const id = objectId(group, kind, isCluster ? undefined : object.metadata.namespace, name);
    return [
      refer(pointer('spec', 'triggers', i, 'authenticationRef'), toObject(id), 'with', 'logs in with it'),
    ];
  });
}

/** Karpenter: its pools of nodes. */
export const karpenter: GroupRules = {
  group: 'karpenter.sh',
  kinds: {
    NodeClaim: { references: (object) => nodeClass(object, ['spec', 'nodeClassRef']) },
    NodePool: {
      references: (object) => nodeClass(object, ['spec', 'template', 'spec', 'nodeClassRef']),
    },
  },
};

/** Karpenter on AWS: what its nodes are made of. */
export const karpenterAws: GroupRules = { group: 'karpenter.k8s.aws', kinds: { EC2NodeClass: {} } };

function nodeClass(object: Manifest, path: readonly string[]): readonly ReferenceDraft[] {
  const value = dig(object, ...path);
  const kind = text(dig(value, 'kind'));
  const name = text(dig(value, 'name'));
  if (kind === undefined || name === undefined) return [];
  const id = objectId(text(dig(value, 'group')) ?? 'karpenter.k8s.aws', kind, undefined, name);
  return [refer(pointer(...path), toObject(id), 'with', 'its nodes are made so')];
}

/** The AWS Load Balancer Controller. */
export const loadBalancer: GroupRules = {
  group: 'elbv2.k8s.aws',
  kinds: {
    IngressClassParams: {},
    TargetGroupBinding: {
      references: (object) => {
        const name = text(dig(object, 'spec', 'serviceRef', 'name'));
        if (name === undefined) return [];
        const port = dig(object, 'spec', 'serviceRef', 'port');
        const part =
          typeof port === 'number' || typeof port === 'string'
            ? ({ type: 'port', name: String(port) } as const)
            : undefined;
        const id = objectId('', 'Service', object.metadata.namespace, name);
        return [refer('/spec/serviceRef', toObject(id, part), 'with', 'registers its pods')];
      },
    },
  },
};
