import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { SetRule } from '../../rule';

export const circularDependency: SetRule = {
  id: 'delivery/circular-dependency',
  severity: 'error',
  title: 'delivery objects wait for each other in a circle',
  why: 'Each waits until the other is ready, and none is ever applied. Flux says so in its log alone, when the source changes: "circular dependency detected".',
  source:
    'Flux v2.9.4 fluxcd/pkg runtime/dependency/sort.go; kustomize-controller internal/controller, checkDependencies and sortAndEnqueue',
  measured:
    'fluxcd/pkg/runtime v0.110.1 sorts the passing example, and says of the failing one: circular dependency detected: flux-system/one -> flux-system/two -> flux-system/one.',
  *checkSet({ index }) {
    for (const kind of ['kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease']) {
      const [group = '', name = ''] = kind.split('/');
      const objects = index.ofKind(group, name);
      for (const object of objects) {
        if (!waitsForItself(object, index)) continue;
        const next = dependenciesOf(object, index).map(({ metadata }) => metadata.name);
        yield {
          object,
          path: '/spec/dependsOn',
          message: `${object.metadata.name} waits for itself, by way of ${next.join(', ')}`,
          found: `dependsOn ${next.join(', ')}`,
          expected: 'dependencies that lead back to none of those that wait',
          mend: 'remove the dependency that closes the circle',
        };
      }
    }
  },
  example: {
    given: ['GitRepository flux-system/platform'],
    fails: `${kustomization('one', 'two')}---${kustomization('two', 'one')}`,
    passes: `${kustomization('one', 'two')}---${kustomization('two')}`,
  },
};

function dependenciesOf(object: Manifest, index: ReferenceIndex): readonly Manifest[] {
  return index
    .references(object)
    .filter(({ path }) => path.startsWith('/spec/dependsOn/'))
    .flatMap(({ resolution }) => resolution.by);
}

function waitsForItself(object: Manifest, index: ReferenceIndex): boolean {
  const seen = new Set<Manifest>();
  const open = [...dependenciesOf(object, index)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === object) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...dependenciesOf(next, index));
  }
  return false;
}

function kustomization(name: string, after?: string): string {
  return `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec:
  interval: 10m
  path: ./${name}
  prune: true
  wait: true
  sourceRef: {kind: GitRepository, name: platform}
  ${after === undefined ? '' : `dependsOn: [{name: ${after}}]`}
`;
}
