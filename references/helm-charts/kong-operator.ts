import { dig, strings, text } from '../fields';
import { environmentNeeds, type HelmChart, operatorReach, releasePods } from '../helm-chart';
import type { HelmInstall } from '../helm-install';
import { kongGroup } from '../kinds/kong-annotations';
import { gatewayOperatorGroup, konnectGroup } from '../kinds/kong-operator';

/** Chart `kong-operator` (https://charts.konghq.com), version 1.3: one for a cluster, for several of its names are fixed. */
export const kongOperatorChart: HelmChart = {
  name: 'kong-operator',
  provides: (install) => ({
    kinds: [
      ...(isOn(install, 'ko-crds') ? [kongGroup, gatewayOperatorGroup, konnectGroup] : []),
      ...(isOn(install, 'gwapi-standard-crds') && !install.skipsCrds ? ['gateway.networking.k8s.io'] : []),
    ].map((group) => ({ group, kind: '*' })),
    webhooks: ['kong-admission'],
    pods: [
      releasePods(install, 'kong-operator-controller-manager', {
        labels: {
          ...strings(dig(install.values, 'podLabels')),
          'app.kubernetes.io/name': text(dig(install.values, 'nameOverride')) ?? 'kong-operator',
          'app.kubernetes.io/component': 'ko',
          'app.kubernetes.io/instance': install.release,
        },
        serviceAccount: text(dig(install.values, 'serviceAccount', 'name')) ?? 'controller-manager',
        containers: [
          {
            name: 'manager',
            ports: [
              { name: 'probe', containerPort: 8081 },
              { name: 'metrics', containerPort: 8080 },
              { name: 'admission', containerPort: 5443 },
            ],
          },
        ],
      }),
    ],
  }),
  references: (install) => environmentNeeds(install, ['env']),
  reach: () => operatorReach(true, ['ValidatingWebhookConfiguration']),
};

function isOn(install: HelmInstall, part: string): boolean {
  return dig(install.values, part, 'enabled') !== false;
}
