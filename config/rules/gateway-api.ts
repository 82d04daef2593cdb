import type { Rule } from './rule';

/** A Gateway of a namespace's own is for routes of Gateway API. */
export const gatewaysOfNamespaces: Rule = ({ gateway }) => {
  if (gateway === undefined || !('routes' in gateway)) return [];
  if (gateway.gateways !== 'namespace' || gateway.routes !== 'ingress') return [];
  return [
    {
      path: ['gateway', 'gateways'],
      message: 'Gateways where routes are Ingresses',
      expected: 'routes: gateway-api beside it: an Ingress attaches to no Gateway',
      mend: 'add routes: gateway-api, or remove gateways',
    },
  ];
};

/** Routes of Gateway API need its kinds, which no chart of this form brings. */
export const gatewayApiKinds: Rule = ({ gateway, given }) => {
  if (gateway === undefined || !('routes' in gateway) || gateway.routes !== 'gateway-api') return [];
  // An entry that is not valid may be this one, misspelled.
  if (given === undefined || given.includes(undefined) || given.includes('gateway-api-crds')) return [];
  return [
    {
      path: ['gateway', 'routes'],
      message: 'the kinds of Gateway API come from nowhere',
      expected:
        'gateway-api-crds among given: their CRDs are in no chart of Kong’s, and the controller looks for them when it starts',
      mend: 'install the standard CRDs of Gateway API 1.3 before the gateway, and add gateway-api-crds to given',
    },
  ];
};
