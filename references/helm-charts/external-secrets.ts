import { dig } from '../fields';
import {
  fullName,
  type HelmChart,
  needsPriorityClass,
  operatorReach,
  releaseService,
  serviceAccountOf,
} from '../helm-chart';
import type { HelmInstall } from '../helm-install';

/** Chart `external-secrets` (https://charts.external-secrets.io). Its CRDs are among its templates. */
export const externalSecretsChart: HelmChart = {
  name: 'external-secrets',
  provides: (install) => {
    const name = fullName(install, 'external-secrets');
    const groups = bringsCrds(install) ? ['external-secrets.io', 'generators.external-secrets.io'] : [];
    return {
      kinds: groups.map((group) => ({ group, kind: '*' })),
      webhooks: ['external-secrets-webhook'],
      objects: [
        ...serviceAccountOf(install, ['serviceAccount'], name).provides,
        releaseService(install, `${name}-webhook`, [{ name: 'webhook', port: 443 }]),
      ],
    };
  },
  references: (install) => [
    ...serviceAccountOf(install, ['serviceAccount'], '').needs,
    ...[[], ['webhook'], ['certController']].flatMap((under) =>
      needsPriorityClass(install, [...under, 'priorityClassName']),
    ),
  ],
  reach: (install) => operatorReach(bringsCrds(install), ['ValidatingWebhookConfiguration']),
};

function bringsCrds(install: HelmInstall): boolean {
  return dig(install.values, 'installCRDs') !== false;
}
