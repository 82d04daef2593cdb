import { schemaEntry } from '../../../references/schemas';
import type { SetRule } from '../../rule';
import { servedAs } from '../../schema/served';

export const noSchema: SetRule = {
  id: 'schema/no-schema',
  severity: 'notice',
  title: 'a kind that Meshwright has no schema for',
  why: 'Nothing in the fields of its objects is checked; said once for each kind, so that silence always means checked.',
  source: 'docs/imports.md',
  *checkSet({ index }) {
    const counts = new Map<string, number>();
    for (const { apiVersion, kind } of index.objects) {
      const key = `${apiVersion} ${kind}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const said = new Set<string>();
    for (const object of index.objects) {
      const { apiVersion, kind } = object;
      const key = `${apiVersion} ${kind}`;
      if (said.has(key)) continue;
      said.add(key);
      if (schemaEntry(apiVersion, kind) !== undefined || servedAs(apiVersion, kind).state !== 'unknown')
        continue;
      const count = counts.get(key) ?? 1;
      yield {
        object,
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
