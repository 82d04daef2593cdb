import type { SetRule } from '../../rule';
import { servedAs } from '../../schema/served';
import { kindVersions } from '../../schema/versions';

export const unservedVersion: SetRule = {
  id: 'schema/unserved-version',
  severity: 'error',
  title: 'an object of an API version that is no longer served',
  why: 'The API server answers "no matches for kind", and the sync that brings the object stops.',
  source: 'kubernetes.io deprecation guide; the CRDs that docs/imports.md pins',
  *checkSet({ index }) {
    for (const { apiVersion, kind, entry, objects } of kindVersions(index)) {
      if (entry !== undefined) continue;
      const served = servedAs(apiVersion, kind);
      if (served.state !== 'moved') continue;
      const [use = ''] = served.to;
      for (const object of objects) {
        yield {
          object,
          path: '/apiVersion',
          message: `${kind} is not served in ${apiVersion}`,
          found: apiVersion,
          expected: `${served.to.join(' or ')} (${served.since})`,
          mend: `write ${use}, and check the fields against it`,
          nearest: use,
        };
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: jazz, namespace: prod}
spec: {minAvailable: 1}
`,
    passes: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: jazz, namespace: prod}
spec: {minAvailable: 1}
`,
  },
};
