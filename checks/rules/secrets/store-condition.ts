import { dig, items, pointer } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { matches } from '../../schema/pattern';
import { storeExample } from '../../secrets/example';
import { operatorFile } from '../../secrets/source';

export const storeCondition: ObjectRule = {
  id: 'secrets/store-condition',
  severity: 'error',
  title: 'a store is limited to namespaces by an expression that cannot be read',
  why: "The operator's webhook refuses the store.",
  source: operatorFile(
    'apis/externalsecrets/v1/secretstore_validator.go; its webhook has answered for both examples',
  ),
  kinds: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
  *checkObject(object) {
    for (const [index, condition] of items(dig(object, 'spec', 'conditions')).entries()) {
      for (const [place, expression] of items(dig(condition, 'namespaceRegexes')).entries()) {
        if (typeof expression !== 'string' || isExpression(expression)) continue;
        yield {
          object,
          path: pointer('spec', 'conditions', index, 'namespaceRegexes', place),
          message: 'Go cannot read the expression',
          found: expression,
          expected: 'a regular expression of RE2, which knows no look-around and no back references',
          mend: 'correct it, or list the namespaces under namespaces',
        };
      }
    }
  },
  example: {
    given: ['external-secrets'],
    fails: clusterStore('(?!prod).*'),
    passes: clusterStore('dev-.*'),
  },
};

function clusterStore(expression: string): string {
  return storeExample(
    `{provider: {aws: {service: SecretsManager, region: us-west-2}}, conditions: [{namespaceRegexes: ['${expression}']}]}`,
  ).replace(
    'kind: SecretStore\nmetadata: {name: store, namespace: prod}',
    'kind: ClusterSecretStore\nmetadata: {name: store}',
  );
}

function isExpression(pattern: string): boolean {
  try {
    matches(pattern, '');
    return true;
  } catch {
    return false;
  }
}
