import { dig, text } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { exampleHelmRelease } from '../../delivery/example';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

/** Charts that carry CRDs in their `crds` folder, which Helm itself installs once and never again. */
const withCrds: ReadonlySet<string> = new Set(['appmesh-controller', 'ingress', 'kong', 'kong-mesh']);

export const crdsNotUpgraded: ObjectRule = {
  id: 'delivery/crds-not-upgraded',
  severity: 'warning',
  title: 'the CRDs of a chart are installed, and left as they are at upgrades',
  why: 'A field left out means Create at upgrades, which makes what is new and leaves the definitions that are there as they are: the new controller then looks for fields that the API server does not have.',
  source:
    'Flux v2.9.4 helm-controller internal/action/crds.go, crdPolicyOrDefault, for install.crds and upgrade.crds',
  measured:
    'helm-controller v1.6.3 reads of the failing example Create at installation and nothing at upgrades, for which its code puts Create: a definition that is there already is passed over.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease'],
  *checkObject(object, { index }) {
    const install = helmInstallOf(object, index);
    if (install === undefined || !withCrds.has(install.chart)) return;
    const atInstall = text(dig(object, 'spec', 'install', 'crds')) ?? 'Create';
    const atUpgrade = text(dig(object, 'spec', 'upgrade', 'crds')) ?? 'Create';
    // Whoever installs none has them from elsewhere.
    if (atInstall === 'Skip' || atUpgrade === 'CreateReplace') return;
    yield {
      object,
      path: deepest(object, 'spec', 'upgrade', 'crds'),
      message: `the CRDs of release ${object.metadata.name} are not upgraded with its chart`,
      found: `install.crds ${atInstall}, upgrade.crds ${atUpgrade}`,
      expected: 'CreateReplace for both, or Skip for both where the CRDs come from elsewhere',
      mend: 'set install.crds and upgrade.crds to CreateReplace',
    };
  },
  example: {
    given: ['Namespace system'],
    engine: 'flux',
    fails: exampleHelmRelease('kong', 'install: {crds: Create, remediation: {retries: 3}}'),
    passes: exampleHelmRelease(
      'kong',
      'install: {crds: CreateReplace, remediation: {retries: 3}}\n  upgrade: {crds: CreateReplace, remediation: {retries: 3}}',
    ),
  },
};
