import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { canonical } from '../list-keys';
import { listed, say } from '../sentence';
import { eachChange, named, news, type RiskRule, type Said, type Side } from './risk';

/** Rules about what Argo CD and Flux deliver, from where, and whether they keep it. */
export const deliveryRules: readonly RiskRule[] = [
  {
    id: 'source-changed',
    level: 'high',
    title: 'What the cluster runs is taken from another repository, branch or folder',
    find: eachChange(
      [
        'source.toolkit.fluxcd.io/GitRepository',
        'source.toolkit.fluxcd.io/HelmRepository',
        'source.toolkit.fluxcd.io/OCIRepository',
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'argoproj.io/Application',
      ],
      sourceChanged,
    ),
  },
  {
    id: 'destination-changed',
    level: 'high',
    title:
      'An Application writes to another cluster or namespace; what it brought to the old one stays there',
    find: eachChange(['argoproj.io/Application'], (change) => {
      if (change.kind !== 'changed') return [];
      const [was, now] = [change.before, change.after].map(placeOf);
      return was === undefined || now === undefined || was === now
        ? []
        : [say`${named(change)} goes elsewhere: ${was} -> ${now}; what it has brought stays where it was`];
    }),
  },
  {
    id: 'project-changed',
    level: 'medium',
    title: 'An Application belongs to another project, whose limits it has from now on',
    find: eachChange(['argoproj.io/Application'], (change) => {
      const [was, now] = [change.before, change.after].map(
        (object) => text(dig(object, 'spec', 'project')) ?? 'default',
      );
      return change.kind !== 'changed' || was === undefined || now === undefined || was === now
        ? []
        : [say`${named(change)} leaves project ${was} for ${now}`];
    }),
  },
  {
    id: 'project-widened',
    level: 'high',
    title: 'An AppProject allows a further repository, destination or cluster-scoped kind',
    find: eachChange(['argoproj.io/AppProject'], (change) => {
      if (change.kind !== 'changed') return [];
      return [
        'sourceRepos',
        'destinations',
        'clusterResourceWhitelist',
        'namespaceResourceWhitelist',
      ].flatMap((field): Said[] => {
        const allowed = (object: Manifest | undefined) => items(dig(object, 'spec', field)).map(entry);
        const [was, now] = [allowed(change.before), allowed(change.after)];
        if (field === 'namespaceResourceWhitelist') {
          // Without a list, every namespaced kind is allowed.
          if (was.length === 0) return [];
          if (now.length === 0) return [say`${named(change)} allows every namespaced kind`];
        }
        const more = news(was, now);
        if (more.length === 0) return [];
        const sentence = say`${named(change)} allows ${listed(more)} (${field})`;
        return [more.some((each) => each.includes('*')) ? sentence : { sentence, level: 'medium' }];
      });
    }),
  },
  {
    id: 'project-left',
    level: 'high',
    title:
      'An Application belongs to a project that the set does not have, such as `default`, which may allow everything',
    find: eachChange(['argoproj.io/Application'], (change, { before, after }) => {
      const projectOf = (object: Manifest | undefined) => text(dig(object, 'spec', 'project')) ?? 'default';
      const known = (side: Side) =>
        side.index.ofKind('argoproj.io', 'AppProject').map(({ metadata }) => metadata.name);
      if (change.kind === 'removed' || known(after).length === 0) return [];
      const now = projectOf(change.after);
      const wasOut = change.kind === 'changed' && !known(before).includes(projectOf(change.before));
      return wasOut || known(after).includes(now)
        ? []
        : [say`${named(change)} belongs to project ${now}, which this output does not limit`];
    }),
  },
  {
    id: 'delivery-loosened',
    level: 'medium',
    title: 'Self-healing, pruning or waiting is switched off, or the delivery suspended',
    find: eachChange(
      [
        'argoproj.io/Application',
        'kustomize.toolkit.fluxcd.io/Kustomization',
        'helm.toolkit.fluxcd.io/HelmRelease',
      ],
      deliveryLoosened,
    ),
  },
  {
    id: 'pruning-began',
    level: 'medium',
    title: 'What is gone from Git begins to be deleted in the cluster',
    find: eachChange(['argoproj.io/Application', 'kustomize.toolkit.fluxcd.io/Kustomization'], (change) =>
      change.kind === 'changed' && !prunes(change.before) && prunes(change.after)
        ? [say`${named(change)} deletes from now on what is gone from its folder`]
        : [],
    ),
  },
];

