import { dig, strings, text } from '../../references/fields';
import { kumaGroup, meshOf } from '../../references/kinds/kuma';
import { byLabels, matches } from '../../references/labels';
import type { Manifest } from '../../references/manifest';
import type { PodTemplate } from '../../references/provision';
import type { ReferenceIndex } from '../../references/reference-index';
import { push } from '../../references/selector-postings';
import { perIndex } from '../per-index';

const byMesh = perIndex((index) => {
  const identities = new Map<string, Manifest[]>();
  for (const identity of index.ofKind(kumaGroup, 'MeshIdentity'))
    push(identities, meshOf(identity), identity);
  return identities;
});

/** The MeshIdentities of a mesh. */
export function identitiesOf(index: ReferenceIndex, mesh: string): readonly Manifest[] {
  return byMesh(index).get(mesh) ?? [];
}

/** The mesh of a pod: its own label wins over its namespace’s. */
export function meshOfPod(pod: PodTemplate, index: Pick<ReferenceIndex, 'namespaceLabels'>): string {
  return (
    pod.labels['kuma.io/mesh'] ?? text(index.namespaceLabels(pod.namespace)['kuma.io/mesh']) ?? 'default'
  );
}

/** Whether a MeshIdentity gives the pod its identity; one without a selector gives none to anybody. */
export function identifies(identity: Manifest, pod: PodTemplate): boolean {
  const selector = dig(identity, 'spec', 'selector', 'dataplane');
  return selector !== undefined && matches(byLabels(strings(dig(selector, 'matchLabels'))), pod.labels);
}

/** The trust domains of a mesh; undefined where one is made from a template. */
export function trustDomains(index: ReferenceIndex, mesh: string): readonly string[] | undefined {
  const domains = identitiesOf(index, mesh).map((identity) =>
    text(dig(identity, 'spec', 'spiffeID', 'trustDomain')),
  );
  return domains.some((domain) => domain === undefined || domain.includes('{{'))
    ? undefined
    : domains.flatMap((domain) => domain ?? []);
}
