import { pointer } from '../../../references/fields';
import type { Draft } from '../../finding';
import { places } from '../../kong-mesh/setting-places';
import { settingRanges } from '../../kong-mesh/setting-ranges';
import type { SettingTest } from '../../kong-mesh/setting-tests';
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
        const name = pattern
          .replace(/^(items|spec\.\w+\[\])\.default\.|^spec\./, '')
          .replaceAll(/\[\]|!/g, '');
        yield {
          object,
          path: pointer(...at),
          message: `${name} is not ${expected}`,
          found: shown(value),
          expected,
          mend: `write ${expected}`,
          // What is meant is plain, and what the webhook makes of it is not recorded.
          ...(isSlashTooMuch(value, test)
            ? { severity: 'warning', mend: 'remove the slash at the end' }
            : {}),
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

/** Whether an identity is wrong by a slash at its end alone. */
function isSlashTooMuch(value: unknown, test: SettingTest): boolean {
  return (
    typeof value === 'string' &&
    value.startsWith('spiffe://') &&
    value.endsWith('/') &&
    test(value.slice(0, -1)) === undefined
  );
}