function sourceChanged(change: ObjectChange): readonly Said[] {
  if (change.kind !== 'changed') return [];
  const paths: readonly (readonly string[])[] =
    change.id.kind === 'Application'
      ? [
          ['spec', 'source', 'repoURL'],
          ['spec', 'source', 'path'],
          ...(dig(change.after, 'spec', 'source', 'chart') === undefined
            ? [['spec', 'source', 'targetRevision']]
            : []),
        ]
      : [
          ['spec', 'url'],
          ['spec', 'ref'],
          ['spec', 'path'],
          ['spec', 'sourceRef'],
        ];
  const shown = (value: unknown) =>
    typeof value === 'string' ? value : value === undefined ? 'nothing' : canonical(value);
  return paths.flatMap((path): Said[] => {
    const [was, now] = [shown(dig(change.before, ...path)), shown(dig(change.after, ...path))];
    return was === now
      ? []
      : [
          say`${named(change)} takes what it delivers from elsewhere: ${path.slice(1).join('.')} ${was} -> ${now}`,
        ];
  });
}

/** Where an Application writes, as words. */
function placeOf(application: Manifest | undefined): string {
  const parts = ['server', 'name', 'namespace'].flatMap((key) => {
    const value = text(dig(application, 'spec', 'destination', key));
    return value === undefined ? [] : [`${key} ${value}`];
  });
  return parts.join(', ') || 'nowhere';
}

/** An entry of an AppProject's list, as words. */
function entry(value: unknown): string {
  if (typeof value === 'string') return value;
  const parts = ['group', 'kind', 'name', 'namespace', 'server'].flatMap(
    (name) => text(dig(value, name)) ?? [],
  );
  return parts.length === 0 ? canonical(value) : parts.join(' ');
}

function prunes(object: Manifest | undefined): boolean {
  return (
    dig(object, 'spec', 'prune') === true || dig(object, 'spec', 'syncPolicy', 'automated', 'prune') === true
  );
}

function deliveryLoosened(change: ObjectChange): readonly Said[] {
  if (change.kind !== 'changed') return [];
  const { before, after } = change;
  const was = (...path: readonly string[]) => dig(before, ...path) !== dig(after, ...path);
  const automated = (object: Manifest | undefined) =>
    dig(object, 'spec', 'syncPolicy', 'automated') !== undefined &&
    dig(object, 'spec', 'syncPolicy', 'automated', 'enabled') !== false;
  const said: Said[] = [];
  if (dig(after, 'spec', 'suspend') === true && was('spec', 'suspend')) {
    said.push(say`${named(change)} is suspended: changes no longer reach the cluster`);
  }
  if (automated(before) && !automated(after)) {
    said.push(say`${named(change)} is no longer synced by itself`);
  } else if (
    dig(before, 'spec', 'syncPolicy', 'automated', 'selfHeal') === true &&
    dig(after, 'spec', 'syncPolicy', 'automated', 'selfHeal') !== true
  ) {
    said.push(say`${named(change)}: what is changed by hand in the cluster stays changed (selfHeal)`);
  }
  if (prunes(before) && !prunes(after))
    said.push(say`${named(change)}: what is gone from Git stays in the cluster (prune)`);
  if (dig(before, 'spec', 'wait') === true && dig(after, 'spec', 'wait') !== true) {
    said.push(say`${named(change)}: later stages no longer wait for its health`);
  }
  const drift = (object: Manifest | undefined) => text(dig(object, 'spec', 'driftDetection', 'mode'));
  if (drift(before) === 'enabled' && drift(after) !== 'enabled') {
    said.push(say`${named(change)}: what is changed by hand in the cluster stays changed (driftDetection)`);
  }
  return said;
}
