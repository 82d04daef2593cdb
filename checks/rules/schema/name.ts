import { groupOf, type Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { SetRule } from '../../rule';
import { dnsLabel, type NameRule, nameRule } from '../../schema/names';
import { show } from '../../schema/show';
import { kindVersions } from '../../schema/versions';

export const name: SetRule = {
  id: 'schema/name',
  severity: 'error',
  title: "a name or namespace that the kind's objects cannot have",
  why: 'The API server refuses the object.',
  source:
    'k8s.io/apimachinery v0.35.4 pkg/util/validation/validation.go; k8s.io/kubernetes v1.35.4 pkg/apis/*/validation',
  *checkSet({ index }) {
    for (const { apiVersion, kind, objects } of kindVersions(index)) {
      const rule = nameRule(groupOf(apiVersion), kind);
      for (const object of objects) {
        const { name, namespace } = object.metadata;
        if (isWrong(name, rule)) yield draft(object, 'name', name, rule, `a ${kind}`);
        if (isWrong(namespace, dnsLabel)) yield draft(object, 'namespace', namespace, dnsLabel, 'an object');
      }
    }
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

/** Another type than text is a finding of the schema. */
function isWrong(value: unknown, rule: NameRule): value is string {
  return typeof value === 'string' && !rule.test(value);
}

function draft(object: Manifest, field: string, value: string, rule: NameRule, of: string): Draft {
  const lower = value.toLowerCase().replace(/[_\s.]+/g, '-');
  return {
    object,
    path: `/metadata/${field}`,
    message: `${show(value)} is no ${field} for ${of}`,
    found: show(value),
    expected: rule.expected,
    mend: lower !== value && rule.test(lower) ? `write ${lower}, and change what refers to it` : 'rename it',
  };
}
