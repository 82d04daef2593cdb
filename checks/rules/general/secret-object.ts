import { fields } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const secretObject: ObjectRule = {
  id: 'general/secret-object',
  severity: 'error',
  title: 'a Secret with its content is in the output',
  why: 'The output is committed: whoever may read the repository, now or later, may read the secret.',
  source: 'Kubernetes documentation, good practices for Secrets; External Secrets v2.9.0',
  kinds: ['/Secret'],
  *checkObject(object, { open = false }) {
    for (const field of ['data', 'stringData']) {
      for (const key of Object.keys(fields(object[field]))) {
        yield {
          object,
          path: `/${field}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
          message: `the content of key ${key} is in the output`,
          found: `a value under ${field}`,
          // What is piped in, or lies in an example, may never have been committed.
          ...(open ? { severity: 'warning' as const } : {}),
          expected: 'an ExternalSecret that makes this Secret, or the Secret declared as given',
          mend: 'store the value in AWS Secrets Manager and write an ExternalSecret; then change the value, for it was committed',
        };
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: Secret
metadata: {name: consumerapikey, namespace: prod}
stringData: {note: swordfish}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: prod}
data: {note: swordfish}
`,
  },
};
