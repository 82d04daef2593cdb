import type { SetRule } from '../../rule';

export const duplicateKey: SetRule = {
  id: 'schema/duplicate-key',
  severity: 'error',
  title: 'a key that is twice in one map of the YAML',
  why: 'One reader takes the last value, another the first, and strict ones refuse the file: what is applied depends on the tool.',
  source: 'YAML 1.2.2 section 3.2.1.1; sigs.k8s.io/yaml v1.6.0 UnmarshalStrict',
  measured:
    'kube-apiserver v1.35.4 refuses the failing example where it validates strictly (key "level" already set in map), keeps the last value, debug, where it does not, and takes the passing one.',
  *checkSet({ index, duplicateKeys }) {
    if (duplicateKeys === undefined) return;
    for (const object of index.objects) {
      for (const { path, key } of duplicateKeys(object)) {
        yield {
          object,
          path,
          message: `the key ${key} is there twice`,
          found: `${key}, and before it the same key in the same map`,
          expected: 'every key once in a map',
          mend: 'remove one of the two, or merge them',
        };
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz, namespace: prod}
data:
  level: info
  level: debug
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: jazz, namespace: prod}
data:
  level: debug
`,
  },
};
