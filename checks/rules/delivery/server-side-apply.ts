import { dig, items } from '../../../references/fields';
import { helmInstallOf } from '../../../references/helm-install';
import { exampleApplication } from '../../delivery/example';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

/** Charts with CRDs over the 262,144 bytes that an annotation may have. */
const large: ReadonlySet<string> = new Set(['external-secrets', 'argo-cd', 'kube-prometheus-stack']);

export const serverSideApply: ObjectRule = {
  id: 'delivery/server-side-apply',
  severity: 'error',
  title: 'a chart’s CRDs are too large for the way in which they are applied',
  why: 'Without server-side apply the whole CRD goes into an annotation as well, and the API server refuses it: metadata.annotations: Too long.',
  source:
    'Argo CD v3.5.1 docs/user-guide/sync-options.md, Server-Side Apply; external-secrets v2.9.0 deploy/crds',
  measured:
    'kube-apiserver v1.35.4 refuses two definitions of External Secrets v2.9.0 (SecretStore and ClusterSecretStore, 349 kB each) with the annotation that client-side apply writes: metadata.annotations: Too long: may not be more than 262144 bytes. By server-side apply it takes them.',
  kinds: ['argoproj.io/Application'],
  *checkObject(object, { index }) {
    const install = helmInstallOf(object, index);
    if (install === undefined || !large.has(install.chart) || install.skipsCrds) return;
    if (dig(install.values, 'installCRDs') === false) return;
    const options = items(dig(object, 'spec', 'syncPolicy', 'syncOptions'));
    if (options.includes('ServerSideApply=true') || options.includes('Replace=true')) return;
    yield {
      object,
      path: deepest(object, 'spec', 'syncPolicy', 'syncOptions'),
      message: `the CRDs of chart ${install.chart} are too large for client-side apply`,
      found: options.length === 0 ? 'no sync options' : options.join(', '),
      expected: 'ServerSideApply=true',
      mend: 'add ServerSideApply=true to spec.syncPolicy.syncOptions',
    };
  },
  example: {
    given: ['Namespace system'],
    engine: 'argo-cd',
    fails: exampleApplication(
      'external-secrets',
      '{installCRDs: true}',
      'syncPolicy: {automated: {prune: true}}',
    ),
    passes: exampleApplication('external-secrets', '{installCRDs: true}'),
  },
};
