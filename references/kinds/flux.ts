import { dig, items, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';
import { helmProvides, helmReferences } from './helm';

const sourceGroup = 'source.toolkit.fluxcd.io';
/** Name of the namespace, the source and the Secret that `flux bootstrap` makes. */
const bootstrap = 'flux-system';

/** Flux: HelmReleases. */
export const fluxHelm: GroupRules = {
  group: 'helm.toolkit.fluxcd.io',
  kinds: {
    HelmRelease: {
      provides: helmProvides,
      references: (object, context) => [
        ...helmReferences(object, context),
        ...source(object, ['spec', 'chart', 'spec', 'sourceRef'], sourceGroup),
        ...source(object, ['spec', 'chartRef'], sourceGroup),
        ...dependencies(object, 'helm.toolkit.fluxcd.io', 'HelmRelease', 'with'),
        ...items(dig(object, 'spec', 'valuesFrom')).flatMap((value, i) => {
          const kind = text(dig(value, 'kind'));
          const name = text(dig(value, 'name'));
          if (kind === undefined || name === undefined) return [];
          const key = text(dig(value, 'valuesKey')) ?? 'values.yaml';
          const target = toObject(objectId('', kind, object.metadata.namespace, name), {
            type: 'key',
            name: key,
          });
          const optional = dig(value, 'optional') === true;
          return [
            refer(pointer('spec', 'valuesFrom', i), target, 'before', 'Helm reads values from it', {
              optional,
            }),
          ];
        }),
      ],
    },
  },
};

/** Flux: Kustomizations. */
export const fluxKustomize: GroupRules = {
  group: 'kustomize.toolkit.fluxcd.io',
  kinds: {
    Kustomization: {
      provides: (object) => ({ opens: [text(dig(object, 'spec', 'targetNamespace')) ?? '*'] }),
      references: (object) => [
        ...source(object, ['spec', 'sourceRef'], sourceGroup),
        ...dependencies(object, 'kustomize.toolkit.fluxcd.io', 'Kustomization', 'none'),
      ],
    },
  },
};

/** Flux: where charts and manifests come from. */
export const fluxSource: GroupRules = {
  group: sourceGroup,
  kinds: Object.fromEntries(
    ['GitRepository', 'OCIRepository', 'HelmRepository'].map((kind) => [
      kind,
      {
        references: (object: Manifest): readonly ReferenceDraft[] => {
          const name = text(dig(object, 'spec', 'secretRef', 'name'));
          if (name === undefined) return [];
          const target = toObject(objectId('', 'Secret', object.metadata.namespace, name));
          // `flux bootstrap` brings the Secret of its own GitRepository, and no set has it.
          const optional =
            kind === 'GitRepository' && name === bootstrap && object.metadata.namespace === bootstrap;
          return [refer('/spec/secretRef', target, 'none', 'logs in with it', { optional })];
        },
      },
    ]),
  ),
};

function source(object: Manifest, path: readonly string[], group: string): readonly ReferenceDraft[] {
  const value = dig(object, ...path);
  const kind = text(dig(value, 'kind'));
  const name = text(dig(value, 'name'));
  if (kind === undefined || name === undefined) return [];
  const namespace = text(dig(value, 'namespace')) ?? object.metadata.namespace;
  return [
    refer(pointer(...path), toObject(objectId(group, kind, namespace, name)), 'with', 'comes from there'),
  ];
}

function dependencies(
  object: Manifest,
  group: string,
  kind: string,
  order: 'with' | 'none',
): readonly ReferenceDraft[] {
  return items(dig(object, 'spec', 'dependsOn')).flatMap((dependency, i) => {
    const name = text(dig(dependency, 'name'));
    if (name === undefined) return [];
    const namespace = text(dig(dependency, 'namespace')) ?? object.metadata.namespace;
    const target = toObject(objectId(group, kind, namespace, name));
    return [refer(pointer('spec', 'dependsOn', i), target, order, 'Flux waits for it')];
  });
}
