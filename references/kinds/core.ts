import { dig, fields, items, pointer, portOf, strings, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules } from '../kind-rule';
import { byLabels } from '../labels';
import type { Manifest } from '../manifest';
import { podSpecReferences, readPodTemplate } from '../pod-template';
import { type ReferenceDraft, refer, toObject } from '../reference';
import { roleReferences } from './iam';
import { kongServiceReferences } from './kong-annotations';

/** The core group: Pods, Services, ServiceAccounts, Secrets and ConfigMaps. */
export const core: GroupRules = {
  group: '',
  kinds: {
    Pod: {
      provides: (object) => ({ pods: [readPodTemplate(object, [])] }),
      references: (object) => podSpecReferences(object, []),
    },
    ReplicationController: {
      provides: (object) => ({ pods: [readPodTemplate(object, ['spec', 'template'])] }),
      references: (object) => podSpecReferences(object, ['spec', 'template']),
    },
    Service: {
      parts: servicePorts,
      references: (object, context) => [
        ...serviceReferences(object),
        ...kongServiceReferences(object, context),
      ],
    },
    ServiceAccount: {
      references: (object, context) => [
        ...roleReferences(object, context),
        ...items(object.imagePullSecrets).flatMap((item, i) => {
          const name = text(dig(item, 'name'));
          if (name === undefined) return [];
          const target = toObject(objectId('', 'Secret', object.metadata.namespace, name));
          return [refer(pointer('imagePullSecrets', i), target, 'none', 'pulls images')];
        }),
      ],
    },
    Secret: { parts: keysOf },
    ConfigMap: { parts: keysOf },
  },
};

function keysOf(object: Manifest): ReadonlySet<string> {
  return new Set(['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(fields(object[field]))));
}

function servicePorts(object: Manifest): ReadonlySet<string> {
  return new Set(
    items(dig(object, 'spec', 'ports')).flatMap((port) => [
      ...(portOf(dig(port, 'port')) === undefined ? [] : [String(dig(port, 'port'))]),
      ...(text(dig(port, 'name')) === undefined ? [] : [String(dig(port, 'name'))]),
    ]),
  );
}

/** Labels that controllers put on each pod, which no template has. */
const ofControllers: ReadonlySet<string> = new Set([
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'job-name',
  'pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
]);

/** A Service that selects nobody, or a port that no container opens, is a mistake, but nothing waits for it. */
function serviceReferences(object: Manifest): readonly ReferenceDraft[] {
  const labels = Object.fromEntries(
    Object.entries(strings(dig(object, 'spec', 'selector'))).filter(([key]) => !ofControllers.has(key)),
  );
  if (Object.keys(labels).length === 0) return [];
  const namespace = object.metadata.namespace ?? 'default';
  const selector = byLabels(labels);
  const pods = { type: 'pods', namespace, selector } as const;
  const drafts = [refer('/spec/selector', pods, 'none', 'sends calls to these pods')];
  items(dig(object, 'spec', 'ports')).forEach((port, i) => {
    const field = dig(port, 'targetPort') === undefined ? 'port' : 'targetPort';
    const name = portOf(dig(port, field));
    if (name === undefined) return;
    // A number that no container declares works all the same: containerPort is information only.
    const optional = /^\d+$/.test(name);
    drafts.push(
      refer(
        pointer('spec', 'ports', i, field),
        { ...pods, part: { type: 'port', name } },
        'none',
        'sends calls to this port of the pods',
        { optional },
      ),
    );
  });
  return drafts;
}
