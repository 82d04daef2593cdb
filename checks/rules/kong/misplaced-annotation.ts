import { groupOf } from '../../../references/manifest';
import { annotationPath, annotationsSource } from '../../kong/annotation';
import { annotatedKinds, knownAnnotation, type Side, sides } from '../../kong/annotation-table';
import { exampleIngress, kongGiven } from '../../kong/example';
import type { ObjectRule } from '../../rule';

const named: Readonly<Record<Side, string>> = {
  route: 'an Ingress or a route of the Gateway API',
  service: 'a Service',
  consumer: 'a KongConsumer',
  'consumer-group': 'a KongConsumerGroup',
  gateway: 'a Gateway',
  'gateway-class': 'a GatewayClass',
  entity: 'one of Kong’s own kinds',
};

export const misplacedAnnotation: ObjectRule = {
  id: 'kong/misplaced-annotation',
  severity: 'error',
  title: 'an annotation stands on a kind from which Kong does not read it',
  why: 'The controller reads each annotation from one side of a route, and skips it on the other without a word.',
  source: annotationsSource,
  kinds: annotatedKinds,
  *checkObject(object) {
    const side = sides.get(`${groupOf(object.apiVersion)}/${object.kind}`);
    // A key without a value makes it null, which the API server takes for none.
    for (const key of Object.keys(object.metadata.annotations ?? {})) {
      const known = knownAnnotation(key);
      if (known === undefined || side === undefined || known.on.includes(side)) continue;
      const where = known.on.map((other) => named[other]).join(' or ');
      yield {
        object,
        path: annotationPath(key),
        message: `Kong does not read ${key} from ${object.kind}s`,
        found: `${key} on ${object.kind} ${object.metadata.name}`,
        expected: `${key} on ${where}`,
        mend: `move it to ${where}`,
      };
    }
  },
  example: {
    given: kongGiven,
    fails: exampleIngress('konghq.com/host-header: jazz.prod.svc.cluster.local'),
    passes: exampleIngress('konghq.com/preserve-host: "false"'),
  },
};
