import { compareMinors } from '../../../kong-plugins/gateway-version';
import { dig, items } from '../../../references/fields';
import { annotationPlace } from '../../kong/annotation';
import { exampleIngress, exampleRelease } from '../../kong/example';
import { controlledGateways } from '../../kong/gateway';
import { isKongIngress } from '../../kong/ingress';
import type { ObjectRule } from '../../rule';

const protocols = 'konghq.com/protocols';

export const httpsOnlyRoute: ObjectRule = {
  id: 'kong/https-only-route',
  severity: 'error',
  title: 'an Ingress without TLS and protocols stands on a gateway whose routes are https only',
  why: 'Since 3.14 a route that names no protocols takes https alone, and the controller names none: every plain call is answered 426.',
  source:
    'developer.konghq.com gateway/breaking-changes 3.14; Kong/kubernetes-ingress-controller CHANGELOG 3.5.7',
  kinds: ['networking.k8s.io/Ingress'],
  *checkObject(object, { index }) {
    if (object.metadata.annotations?.[protocols] !== undefined) return;
    if (items(dig(object, 'spec', 'tls')).length > 0 || !isKongIngress(object, index)) return;
    const strict = controlledGateways(index).find(
      ({ gateway }) => compareMinors(gateway.version, '3.14') >= 0,
    );
    if (strict === undefined) return;
    yield {
      object,
      path: annotationPlace(object, protocols),
      message: `plain calls of Ingress ${object.metadata.name} are answered 426`,
      found: `no ${protocols} and no spec.tls, on gateway ${strict.gateway.version}`,
      expected: `${protocols}: "http,https", or spec.tls`,
      mend: `set ${protocols}: "http,https", or "https" where no plain call is meant to be answered`,
    };
  },
  example: {
    given: ['Namespace kong', 'Namespace prod', 'Service prod/jazz', 'Secret kong/kong-license'],
    fails: `${gateway()}---${exampleIngress('konghq.com/strip-path: "true"')}`,
    passes: `${gateway()}---${exampleIngress('konghq.com/protocols: "http,https"')}`,
  },
};

function gateway(): string {
  return exampleRelease(
    'ingress',
    '{gateway: {image: {repository: kong/kong-gateway, tag: "3.14"}, env: {license_data: {valueFrom: {secretKeyRef: {name: kong-license, key: license}}}}}}',
  );
}
