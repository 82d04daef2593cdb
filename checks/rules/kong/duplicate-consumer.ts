import { text } from '../../../references/fields';
import { kongGroup } from '../../../references/kinds/kong-annotations';
import type { Manifest } from '../../../references/manifest';
import { credentialGiven, exampleConsumer } from '../../kong/credential-example';
import type { SetRule } from '../../rule';

export const duplicateConsumer: SetRule = {
  id: 'kong/duplicate-consumer',
  severity: 'error',
  title: 'two consumers have the same username or custom_id',
  why: 'Both are unique in a gateway, whatever the namespaces: the webhook refuses the second consumer, and without it the gateway the whole configuration.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validator.go; Kong/kong kong/db/schema/entities/consumers.lua',
  *checkSet({ index }) {
    for (const field of ['username', 'custom_id'] as const) {
      const seen = new Map<string, Manifest>();
      for (const consumer of index.ofKind(kongGroup, 'KongConsumer')) {
        const value = text(consumer[field]);
        if (value === undefined) continue;
        const key = `${consumer.metadata.annotations?.['kubernetes.io/ingress.class'] ?? ''} ${value}`;
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, consumer);
          continue;
        }
        yield {
          object: consumer,
          path: `/${field}`,
          message: `consumers ${first.metadata.name} and ${consumer.metadata.name} have the same ${field}`,
          found: `${value}, as ${first.metadata.namespace}/${first.metadata.name} has`,
          expected: `a ${field} that no other consumer of the gateway has`,
          mend: 'rename one of the two',
        };
      }
    }
  },
  example: {
    given: credentialGiven,
    fails: `${exampleConsumer('')}---${exampleConsumer('', 'consumer2').replace('username: consumer2', 'username: consumer1')}`,
    passes: `${exampleConsumer('')}---${exampleConsumer('', 'consumer2')}`,
  },
};
