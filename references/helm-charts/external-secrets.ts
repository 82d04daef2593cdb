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
        ...(dig(install.values, 'metrics', 'service', 'enabled') === true
          ? [releaseService(install, `${name}-metrics`, [{ name: 'metrics', port: 8080 }])]
          : []),
      ],
      pods: [
        releasePods(install, name, {
          labels: {
            ...strings(dig(install.values, 'podLabels')),
            'app.kubernetes.io/instance': install.release,
            'app.kubernetes.io/name': text(dig(install.values, 'nameOverride')) ?? 'external-secrets',
          },
          serviceAccount: text(dig(install.values, 'serviceAccount', 'name')) ?? name,
          containers: [{ name: 'external-secrets', ports: [{ name: 'metrics', containerPort: 8080 }] }],
        }),
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
