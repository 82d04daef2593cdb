import { credentialsOfObject } from '../../../credentials/of-object';
import { pointer } from '../../../references/fields';
import { groupOf, type Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft } from '../../finding';
import { pluginFaults, pluginKinds } from '../../kong/plugin';
import type { SetRule } from '../../rule';

export const secretInField: SetRule = {
  id: 'general/secret-in-field',
  severity: 'error',
  title: 'a token, private key or password stands in a field',
  why: 'The output is committed: whoever may read the repository, now or later, may read the credential.',
  source:
    "the makers' documents on the forms of their tokens, in part as the rules of secretlint 13.1.0; RFC 7468, RFC 7519, RFC 7617",
  measured:
    'secretlint 12.0.0 reports the failing example, found PostgreSQL connection string, and nothing of the passing one.',
  *checkSet({ index }) {
    for (const object of index.objects) {
      const found = credentialsOfObject(object);
      if (found.length === 0) continue;
      const judged = judgedElsewhere(object, index);
      const said = new Set<string>();
      for (const { at, what } of found) {
        const path = pointer(...at);
        if (judged.has(path) || said.has(path)) continue;
        said.add(path);
        yield draft(object, path, what);
      }
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

/** Places of a plugin's configuration of which kong/plain-secret-in-plugin has more to say. */
function judgedElsewhere(object: Manifest, index: ReferenceIndex): ReadonlySet<string> {
  if (!pluginKinds.includes(`${groupOf(object.apiVersion)}/${object.kind}`)) return new Set();
  const faults = pluginFaults(object, index).filter(({ code }) => code === 'plain-secret');
  return new Set(faults.map(({ path }) => `/config${path}`));
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
