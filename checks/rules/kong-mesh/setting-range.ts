import { pointer } from '../../../references/fields';
import type { Draft } from '../../finding';
import { places } from '../../kong-mesh/setting-places';
import { settingRanges } from '../../kong-mesh/setting-ranges';
import { policyValidators } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

export const settingRange: ObjectRule = {
  id: 'kong-mesh/setting-range',
  severity: 'error',
  title: 'a setting of a policy is out of its range, or no duration',
  why: 'The schema takes any number and any text here; the webhook refuses the policy.',
  source: policyValidators,
  kinds: Object.keys(settingRanges).map((kind) => `kuma.io/${kind}`),
  *checkObject(object): Generator<Draft> {
    for (const [pattern, test] of Object.entries(settingRanges[object.kind] ?? {})) {
      for (const { at, value } of places(object, pattern)) {
        const expected = test(value);
        if (expected === undefined) continue;
        const name = pattern.replace(/^(items|spec\.\w+\[\])\.default\.|^spec\./, '').replaceAll('[]', '');
        yield {
          object,
          path: pointer(...at),
          message: `${name} is not ${expected}`,
          found: shown(value),
          expected,
          mend: `write ${expected}`,
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 0s}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 5s}}]}
`,
  },
};
