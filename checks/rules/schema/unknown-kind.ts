import { dig } from '../../../references/fields';
import { groupOf } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { SetRule } from '../../rule';
import { servedAs } from '../../schema/served';
import { kindVersions } from '../../schema/versions';

export const unknownKind: SetRule = {
  id: 'schema/unknown-kind',
  severity: 'error',
  title: 'a kind that its group does not have',
  why: 'The API server answers "no matches for kind", and the sync that brings the object stops. Said only of groups of which every kind is known.',
  source: 'the CRDs that docs/imports.md pins, and those of every earlier release of the same projects',
  *checkSet({ index }) {
    for (const { apiVersion, kind, entry, objects } of kindVersions(index)) {
      if (entry !== undefined) continue;
      const served = servedAs(apiVersion, kind);
      if (served.state !== 'absent' && served.state !== 'removed') continue;
      // Whoever brings the definition knows better: a newer release, or a fork.
      if (isDefined(index, groupOf(apiVersion), kind)) continue;
      const near = served.state === 'absent' ? served.nearest : undefined;
      for (const object of objects) {
        yield {
          object,
          path: '/kind',
          message:
            served.state === 'absent'
              ? `${apiVersion} has no kind ${kind}`
              : `${kind} of ${apiVersion} went with ${served.since}`,
          found: kind,
          expected:
            served.state === 'absent' ? `a kind of ${served.of}` : `none: it went with ${served.since}`,
          mend:
            served.state === 'removed'
              ? served.instead
              : near === undefined
                ? 'write a kind that the group has'
                : `write ${near}, if that is what was meant`,
          ...(near === undefined ? {} : { nearest: near }),
        };
      }
    }
  },
  example: {
    given: ['Namespace prod', 'kong-mesh', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeouts
metadata: {name: jazz, namespace: prod, labels: {kuma.io/mesh: default}}
spec: {to: [{targetRef: {kind: Mesh}, default: {http: {requestTimeout: 3s}}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod, labels: {kuma.io/mesh: default}}
spec: {to: [{targetRef: {kind: Mesh}, default: {http: {requestTimeout: 3s}}}]}
`,
  },
};

/** Whether the set itself brings the definition of a kind. */
function isDefined(index: ReferenceIndex, group: string, kind: string): boolean {
  return index
    .ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')
    .some(({ spec }) => dig(spec, 'group') === group && dig(spec, 'names', 'kind') === kind);
}
