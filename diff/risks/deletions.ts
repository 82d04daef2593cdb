import { strings } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { type Sentence, say } from '../sentence';
import { everyChange, type Level, named, type RiskRule } from './risk';

/** What goes with an object of a kind: how much it weighs, and in words. */
const consequences: Readonly<Record<string, readonly [Level, string]>> = {
  '/Namespace': ['high', 'everything in it is deleted'],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    'high',
    'every object of its kind is deleted, in every namespace',
  ],
  'external-secrets.io/SecretStore': ['high', 'the secrets that it reads are no longer renewed'],
  'external-secrets.io/ClusterSecretStore': ['high', 'the secrets that it reads are no longer renewed'],
  '/PersistentVolumeClaim': ['high', 'its data may be deleted with it'],
  'apps/StatefulSet': ['high', 'its pods go, and with them what they serve'],
  'appmesh.k8s.aws/Mesh': ['high', 'everything in the mesh goes with it'],
  'kuma.io/Mesh': ['high', 'Kuma deletes the policies that it owns'],
  'apps/Deployment': ['medium', 'its pods go, and with them what they serve'],
  'apps/DaemonSet': ['medium', 'its pods go, and with them what they serve'],
  '/Service': ['medium', 'calls by its name fail'],
  '/ServiceAccount': ['medium', 'pods that use it cannot be made'],
  'appmesh.k8s.aws/VirtualNode': ['medium', 'its pods are refused, and calls to it fail'],
  'appmesh.k8s.aws/VirtualService': ['medium', 'calls to it fail'],
  'appmesh.k8s.aws/VirtualRouter': ['medium', 'calls through it fail'],
  'helm.toolkit.fluxcd.io/HelmRelease': ['high', 'Flux uninstalls the chart with everything in it'],
  'argoproj.io/Application': ['high', 'Argo CD stops, or deletes, what it delivered'],
  'kustomize.toolkit.fluxcd.io/Kustomization': ['high', 'Flux deletes what it delivered, where it prunes'],
  'policy/PodDisruptionBudget': ['medium', 'a node’s drain may take every replica at once'],
  'iam.services.k8s.aws/Role': ['medium', 'its pods lose their rights in AWS, unless the role is retained'],
  'iam.services.k8s.aws/Policy': ['medium', 'roles that name it lose its rights'],
};

/** Rules about objects that go, and about what keeps them from going. */
export const deletionRules: readonly RiskRule[] = [
  {
    id: 'object-deleted',
    level: 'high',
    title: 'An object goes that others depend on: a namespace, a CRD, a store, a workload, a Service, ...',
    find: everyChange((change) => {
      const consequence = consequences[`${change.id.group}/${change.id.kind}`];
      if (change.kind !== 'removed' || consequence === undefined) return [];
      const [level, words] = consequence;
      const sentence: Sentence = [...say`${named(change)} is deleted: `, words];
      return [{ sentence, level }];
    }),
  },
  {
    id: 'prune-protection-removed',
    level: 'high',
    title: 'An object loses the annotation that keeps Argo CD or Flux from deleting it, or its AWS resource',
    find: everyChange((change) => {
      if (change.kind !== 'changed') return [];
      const gone = protections(change.before).filter((each) => !protections(change.after).includes(each));
      return gone.map(
        (each): Sentence => [...say`${named(change)} is no longer protected: `, { value: each }],
      );
    }),
  },
];

function protections(object: Manifest | undefined): readonly string[] {
  const annotations = strings(object?.metadata.annotations);
  const options = (annotations['argocd.argoproj.io/sync-options'] ?? '')
    .split(',')
    .map((each) => each.trim());
  return [
    ...options.filter((option) => /^(Prune|Delete)=(false|confirm)$/.test(option)),
    ...(annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled'
      ? ['kustomize.toolkit.fluxcd.io/prune: disabled']
      : []),
    ...(annotations['helm.sh/resource-policy'] === 'keep' ? ['helm.sh/resource-policy: keep'] : []),
    ...(annotations['services.k8s.aws/deletion-policy'] === 'retain'
      ? ['services.k8s.aws/deletion-policy: retain']
      : []),
  ];
}
