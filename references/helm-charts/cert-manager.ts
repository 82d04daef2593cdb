import { fullName, type HelmChart, releaseService, serviceAccountOf } from '../helm-chart';

/** Chart `cert-manager` (https://charts.jetstack.io). */
export const certManagerChart: HelmChart = {
  name: 'cert-manager',
  provides: (install) => {
    const name = fullName(install, 'cert-manager');
    return {
      kinds: [
        { group: 'cert-manager.io', kind: '*' },
        { group: 'acme.cert-manager.io', kind: '*' },
      ],
      webhooks: ['cert-manager-webhook'],
      objects: [
        ...serviceAccountOf(install, ['serviceAccount'], name).provides,
        releaseService(install, `${name}-webhook`, [{ name: 'https', port: 443 }]),
      ],
    };
  },
  references: (install) => serviceAccountOf(install, ['serviceAccount'], '').needs,
};
