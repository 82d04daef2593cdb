import { dig } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { exampleApplication } from '../../delivery/example';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const hookTimeToLive: ObjectRule = {
  id: 'delivery/hook-time-to-live',
  severity: 'warning',
  title: 'the hook jobs of Kong Mesh vanish before an older Argo CD has seen them end',
  why: 'The chart’s default lets a job be deleted the moment it ends; Argo CD before 3.0 waits for it for ever, and the sync hangs. Later ones hold the job until they have seen it end.',
  source:
    'kuma UPGRADE.md 2.12; deployments/charts/kuma/values.yaml, hooks.ttlSecondsAfterFinished; argoproj/gitops-engine pkg/sync/hook, HookFinalizer',
  measured:
    "Kuma's chart 2.14.3 gives its hook jobs the value as it is written (Helm v3.22). The sync engine of Argo CD v3.5.1 puts its own finalizer on hook jobs, and of one that has ended and is to be deleted it says that the sync succeeded; without that finalizer, which Argo CD has had since 3.0, it waits.",
  kinds: ['argoproj.io/Application'],
  *checkObject(object, { index }) {
    const install = helmInstallOf(object, index);
    if (install?.chart !== 'kong-mesh') return;
    const at = ['kuma', 'hooks', 'ttlSecondsAfterFinished'];
    const value = dig(install.values, ...at);
    if (value !== undefined && value !== 0) return;
    yield {
      object,
      path: deepest(object, ...install.valuesPath, ...at),
      message: 'Argo CD before 3.0 waits for hook jobs that are gone',
      found: value === 0 ? '0' : 'nothing, which means 0',
      expected: 'some minutes, such as 600',
      mend: `set ${at.join('.')}: 600`,
    };
  },
  example: {
    given: ['Namespace system', 'cert-manager'],
    engine: 'argo-cd',
    fails: exampleApplication(
      'kong-mesh',
      '{kuma: {hooks: {ttlSecondsAfterFinished: 0}, controlPlane: {tls: {general: {certManager: {enabled: true}}}}}}',
    ),
    passes: exampleApplication(
      'kong-mesh',
      '{kuma: {hooks: {ttlSecondsAfterFinished: 600}, controlPlane: {tls: {general: {certManager: {enabled: true}}}}}}',
    ),
  },
};
