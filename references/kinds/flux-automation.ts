import { dig, items, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

const notificationGroup = 'notification.toolkit.fluxcd.io';
const imageGroup = 'image.toolkit.fluxcd.io';

/** The groups of the kinds that send events. */
const groups: Readonly<Record<string, string>> = {
  Bucket: 'source.toolkit.fluxcd.io',
  GitRepository: 'source.toolkit.fluxcd.io',
  HelmChart: 'source.toolkit.fluxcd.io',
  HelmRelease: 'helm.toolkit.fluxcd.io',
  HelmRepository: 'source.toolkit.fluxcd.io',
  ImagePolicy: imageGroup,
  ImageRepository: imageGroup,
  ImageUpdateAutomation: imageGroup,
  Kustomization: 'kustomize.toolkit.fluxcd.io',
  OCIRepository: 'source.toolkit.fluxcd.io',
};

const withSecrets: KindRule = { references: secrets };

/** Flux: what it says to others, and what others say to it. */
export const fluxNotification: GroupRules = {
  group: notificationGroup,
  kinds: {
    Provider: withSecrets,
    Alert: {
      references: (object) => [
        ...local(object, ['spec', 'providerRef'], notificationGroup, 'Provider', 'is sent through it'),
        ...eventObjects(object, ['spec', 'eventSources'], 'its events are sent'),
      ],
    },
    Receiver: {
      references: (object) => [
        ...secrets(object),
        ...eventObjects(object, ['spec', 'resources'], 'is reconciled at once'),
      ],
    },
  },
};

/** Flux: images that it watches, and writes into a repository. */
export const fluxImage: GroupRules = {
  group: imageGroup,
  kinds: {
    ImageRepository: withSecrets,
    ImagePolicy: {
      references: (object) =>
        local(object, ['spec', 'imageRepositoryRef'], imageGroup, 'ImageRepository', 'chooses from its tags'),
    },
    ImageUpdateAutomation: {
      references: (object) =>
        local(
          object,
          ['spec', 'sourceRef'],
          'source.toolkit.fluxcd.io',
          'GitRepository',
          'writes to that repository',
        ),
    },
  },
};

function secrets(object: Manifest): readonly ReferenceDraft[] {
  return ['secretRef', 'certSecretRef'].flatMap((field) =>
    local(object, ['spec', field], '', 'Secret', 'logs in with it'),
  );
}

function local(
  object: Manifest,
  path: readonly string[],
  group: string,
  kind: string,
  why: string,
): readonly ReferenceDraft[] {
  const name = text(dig(object, ...path, 'name'));
  if (name === undefined) return [];
  const namespace = text(dig(object, ...path, 'namespace')) ?? object.metadata.namespace;
  return [refer(pointer(...path), toObject(objectId(group, kind, namespace, name)), 'with', why)];
}

/** Objects that send or take events: without one of them nothing fails, and `*` is all of a kind. */
function eventObjects(object: Manifest, path: readonly string[], why: string): readonly ReferenceDraft[] {
  return items(dig(object, ...path)).flatMap((entry, i) => {
    const kind = text(dig(entry, 'kind')) ?? '';
    const name = text(dig(entry, 'name'));
    const group = groups[kind];
    if (group === undefined || name === undefined || name === '*') return [];
    const namespace = text(dig(entry, 'namespace')) ?? object.metadata.namespace;
    const target = toObject(objectId(group, kind, namespace, name));
    return [refer(pointer(...path, i), target, 'none', why, { optional: true })];
  });
}
