import { helmInstallOf } from '../../../references/helm-install';
import { unknownValueDrafts } from '../../known-values';
import { kongMeshValues, kumaValues } from '../../kong-mesh/chart-values';
import { kumaFile } from '../../kong-mesh/source';
import { zoneExample, zoneGiven } from '../../kong-mesh/zone-example';
import type { ObjectRule } from '../../rule';

export const unknownMeshValue: ObjectRule = {
  id: 'kong-mesh/unknown-value',
  severity: 'warning',
  title: 'a value stands under a key that the chart of the control plane does not read',
  why: 'Helm says nothing of it: the zone runs with the default, on its own, or in another mode.',
  source: kumaFile('deployments/charts/kuma/values.yaml'),
  measured:
    "Helm v3.22 with Kuma's chart 2.14.3 renders the failing example without a word: one replica, where the passing one has three.",
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease', 'argoproj.io/Application'],
  *checkObject(object, { index }) {
    const install = helmInstallOf(object, index);
    const known =
      install?.chart === 'kong-mesh' ? kongMeshValues : install?.chart === 'kuma' ? kumaValues : undefined;
    if (install === undefined || known === undefined) return;
    yield* unknownValueDrafts(install, known, 8);
  },
  example: {
    given: zoneGiven,
    fails: zoneExample({ more: 'replica: 3' }),
    passes: zoneExample({ more: 'replicas: 3' }),
  },
};
