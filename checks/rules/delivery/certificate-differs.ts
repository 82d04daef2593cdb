import { dig, items, pointer, text } from '../../../references/fields';
import { type HelmInstall, helmInstallOf } from '../../../references/helm-install';
import { exampleApplication } from '../../delivery/example';
import { kongControllers } from '../../kong/gateway';
import { deepest } from '../../place';
import type { CheckContext, ObjectRule } from '../../rule';

export const certificateDiffers: ObjectRule = {
  id: 'delivery/certificate-differs',
  severity: 'error',
  title: 'a chart makes a new certificate each time Argo CD renders it',
  why: 'Argo CD renders without looking at the cluster, so the certificate is a new one at every refresh: the Application is never in sync, and each self-heal breaks the webhook for a moment.',
  source:
    'Argo CD v3.5.1 docs/user-guide/helm.md (random data); Kong/charts admission-webhook.yaml, service-kong-admin.yaml; eks-charts appmesh-controller; kuma v2.14.3 deployments/charts/kuma',
  measured:
    "Helm v3.22 makes 36 lines of the chart appmesh-controller 1.13.3 anew each time it renders the failing example, and none of the passing one; of the chart kong 3.2.0 in ingress 0.24.0 it makes 14 anew, and of Kuma's 2.14.3 24, or none with cert-manager.",
  kinds: ['argoproj.io/Application'],
  *checkObject(object, context) {
    const install = helmInstallOf(object, context.index);
    if (install === undefined || items(dig(object, 'spec', 'ignoreDifferences')).length > 0) return;
    for (const { at, value } of makesCertificate(install, context)) {
      yield {
        object,
        path: deepest(object, ...install.valuesPath, ...at),
        message: `chart ${install.chart} makes a new certificate at each render`,
        found: `no ${at.join('.')}: ${value}`,
        expected: 'a certificate that cert-manager, or a Secret of your own, keeps',
        mend: `set ${at.join('.')}: ${value} (${pointer(...install.valuesPath)}), or list the fields in ignoreDifferences`,
      };
    }
  },
  example: {
    given: ['Namespace system', 'cert-manager'],
    engine: 'argo-cd',
    fails: exampleApplication('appmesh-controller', '{region: us-west-2}'),
    passes: exampleApplication('appmesh-controller', '{region: us-west-2, enableCertManager: true}'),
  },
};

interface Setting {
  readonly at: readonly (string | number)[];
  readonly value: string;
}

function makesCertificate(install: HelmInstall, { index }: CheckContext): readonly Setting[] {
  if (install.chart === 'appmesh-controller') {
    return dig(install.values, 'enableCertManager') === true
      ? []
      : [{ at: ['enableCertManager'], value: 'true' }];
  }
  if (install.chart === 'kong-mesh') {
    const tls = ['kuma', 'controlPlane', 'tls', 'general'];
    const general = dig(install.values, ...tls);
    const kept =
      dig(general, 'certManager', 'enabled') === true || text(dig(general, 'secretName')) !== undefined;
    return kept ? [] : [{ at: [...tls, 'certManager', 'enabled'], value: 'true' }];
  }
  return kongControllers(index).flatMap((release): Setting[] => {
    if (release.install.by !== install.by) return [];
    const controller = dig(release.values, 'ingressController');
    const webhook = dig(controller, 'admissionWebhook');
    const client = dig(controller, 'adminApi', 'tls', 'client');
    const at = [...release.under, 'ingressController'];
    return [
      ...(dig(webhook, 'enabled') === true && dig(webhook, 'certificate', 'provided') !== true
        ? [{ at: [...at, 'admissionWebhook', 'certificate', 'provided'], value: 'true' }]
        : []),
      ...(dig(client, 'enabled') === true && dig(client, 'certProvided') !== true
        ? [{ at: [...at, 'adminApi', 'tls', 'client', 'certProvided'], value: 'true' }]
        : []),
    ];
  });
}
