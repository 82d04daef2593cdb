import type { SetRule } from '../../rule';
import { servedAs } from '../../schema/served';
import { kindVersions } from '../../schema/versions';

export const noSchema: SetRule = {
  id: 'schema/no-schema',
  severity: 'notice',
  title: 'a kind that Meshwright has no schema for',
  why: 'Nothing in the fields of its objects is checked; said once for each kind, so that silence always means checked.',
  source: 'docs/imports.md',
  unanswered: 'it is about what Meshwright itself does not know: the API server takes both examples',
  *checkSet({ index }) {
    for (const { apiVersion, kind, entry, objects } of kindVersions(index)) {
      if (entry !== undefined || servedAs(apiVersion, kind).state !== 'unknown') continue;
      const count = objects.length;
      yield {
        object: objects[0],
        path: '/kind',
        message: `no schema for ${kind} of ${apiVersion}: its fields are not checked`,
        found: `${kind} of ${apiVersion}${count === 1 ? '' : `, ${count} objects`}`,
        expected: 'a kind of docs/imports.md',
        mend: `nothing, if ${kind} is spelled right; the API server is the first to check it`,
      };
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: jazz, namespace: prod}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz, namespace: prod}
`,
  },
};
