import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { exampleKustomization, exampleSource } from '../../delivery/example';
import { perIndex } from '../../per-index';
import type { ObjectRule } from '../../rule';

const group = 'kustomize.toolkit.fluxcd.io';

export const unwaitedDependency: ObjectRule = {
  id: 'delivery/unwaited-dependency',
  severity: 'warning',
  title: 'a Kustomization that others depend on is ready before its objects are',
  why: 'Without `wait` or health checks Ready means applied, no more: what depends on it starts while its operators still come up.',
  source: 'Flux v2.9.4 kustomize-controller docs/spec/v1/kustomizations.md, wait and healthChecks',
  measured:
    'kustomize-controller v1.9.4 calls infra of the failing example ready as soon as its Deployment is applied, and applies apps; in the passing one it waits for the Deployment, and apps waits with it.',
  kinds: [`${group}/Kustomization`],
  *checkObject(object, { index }) {
    const healthChecks = items(dig(object, 'spec', 'healthChecks')).length;
    if (dig(object, 'spec', 'wait') === true) {
      if (healthChecks === 0) return;
      yield {
        object,
        path: '/spec/healthChecks',
        message: 'health checks beside `wait: true` are disregarded',
        found: `wait: true, and ${healthChecks} health checks`,
        expected: 'one of the two',
        mend: 'remove healthChecks, or wait',
      };
      return;
    }
    if (healthChecks > 0 || !dependedOn(index).has(object)) return;
    yield {
      object,
      path: '/spec',
      message: `${object.metadata.name} is ready as soon as it is applied`,
      found: 'neither wait nor healthChecks, and others that depend on it',
      expected: 'wait: true, or the health checks that count',
      mend: 'set spec.wait: true',
    };
  },
  example: {
    engine: 'flux',
    fails: `${exampleSource}---${exampleKustomization('infra', 'path: ./infra')}---${exampleKustomization('apps', 'path: ./apps\n  dependsOn: [{name: infra}]')}`,
    passes: `${exampleSource}---${exampleKustomization('infra', 'path: ./infra\n  wait: true')}---${exampleKustomization('apps', 'path: ./apps\n  dependsOn: [{name: infra}]')}`,
  },
};

const dependedOn = perIndex((index): ReadonlySet<Manifest> => {
  const found = index.ofKind(group, 'Kustomization').flatMap((object) =>
    items(dig(object, 'spec', 'dependsOn')).flatMap((dependency) => {
      const namespace = text(dig(dependency, 'namespace')) ?? object.metadata.namespace;
      return (
        index.get(objectId(group, 'Kustomization', namespace, text(dig(dependency, 'name')) ?? '')) ?? []
      );
    }),
  );
  return new Set(found);
});
