import { fullName, type HelmChart, releaseService, serviceAccountOf } from '../helm-chart';

/** Chart `external-secrets` (https://charts.external-secrets.io). */
export const externalSecretsChart: HelmChart = {
  name: 'external-secrets',
  provides: (install) => {
    const name = fullName(install, 'external-secrets');
    return {
      kinds: [
        { group: 'external-secrets.io', kind: '*' },
        { group: 'generators.external-secrets.io', kind: '*' },
      ],
      webhooks: ['external-secrets-webhook'],
      objects: [
        ...serviceAccountOf(install, ['serviceAccount'], name).provides,
        releaseService(install, `${name}-webhook`, [{ name: 'webhook', port: 443 }]),
      ],
    };
  },
  references: (install) => serviceAccountOf(install, ['serviceAccount'], '').needs,
};
