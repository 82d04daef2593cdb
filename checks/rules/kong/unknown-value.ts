import { dig, pointer } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { unknownValueDrafts } from '../../known-values';
import { ingressValues, kongValues } from '../../kong/chart-values';
import { exampleRelease } from '../../kong/example';
import type { ObjectRule } from '../../rule';

export const unknownChartValue: ObjectRule = {
  id: 'kong/unknown-value',
  severity: 'warning',
  title: "a value stands under a key that Kong's chart does not read",
  why: 'Helm says nothing of it: the gateway runs with the default, or without what connects it to Konnect.',
  source: 'Kong/charts kong-3.4.1 charts/kong/values.yaml, ingress-0.24.0 charts/ingress/values.yaml',
  measured:
    'Helm v3.22 with the chart ingress 0.24.0 renders the failing example without a word, and the same of it as of the passing one, whose Secret is the chart’s default.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object, { index }) {
    const install = helmInstallOf(object, index);
    const known =
      install?.chart === 'kong' ? kongValues : install?.chart === 'ingress' ? ingressValues : undefined;
    if (install === undefined || known === undefined) return;
    yield* unknownValueDrafts(install, known, 20);
    for (const under of install.chart === 'ingress' ? [['controller']] : [[]]) {
      const konnect = [...under, 'ingressController', 'konnect'];
      const old = [...konnect, 'runtimeGroupID'];
      if (dig(install.values, ...old) === undefined) continue;
      yield {
        object,
        path: pointer(...install.valuesPath, ...old),
        message: 'runtimeGroupID is the old name of controlPlaneID',
        found: old.join('.'),
        expected: [...konnect, 'controlPlaneID'].join('.'),
        mend: 'write controlPlaneID',
      };
    }
  },
  example: {
    given: ['Namespace kong', 'Secret kong/konnect-client-tls'],
    fails: release('tlsClientSecretName'),
    passes: release('tlsClientCertSecretName'),
  },
};

function release(key: string): string {
  return exampleRelease(
    'ingress',
    `{controller: {ingressController: {konnect: {enabled: true, apiHostname: eu.kic.api.konghq.com, controlPlaneID: 5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90, ${key}: konnect-client-tls}}}}`,
  );
}
