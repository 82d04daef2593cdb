import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { canonical } from '../list-keys';
import { listed, say } from '../sentence';
import { eachChange, named, placed, type RiskRule, type Said } from './risk';

const group = 'external-secrets.io';
const stores = [`${group}/SecretStore`, `${group}/ClusterSecretStore`];
const externals = [`${group}/ExternalSecret`, `${group}/ClusterExternalSecret`];

/** Rules about where secrets come from. */
export const secretRules: readonly RiskRule[] = [
  {
    id: 'secret-source-changed',
    level: 'high',
    title: 'An ExternalSecret reads another key, property or version, or from another store',
    find: eachChange(externals, sourceChanged),
  },
  {
    id: 'store-changed',
    level: 'high',
    title: 'A store looks elsewhere: another provider, region, role or service account',
    find: eachChange(stores, (change) => {
      if (change.kind !== 'changed') return [];
      const changed = change.fields
        .filter(({ path }) => path[1] === 'provider')
        .map(({ path }) => path.slice(3).join('.') || 'provider');
      return changed.length === 0 ? [] : [say`${named(change)} looks elsewhere: ${listed(changed)} changed`];
    }),
  },
  {
    id: 'secret-removed',
    level: 'high',
    title: 'An ExternalSecret goes, and its Secret with it',
    find: eachChange(externals, (change) => {
      if (change.kind !== 'removed') return [];
      const owner = (text(dig(change.before, 'spec', 'target', 'creationPolicy')) ?? 'Owner') === 'Owner';
      return [
        owner
          ? say`${named(change)} is gone, and the Secret that it owns with it`
          : {
              sentence: say`${named(change)} is gone: its Secret stays and is no longer renewed`,
              level: 'medium',
            },
      ];
    }),
  },
  {
    id: 'secret-deletion',
    level: 'medium',
    title: 'A Secret is to be deleted when its source is',
    find: eachChange(externals, (change) => {
      const policy = (object: Manifest | undefined) =>
        text(dig(object, 'spec', 'target', 'deletionPolicy')) ?? 'Retain';
      return change.kind === 'changed' &&
        policy(change.before) !== 'Delete' &&
        policy(change.after) === 'Delete'
        ? [say`${named(change)}: its Secret is deleted as soon as its source is missing`]
        : [];
    }),
  },
  {
    id: 'secret-in-git',
    level: 'high',
    title: 'A Secret with content is in the output',
    find: eachChange(['/Secret'], ({ kind, id, after }) =>
      kind !== 'removed' &&
      [...Object.keys(fields(after?.data)), ...Object.keys(fields(after?.stringData))].length > 0
        ? [say`Secret ${placed(id)} holds its content, for everybody who can read the repository`]
        : [],
    ),
  },
];

function sourceChanged(change: ObjectChange): readonly Said[] {
  if (change.kind !== 'changed') return [];
  const { before, after } = change;
  const store = (object: Manifest | undefined) => {
    const reference = dig(object, 'spec', 'secretStoreRef');
    return `${text(dig(reference, 'kind')) ?? 'SecretStore'} ${text(dig(reference, 'name')) ?? '?'}`;
  };
  const said: Said[] = [];
  if (store(before) !== store(after)) {
    said.push(say`${named(change)} reads from ${store(after)}, was ${store(before)}`);
  }
  const old = sources(before);
  for (const [key, source] of sources(after)) {
    const was = old.get(key);
    if (was === undefined)
      said.push({ sentence: say`${named(change)}: ${key} is new, from ${source}`, level: 'low' });
    else if (was !== source) said.push(say`${named(change)}: ${key} comes from ${source}, was ${was}`);
  }
  for (const key of old.keys()) {
    if (!sources(after).has(key))
      said.push({ sentence: say`${named(change)}: ${key} is gone from its Secret`, level: 'medium' });
  }
  return said;
}

/** Where each key of the Secret comes from, in words. */
function sources(external: Manifest | undefined): ReadonlyMap<string, string> {
  const words = (reference: unknown) => {
    const parts = ['property', 'version'].flatMap((name) => {
      const value = text(dig(reference, name));
      return value === undefined ? [] : [`${name} ${value}`];
    });
    return [text(dig(reference, 'key')) ?? canonical(reference), ...parts].join(', ');
  };
  return new Map([
    ...items(dig(external, 'spec', 'data')).map((entry): [string, string] => [
      `key ${text(dig(entry, 'secretKey')) ?? '?'}`,
      words(dig(entry, 'remoteRef')),
    ]),
    ...items(dig(external, 'spec', 'dataFrom')).map((entry, index): [string, string] => [
      `what is taken whole (${index + 1})`,
      words(dig(entry, 'extract') ?? entry),
    ]),
  ]);
}
