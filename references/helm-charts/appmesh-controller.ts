import { dig, pointer } from '../fields';
import { fullName, type HelmChart, operatorReach, releaseService, serviceAccountOf } from '../helm-chart';
import { refer } from '../reference';

/** Chart `appmesh-controller` (https://aws.github.io/eks-charts). Its name is also its own full name. */
export const appMeshController: HelmChart = {
  name: 'appmesh-controller',
  provides: (install) => {
    const name = fullName(install, 'appmesh-controller');
    return {
      kinds: install.skipsCrds ? [] : [{ group: 'appmesh.k8s.aws', kind: '*' }],
      webhooks: ['app-mesh-injector'],
      objects: [
        ...serviceAccountOf(install, ['serviceAccount'], name).provides,
        releaseService(install, `${name}-webhook-service`, [{ name: 'https', port: 443 }]),
      ],
    };
  },
  references: (install) => {
    const certificates =
      dig(install.values, 'enableCertManager') === true
        ? [
            refer(
              pointer(...install.valuesPath, 'enableCertManager'),
              { type: 'kind', group: 'cert-manager.io', kind: 'Certificate' },
              'before',
              'the chart has its webhook’s certificate made by cert-manager',
            ),
          ]
        : [];
    return [...serviceAccountOf(install, ['serviceAccount'], '').needs, ...certificates];
  },
  reach: (install) =>
    operatorReach(!install.skipsCrds, ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']),
};
