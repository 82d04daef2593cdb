import { dig, fields, items, pointer, text } from '../../../references/fields';
import { workloadExample } from '../../production/example';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';

export const noRequests: ObjectRule = {
  id: 'production/no-requests',
  severity: 'warning',
  profile: 'production',
  title: 'a container asks for no memory or no processor time',
  why: 'The scheduler puts the pod anywhere, an autoscaler of utilisation has nothing to divide by, and it is the first to be evicted.',
  source: 'Kubernetes documentation, resource management for pods and containers',
  measured:
    'kube-apiserver v1.35.4 puts a pod without any requests into the class BestEffort, which is evicted first, and the passing one into Burstable; of the failing one it keeps the processor time alone.',
  kinds: workloadKinds,
  *checkObject(object) {
    for (const at of templatesOf(object)) {
      // A pod may ask as a whole.
      const pod = fields(dig(object, ...at, 'spec', 'resources', 'requests'));
      for (const [i, container] of items(dig(object, ...at, 'spec', 'containers')).entries()) {
        const own = {
          ...fields(dig(container, 'resources', 'limits')),
          ...fields(dig(container, 'resources', 'requests')),
          ...pod,
        };
        const missing = ['cpu', 'memory'].filter((name) => own[name] === undefined);
        if (missing.length === 0) continue;
        yield {
          object,
          path: pointer(...at, 'spec', 'containers', i),
          message: `${text(dig(container, 'name')) ?? 'a container'} asks for no ${missing.join(' and no ')}`,
          found: `no resources.requests.${missing.join(', no resources.requests.')}`,
          expected: 'requests for cpu and memory',
          mend: 'write what it usually takes under resources.requests',
        };
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: workloadExample({ requests: '{cpu: 10m}' }),
    passes: workloadExample({}),
  },
};
