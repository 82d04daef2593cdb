import { dig, items, pointer, text } from '../../../references/fields';
import { groupOf } from '../../../references/manifest';
import { schemaIndex } from '../../../references/schemas';
import { exampleApplication } from '../../delivery/example';
import type { ObjectRule } from '../../rule';

/** The groups of each kind that the API server has by itself, and of those that there are schemas for. */
const groupsOfKind = (() => {
  const groups = new Map<string, Set<string>>();
  for (const { apiVersion, kind } of schemaIndex()) {
    const known = groups.get(kind) ?? new Set<string>();
    groups.set(kind, known);
    known.add(groupOf(apiVersion));
  }
  return groups;
})();

const option = 'RespectIgnoreDifferences=true';

export const ignoreDifferences: ObjectRule = {
  id: 'delivery/ignore-differences',
  severity: 'warning',
  title: 'an Application ignores differences that it writes anyway, or that match nothing',
  why: 'ignoreDifferences hides a field from the comparison alone: without RespectIgnoreDifferences=true every sync writes it again, and an autoscaler or a webhook loses.',
  source: 'Argo CD v3.5.1 docs/user-guide/sync-options.md#respect-ignore-difference-configs, diffing.md',
  measured:
    'Argo CD v3.5.1 is given a Deployment that has 5 replicas, and 1 in the manifest: for both examples it sees no difference, and a sync writes 1 for the failing one, 5 for the passing one.',
  kinds: ['argoproj.io/Application'],
  *checkObject(object) {
    const ignored = items(dig(object, 'spec', 'ignoreDifferences'));
    if (ignored.length === 0) return;
    const options = items(dig(object, 'spec', 'syncPolicy', 'syncOptions'));
    const automated = dig(object, 'spec', 'syncPolicy', 'automated');
    if (
      automated !== undefined &&
      automated !== null &&
      dig(automated, 'enabled') !== false &&
      !options.includes(option)
    ) {
      yield {
        object,
        path: '/spec/ignoreDifferences',
        message: `${object.metadata.name} hides these differences, and each sync writes the fields all the same`,
        found: `ignoreDifferences and syncPolicy.automated, without ${option}`,
        expected: `the sync option ${option}`,
        mend: `add ${option} to spec.syncPolicy.syncOptions`,
      };
    }
    for (const [i, entry] of ignored.entries()) {
      const kind = text(dig(entry, 'kind')) ?? '';
      const group = text(dig(entry, 'group')) ?? '';
      const groups = groupsOfKind.get(kind);
      if (groups !== undefined && group !== '*' && !groups.has(group)) {
        const [known = ''] = groups;
        yield {
          object,
          path: pointer('spec', 'ignoreDifferences', i, dig(entry, 'group') === undefined ? 'kind' : 'group'),
          message: `there is no ${kind} in ${group === '' ? 'the core group' : `group ${group}`}: this matches nothing`,
          found: group === '' ? 'no group' : group,
          expected: [...groups].map((each) => (each === '' ? 'no group' : each)).join(' or '),
          mend: known === '' ? 'remove the group' : `write group: ${known}`,
        };
      }
      for (const [j, path] of items(dig(entry, 'jsonPointers')).entries()) {
        if (typeof path !== 'string' || path.startsWith('/')) continue;
        yield {
          object,
          path: pointer('spec', 'ignoreDifferences', i, 'jsonPointers', j),
          message: 'a JSON pointer begins with a slash: this matches nothing',
          found: path,
          expected: `/${path.replace(/^[$.]+/, '').replaceAll('.', '/')}`,
          mend: 'write a JSON pointer (RFC 6901), or use jqPathExpressions',
        };
      }
    }
  },
  example: {
    given: ['Namespace system'],
    engine: 'argo-cd',
    fails: example(''),
    passes: example(', RespectIgnoreDifferences=true'),
  },
};

function example(more: string): string {
  return exampleApplication(
    'podinfo',
    '{}',
    `ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]
  syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [ServerSideApply=true${more}], retry: {limit: 20}}`,
  );
}
