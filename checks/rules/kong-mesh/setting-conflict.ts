import { pointer } from '../../../references/fields';
import type { Draft } from '../../finding';
import { settingConflicts } from '../../kong-mesh/setting-conflicts';
import { policyValidators } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const settingConflict: ObjectRule = {
  id: 'kong-mesh/setting-conflict',
  severity: 'error',
  title: 'a setting of a policy may not stand beside another one, or under the target that the policy has',
  why: 'The webhook refuses the policy, and nothing that the same sync brings is applied.',
  source: policyValidators,
  kinds: Object.keys(settingConflicts).map((kind) => `kuma.io/${kind}`),
  *checkObject(object): Generator<Draft> {
    for (const conflicts of settingConflicts[object.kind] ?? []) {
      for (const { at, message, found, expected, mend } of conflicts(object)) {
        yield { object, path: pointer(...at), message, found, expected, mend };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTLS
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Dataplane}
  rules: [{default: {tlsVersion: {min: TLS13}}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTLS
metadata: {name: all, namespace: prod}
spec:
  targetRef: {kind: Mesh}
  rules: [{default: {tlsVersion: {min: TLS13}}}]
`,
  },
};
