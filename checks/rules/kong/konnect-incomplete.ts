import { dig, text } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { kongControllers, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

export const konnectIncomplete: SetRule = {
  id: 'kong/konnect-incomplete',
  severity: 'error',
  title: 'a controller is to join Konnect without what the chart needs for it',
  why: 'The chart’s template fails, so that nothing of the release is installed.',
  source: 'Kong/charts kong-3.2.0 templates/_helpers.tpl',
  *checkSet({ index }) {
    for (const release of kongControllers(index)) {
      const controller = dig(release.values, 'ingressController');
      const konnect = dig(controller, 'konnect');
      if (dig(konnect, 'enabled') !== true) continue;
      const at = ['ingressController', 'konnect'];
      if (
        text(dig(konnect, 'controlPlaneID')) === undefined &&
        text(dig(konnect, 'runtimeGroupID')) === undefined
      ) {
        yield {
          object: release.install.by,
          path: valuePlace(release, ...at),
          message: 'konnect is enabled without a control plane',
          found: 'no controlPlaneID',
          expected: 'the id of the control plane in Konnect',
          mend: 'set ingressController.konnect.controlPlaneID',
        };
      }
      if (dig(controller, 'gatewayDiscovery', 'enabled') !== true) {
        yield {
          object: release.install.by,
          path: valuePlace(release, ...at, 'enabled'),
          message: 'konnect is enabled without gateway discovery',
          found: 'gatewayDiscovery.enabled is not true',
          expected: 'gatewayDiscovery.enabled: true, as the chart `ingress` has it',
          mend: 'use the chart `ingress`, or set ingressController.gatewayDiscovery.enabled: true',
        };
      }
    }
  },
  example: {
    given: ['Namespace kong', 'Secret kong/konnect-client-tls'],
    fails: exampleRelease(
      'ingress',
      '{controller: {ingressController: {konnect: {enabled: true, tlsClientCertSecretName: konnect-client-tls}}}}',
    ),
    passes: exampleRelease(
      'ingress',
      '{controller: {ingressController: {konnect: {enabled: true, tlsClientCertSecretName: konnect-client-tls, controlPlaneID: 0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214}}}}',
    ),
  },
};
