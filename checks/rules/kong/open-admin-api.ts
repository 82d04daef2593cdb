import { dig } from '../../../references/fields';
import { adminApiOpenings } from '../../../references/helm-charts/kong-admin-api';
import { helmInstallOf } from '../../../references/helm-install';
import { matches, readSelector } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exampleRelease } from '../../kong/example';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const openAdminApi: ObjectRule = {
  id: 'kong/open-admin-api',
  severity: 'error',
  title: 'the Admin API of Kong answers whoever can reach it',
  why: 'Whoever gets there reads every credential and sends every route where they like. The controller is the only one that needs it, and can show a certificate.',
  source:
    'Kong/charts kong-3.4.1 values.yaml (admin.tls.client, ingressController.adminApi); Kong Gateway documentation, securing the Admin API',
  measured:
    'Helm v3.22 with the chart kong 3.4.1 makes of the failing example a Service of type LoadBalancer for the Admin API, and asks clients for no certificate; of the passing one a ClusterIP, and a ConfigMap with the authority of its clients.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object, { index, stageOf }) {
    const install = helmInstallOf(object, index);
    if (install === undefined) return;
    for (const opening of adminApiOpenings(install)) {
      const { at, how, found, outside } = opening;
      const plain = how.includes('plain HTTP');
      // It is the chart's own default, which a NetworkPolicy that is not in the set may make harmless.
      const mayBeShut = stageOf === undefined && !outside && !plain;
      if (!outside && !plain && isShutIn(object, index)) continue;
      yield {
        object,
        path: deepest(object, ...install.valuesPath, ...at),
        message: `the Admin API ${how}`,
        found,
        expected: 'an Admin API that asks for a client certificate, inside the cluster',
        mend: plain
          ? 'leave it to admin.tls'
          : 'set env.nginx_admin_ssl_verify_client: "on" and env.nginx_admin_ssl_client_certificate on the gateway, and ingressController.adminApi.tls.client.enabled: true on the controller',
        ...(mayBeShut ? { severity: 'warning' as const } : {}),
      };
    }
  },
  example: {
    given: ['Namespace kong'],
    fails: exampleRelease('kong', '{admin: {enabled: true, type: LoadBalancer}}'),
    passes: exampleRelease(
      'kong',
      '{admin: {enabled: true, type: ClusterIP, tls: {client: {caBundle: "-----BEGIN CERTIFICATE-----"}}}}',
    ),
  },
};

/** Whether a NetworkPolicy of the set says who may call the gateway's pods. */
function isShutIn(object: Manifest, index: ReferenceIndex): boolean {
  const policies = index.ofKind('networking.k8s.io', 'NetworkPolicy');
  return index
    .podsBroughtBy(object)
    .filter(({ containers }) => containers.some(({ name }) => name === 'proxy'))
    .some(({ namespace, labels }) =>
      policies.some((policy) => {
        const selector = readSelector(dig(policy, 'spec', 'podSelector'));
        return policy.metadata.namespace === namespace && selector !== undefined && matches(selector, labels);
      }),
    );
}
