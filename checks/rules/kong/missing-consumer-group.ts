import { items, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { kongGroup } from '../../../references/kinds/kong-annotations';
import { missing } from '../../kong/missing';
import type { ObjectRule } from '../../rule';

export const missingConsumerGroup: ObjectRule = {
  id: 'kong/missing-consumer-group',
  severity: 'error',
  title: 'a consumer belongs to a group that nothing creates',
  why: 'The consumer is served without the limits and permissions of its group.',
  source: 'Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/kongstate/kongstate.go',
  measured:
    'Kong Ingress Controller 3.5.13 makes the consumer of the failing example without a group, and reports: nonexistent consumer group. Of the passing one the consumer is in the group gold.',
  kinds: ['configuration.konghq.com/KongConsumer'],
  *checkObject(object, { index }) {
    for (const [position, entry] of items(object.consumerGroups).entries()) {
      const name = text(entry);
      if (name === undefined) continue;
      const id = objectId(kongGroup, 'KongConsumerGroup', object.metadata.namespace, name);
      if (index.provisions(id).length === 0) {
        yield missing(object, pointer('consumerGroups', position), id, index);
      }
    }
  },
  example: {
    given: ['kong-crds', 'Namespace prod', 'IngressClass kong', 'KongConsumerGroup prod/gold'],
    fails: `
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: consumer1, namespace: prod, annotations: {kubernetes.io/ingress.class: kong}}
username: consumer1
consumerGroups: [golden]
`,
    passes: `
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: consumer1, namespace: prod, annotations: {kubernetes.io/ingress.class: kong}}
username: consumer1
consumerGroups: [gold]
`,
  },
};
