import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { ObjectRule } from '../../rule';
import { credentialIn } from '../../secret-text';

export const secretInField: ObjectRule = {
  id: 'general/secret-in-field',
  severity: 'error',
  title: 'a token, private key or password stands in a field',
  why: 'The output is committed: whoever may read the repository, now or later, may read the credential.',
  source: 'forms documented by AWS, GitHub, Slack and Konnect; RFC 7468, RFC 7519',
  *checkObject(object) {
    // The content of a Secret is refused as a whole by general/secret-object.
    if (object.kind === 'Secret') return;
    // A certificate authority's certificate is public, and long; CRDs hold schemas, not settings.
    if (object.kind === 'CustomResourceDefinition') return;
    yield* walk(object, object, '', '');
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: prod}
data: {database: "postgres://shop:swordfish@db.prod.svc/shop"}
`,
    passes: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: prod}
data: {database: "postgres://db.prod.svc/shop"}
`,
  },
};

function* walk(object: Manifest, value: unknown, path: string, field: string): Iterable<Draft> {
  if (typeof value === 'string') {
    const what = value.length < 12 ? undefined : credentialIn(field, value);
    if (what !== undefined) yield draft(object, path, what);
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(object, item, `${path}/${index}`, field);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield* walk(object, item, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, key);
  }
}

function draft(object: Manifest, path: string, what: string): Draft {
  return {
    object,
    path,
    message: `${what} stands in the output`,
    found: what,
    expected: 'a reference to a Secret that External Secrets makes',
    mend: 'store the value in AWS Secrets Manager and refer to its Secret; then change the value, for it was committed',
  };
}
