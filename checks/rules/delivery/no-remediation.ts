import { dig } from '../../../references/fields';
import { exampleHelmRelease } from '../../delivery/example';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const noRemediation: ObjectRule = {
  id: 'delivery/no-remediation',
  severity: 'warning',
  title: 'a HelmRelease gives up after its first failure',
  why: 'Without retries one time-out, such as a Secret that comes a minute late, leaves the release failed until a person acts.',
  source: 'Flux v2.9.4 helm-controller api/v2 HelmRelease, remediation.retries and strategy',
  measured:
    'helm-controller v1.6.3 says of the failing example after one failure that its retries are exhausted, at installation and at upgrades; of the passing one after the fourth.',
  kinds: ['helm.toolkit.fluxcd.io/HelmRelease'],
  *checkObject(object) {
    for (const action of ['install', 'upgrade']) {
      const settings = dig(object, 'spec', action);
      const retries = dig(settings, 'remediation', 'retries');
      if (dig(settings, 'strategy', 'name') === 'RetryOnFailure') continue;
      if (typeof retries === 'number' && retries !== 0) continue;
      yield {
        object,
        path: deepest(object, 'spec', action, 'remediation', 'retries'),
        message: `release ${object.metadata.name} is not tried again when its ${action} fails`,
        found: retries === 0 ? '0' : `no ${action}.remediation.retries`,
        expected: 'a few retries',
        mend: `set ${action}.remediation.retries: 5, or ${action}.strategy.name: RetryOnFailure`,
      };
    }
  },
  example: {
    given: ['Namespace system'],
    engine: 'flux',
    fails: exampleHelmRelease('podinfo', 'install: {remediation: {retries: 0}}'),
    passes: exampleHelmRelease(
      'podinfo',
      'install: {remediation: {retries: 3}}\n  upgrade: {remediation: {retries: 3}}',
    ),
  },
};
