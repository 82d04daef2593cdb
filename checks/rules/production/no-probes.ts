import { dig, items, pointer, text } from '../../../references/fields';
import { workloadExample } from '../../production/example';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';

export const noProbes: ObjectRule = {
  id: 'production/no-probes',
  severity: 'warning',
  profile: 'production',
  title: 'a container with ports has no readiness probe',
  why: 'A pod gets calls from the moment its process starts: each roll-out answers some of them with errors.',
  source: 'Kubernetes documentation, liveness, readiness and startup probes',
  measured:
    'the prober of the kubelet of Kubernetes v1.35.4, asked as a library, calls the container of the failing example ready as soon as it runs, and that of the passing one not before its probe has been answered.',
  kinds: workloadKinds.filter((kind) => !kind.startsWith('batch/')),
  *checkObject(object) {
    for (const at of templatesOf(object)) {
      const containers = items(dig(object, ...at, 'spec', 'containers'));
      // One that waits for the program keeps the whole pod back.
      if (containers.some((container) => dig(container, 'readinessProbe') !== undefined)) continue;
      for (const [i, container] of containers.entries()) {
        if (items(dig(container, 'ports')).length === 0) continue;
        yield {
          object,
          path: pointer(...at, 'spec', 'containers', i),
          message: `nothing says when ${text(dig(container, 'name')) ?? 'a container'} is ready`,
          found: 'ports, and no readinessProbe',
          expected: 'a readinessProbe',
          mend: 'add a readinessProbe that asks the program itself',
        };
      }
    }
  },
  example: { given: ['Namespace prod'], fails: workloadExample({ probe: '' }), passes: workloadExample({}) },
};
