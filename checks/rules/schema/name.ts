import { groupOf } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';
import { dnsLabel, nameRule } from '../../schema/names';
import { show } from '../../schema/show';

export const name: ObjectRule = {
  id: 'schema/name',
  severity: 'error',
  title: "a name or namespace that the kind's objects cannot have",
  why: 'The API server refuses the object.',
  source:
    'k8s.io/apimachinery v0.35.4 pkg/util/validation/validation.go; k8s.io/kubernetes v1.35.4 pkg/apis/*/validation',
  checkObject(object) {
    const found: Draft[] = [];
    const rule = nameRule(groupOf(object.apiVersion), object.kind);
    for (const [field, { expected, test }] of [
      ['name', rule],
      ['namespace', dnsLabel],
    ] as const) {
      const value: unknown = object.metadata[field];
      // Another type is a finding of the schema.
      if (typeof value !== 'string' || test(value)) continue;
      const lower = value.toLowerCase().replace(/[_\s.]+/g, '-');
      found.push({
        object,
        path: `/metadata/${field}`,
        message: `${show(value)} is no ${field} for ${field === 'name' ? `a ${object.kind}` : 'an object'}`,
        found: show(value),
        expected,
        mend: lower !== value && test(lower) ? `write ${lower}, and change what refers to it` : 'rename it',
      });
    }
    return found;
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: ConfigMap
metadata: {name: Jazz_Settings, namespace: prod}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz-settings, namespace: prod}
`,
  },
};
