import { dig, items, pointer, text } from '../../../references/fields';
import { exampleOperator, exampleOperatorRoute, operatorGiven } from '../../kong-operator/example';
import { servers } from '../../kong-operator/gateways';
import type { ObjectRule } from '../../rule';

export const ignoredTimeout: ObjectRule = {
  id: 'kong-operator/ignored-timeout',
  severity: 'warning',
  title: 'an HTTPRoute has a time limit that Kong’s controllers do not take',
  why: 'The limit is not there, and no condition says so: calls wait for a minute at each step, as by default.',
  source:
    'Kong/kubernetes-ingress-controller v3.5.13 subtranslator/httproute.go, applyTimeoutToServiceFromHTTPRouteRule (backendRequest alone); Kong/kong-operator v2.2.3 controller/hybridgateway (none)',
  measured:
    'Kong Operator 2.2.3 leaves the times of the service at 60 seconds, self-managed and in Konnect, whatever the HTTPRoute says.',
  kinds: ['gateway.networking.k8s.io/HTTPRoute'],
  *checkObject(object, { index }) {
    const by = servers(object, index);
    if (by.size === 0 || by.has('other')) return;
    for (const [i, rule] of items(dig(object, 'spec', 'rules')).entries()) {
      for (const key of by.has('hybrid') ? ['request', 'backendRequest'] : ['request']) {
        const found = text(dig(rule, 'timeouts', key));
        if (found === undefined) continue;
        yield {
          object,
          path: pointer('spec', 'rules', i, 'timeouts', key),
          message: `Kong’s controller does not take the time limit ${key}`,
          found,
          expected: 'time limits in annotations of the Service',
          mend: 'set konghq.com/connect-timeout, read-timeout and write-timeout of the Service, in milliseconds',
        };
      }
    }
  },
  example: {
    given: operatorGiven,
    fails: `${exampleOperator()}---${exampleOperatorRoute('', 'timeouts: {request: 10s}')}`,
    passes: `${exampleOperator()}---${exampleOperatorRoute('')}`,
  },
};
