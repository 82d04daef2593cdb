import { pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import type { SetRule } from '../../rule';
import { credentialIn } from '../../secret-text';

export const secretInField: SetRule = {
  id: 'general/secret-in-field',
  severity: 'error',
  title: 'a token, private key or password stands in a field',
  why: 'The output is committed: whoever may read the repository, now or later, may read the credential.',
  source: 'forms documented by AWS, GitHub, Slack and Konnect; RFC 7468, RFC 7519',
  *checkSet({ index }) {
    const found: Found[] = [];
    for (const object of index.objects) {
      // The content of a Secret is refused as a whole by general/secret-object.
      if (object.kind === 'Secret') continue;
      // A certificate authority's certificate is public, and long; CRDs hold schemas, not settings.
      if (object.kind === 'CustomResourceDefinition') continue;
      walk(object, '', [], found);
      for (const { path, what } of found.splice(0)) yield draft(object, path, what);
    }
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

interface Found {
  readonly path: string;
  readonly what: string;
}

/** Looks at every text below a value. The keys above it are one list that grows and shrinks, for there are many values. */
function walk(value: unknown, field: string, above: (string | number)[], found: Found[]): void {
  if (typeof value === 'string') {
    const what = value.length < 12 ? undefined : credentialIn(field, value);
    if (what !== undefined) found.push({ path: pointer(...above), what });
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      above.push(index);
      walk(value[index], field, above, found);
      above.pop();
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      above.push(key);
      walk(Reflect.get(value, key), key, above, found);
      above.pop();
    }
  }
}

function draft(object: Manifest, path: string, what: string): Draft {
  return {
    object,
    path,
    hidden: true,
    message: `${what} stands in the output`,
    found: what,
    expected: 'a reference to a Secret that External Secrets makes',
    mend: 'store the value in AWS Secrets Manager and refer to its Secret; then change the value, for it was committed',
  };
}
