import { dig, text } from '../fields';
import {
  fullName,
  type HelmChart,
  needsPriorityClass,
  operatorReach,
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
