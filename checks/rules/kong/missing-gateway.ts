import { dig, items, pointer, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { groupOf } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import { danglingDraft } from '../../dangling';
import { exampleRoute, routeGiven } from '../../kong/gateway-api-example';
import type { ObjectRule } from '../../rule';

const group = 'gateway.networking.k8s.io';

import { oneOfNames } from '../../words';

export const missingGateway: ObjectRule = {
  id: 'kong/missing-gateway',
  severity: 'error',
  title: 'an object of the Gateway API names a Gateway, class, listener or backend that is not there',
  why: 'The route is not accepted and its paths answer 404, or it is and they answer 500.',
  source: 'Gateway API v1.3 HTTPRoute, parentRefs and backendRefs',
  kinds: [
    `${group}/Gateway`,
    `${group}/HTTPRoute`,
    `${group}/GRPCRoute`,
    `${group}/TCPRoute`,
    `${group}/TLSRoute`,
    `${group}/UDPRoute`,
  ],
  *checkObject(object, context) {
    for (const reference of context.index.references(object)) {
      const { target, optional, resolution } = reference;
      if (target.type !== 'object' || resolution.found || optional) continue;
      // Plugins, Secrets and namespaces have rules of their own.
      const ours = target.id.group === group || target.id.kind === 'Service';
      if (ours) yield danglingDraft(context, reference);
    }
    for (const [position, parent] of items(dig(object, 'spec', 'parentRefs')).entries()) {
      const section = text(dig(parent, 'sectionName'));
      const namespace = text(dig(parent, 'namespace')) ?? object.metadata.namespace;
      const name = text(dig(parent, 'name'));
      if (section === undefined || name === undefined || dig(parent, 'kind') === 'Service') continue;
      const gateway = context.index.get(objectId(group, 'Gateway', namespace, name));
      if (gateway === undefined || groupOf(object.apiVersion) !== group) continue;
      const listeners = items(dig(gateway, 'spec', 'listeners')).flatMap(
        (entry) => text(dig(entry, 'name')) ?? [],
      );
      if (listeners.includes(section)) continue;
      const close = nearest(section, listeners);
      yield {
        object,
        path: pointer('spec', 'parentRefs', position, 'sectionName'),
        message: `Gateway ${name} has no listener ${section}`,
        found: section,
        expected: oneOfNames(listeners),
        mend: close === undefined ? 'name a listener of the Gateway' : `write ${close}`,
        ...(close === undefined ? {} : { nearest: close }),
      };
    }
  },
  example: {
    given: routeGiven,
    fails: exampleRoute('', '{name: kong, sectionName: poxy}'),
    passes: exampleRoute('', '{name: kong, sectionName: proxy}'),
  },
};
