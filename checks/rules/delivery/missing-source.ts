import { danglingDraft } from '../../dangling';
import { exampleKustomization, exampleSource } from '../../delivery/example';
import type { ObjectRule } from '../../rule';

export const missingSource: ObjectRule = {
  id: 'delivery/missing-source',
  severity: 'error',
  title: 'a delivery object names a source or dependency that nothing brings',
  why: 'Flux waits for it for ever: nothing of the Kustomization or HelmRelease is applied.',
  source: 'Flux v2.9.4 docs/spec: sourceRef, chartRef, dependsOn',
  measured:
    "kustomize-controller v1.9.4 applies nothing of the failing example: dependency 'flux-system/infra' not found. In the passing one it waits until infra is ready.",
  kinds: ['kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease'],
  *checkObject(object, context) {
    for (const reference of context.index.references(object)) {
      const { target, optional, resolution } = reference;
      if (target.type !== 'object' || resolution.found || optional) continue;
      const ours = target.id.group.endsWith('.toolkit.fluxcd.io') || target.id.kind === 'ConfigMap';
      // Flux's own bootstrap makes a source of this name outside of what it syncs.
      if (!ours || (target.id.name === 'flux-system' && target.id.namespace === 'flux-system')) continue;
      yield danglingDraft(context, reference);
    }
  },
  example: {
    engine: 'flux',
    fails: `${exampleSource}---${exampleKustomization('apps', 'path: ./apps\n  dependsOn: [{name: infra}]')}`,
    passes: `${exampleSource}---${exampleKustomization('infra', 'path: ./infra\n  wait: true')}---${exampleKustomization('apps', 'path: ./apps\n  dependsOn: [{name: infra}]')}`,
  },
};
