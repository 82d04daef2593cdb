import { pointer } from '../../../references/fields';
import { roleExample, roleExampleGiven } from '../../iam/example';
import type { ObjectRule } from '../../rule';
import { operatorFile } from '../../secrets/source';
import { selectorsOf } from '../../secrets/store-selectors';

export const storeNamespace: ObjectRule = {
  id: 'secrets/store-namespace',
  severity: 'error',
  title: 'a store names a Secret or ServiceAccount of another namespace, or of none where it has to name one',
  why: 'The webhook refuses the store: only a ClusterSecretStore may reach into a namespace, and for some providers it has to say into which.',
  source: operatorFile(
    'runtime/esutils/utils.go, Validate...Selector, and ValidateStore of each provider; its webhook has answered for both examples',
  ),
  kinds: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  *checkObject(object) {
    const home = object.metadata.namespace;
    for (const { at, namespace, what, required } of selectorsOf(object)) {
      if (object.kind === 'ClusterSecretStore') {
        if (!required || namespace !== undefined) continue;
        yield {
          object,
          path: pointer(...at),
          message: `the store names a ${what} and not its namespace`,
          found: 'no namespace',
          expected: `the namespace of the ${what}`,
          mend: 'add namespace',
        };
      } else if (namespace !== undefined && home !== undefined && namespace !== home) {
        yield {
          object,
          path: pointer(...at, 'namespace'),
          message: `the store of namespace ${home} names a ${what} of ${namespace}`,
          found: namespace,
          expected: `${home}, or nothing`,
          mend: `remove the namespace, and keep the ${what} in the store's own`,
        };
      }
    }
  },
  example: {
    given: [...roleExampleGiven, 'Namespace other', 'ServiceAccount other/reader'],
    fails: roleExample({ storeNamespace: 'other' }),
    passes: roleExample({ storeNamespace: 'prod' }),
  },
};
