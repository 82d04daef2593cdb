import { dig, items, pointer, text } from '../../../references/fields';
import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { operatorGateways } from '../../kong-operator/gateways';
import type { SetRule } from '../../rule';

export const operatorListener: SetRule = {
  id: 'kong-operator/listener',
  severity: 'error',
  title: 'a Gateway has a listener that Kong Operator does not make',
  why: 'The listener is refused, and the Gateway with it; of several certificates the first alone is shown.',
  source:
    'Kong/kong-operator v2.2.3 controller/gateway/controller_reconciler_utils.go (HTTP, HTTPS, TLS; certificateRefs[0])',
  measured:
    'Kong Operator 2.2.3 says of the listener of the failing example UnsupportedProtocol, and never programs its Gateway; the listener of the passing one is programmed.',
  *checkSet({ index }) {
    for (const { gateway } of operatorGateways(index)) {
      for (const [i, listener] of items(dig(gateway, 'spec', 'listeners')).entries()) {
        const protocol = text(dig(listener, 'protocol')) ?? '';
        if (['TCP', 'UDP'].includes(protocol)) {
          yield {
            object: gateway,
            path: pointer('spec', 'listeners', i, 'protocol'),
            message: `Kong Operator makes no listener of ${protocol}`,
            found: protocol,
            expected: 'HTTP, HTTPS or TLS',
            mend: 'use TLS with a TLSRoute, or a Kong Ingress Controller for streams',
          };
        }
        if (items(dig(listener, 'tls', 'certificateRefs')).length > 1) {
          yield {
            object: gateway,
            severity: 'warning',
            path: pointer('spec', 'listeners', i, 'tls', 'certificateRefs', 1),
            message: `listener ${text(dig(listener, 'name')) ?? ''} shows its first certificate alone`,
            found: 'a second certificate',
            expected: 'one certificate for each listener',
            mend: 'give it a listener of its own, with its hostname',
          };
        }
      }
    }
  },
  example: {
    given: operatorGiven,
    fails: exampleOperator('{}', '{name: db, port: 5432, protocol: TCP}'),
    passes: exampleOperator(),
  },
};
