import { dig, strings, text } from '../fields';
import {
  fullName,
  type HelmChart,
  needsPriorityClass,
  operatorReach,
  releasePods,
  releaseService,
  serviceAccountOf,
} from '../helm-chart';
import type { HelmInstall } from '../helm-install';

/** Chart `cert-manager` (https://charts.jetstack.io). Its CRDs are among its templates, and off unless asked for. */
export const certManagerChart: HelmChart = {
  name: 'cert-manager',
  provides: (install) => {
    const name = fullName(install, 'cert-manager');
    const groups = bringsCrds(install) ? ['cert-manager.io', 'acme.cert-manager.io'] : [];
    return {
      kinds: groups.map((group) => ({ group, kind: '*' })),
      webhooks: ['cert-manager-webhook'],
      objects: [
        ...serviceAccountOf(install, ['serviceAccount'], name).provides,
        releaseService(install, `${name}-webhook`, [{ name: 'https', port: 443 }]),
      ],
      pods: [
        releasePods(install, name, {
          labels: {
            ...strings(dig(install.values, 'podLabels')),
            app: 'cert-manager',
            'app.kubernetes.io/component': 'controller',
            'app.kubernetes.io/instance': install.release,
            'app.kubernetes.io/name': text(dig(install.values, 'nameOverride')) ?? 'cert-manager',
          },
          serviceAccount: text(dig(install.values, 'serviceAccount', 'name')) ?? name,
          containers: [
            {
              name: 'cert-manager-controller',
              ports: [
                { name: 'http-metrics', containerPort: 9402 },
                { name: 'http-healthz', containerPort: 9403 },
              ],
            },
          ],
        }),
      ],
    };
  },
  references: (install) => [
    ...serviceAccountOf(install, ['serviceAccount'], '').needs,
    ...needsPriorityClass(install, ['global', 'priorityClassName']),
  ],
  reach: (install) => ({
    ...operatorReach(bringsCrds(install), ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']),
    // Its leader election has a Role there.
    namespaces: [text(dig(install.values, 'global', 'leaderElection', 'namespace')) ?? 'kube-system'],
  }),
};

function bringsCrds(install: HelmInstall): boolean {
  return dig(install.values, 'crds', 'enabled') === true || dig(install.values, 'installCRDs') === true;
}
