import { dig, items, pointer, text } from '../../../references/fields';
import { workloadExample } from '../../production/example';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';

const handlers = ['httpGet', 'grpc', 'tcpSocket', 'exec'];

export const eagerLiveness: ObjectRule = {
  id: 'production/eager-liveness',
  severity: 'warning',
  profile: 'production',
  title: 'a container is started again for what takes it out of its Services, and no later',
  why: 'Under load it answers late, is killed, and leaves its calls to the others, which answer late in turn: the load takes all of them down.',
  source: 'Kubernetes documentation, liveness, readiness and startup probes',
  measured:
    'kube-apiserver v1.35.4 fills in for both probes of the failing example the same: a pod is out of its Services after three failures, and its container is killed after the same three, 30 seconds. No kubelet runs here.',
  kinds: workloadKinds.filter((kind) => !kind.startsWith('batch/')),
  *checkObject(object) {
    for (const at of templatesOf(object)) {
      for (const [i, container] of items(dig(object, ...at, 'spec', 'containers')).entries()) {
        const [liveness, readiness] = [dig(container, 'livenessProbe'), dig(container, 'readinessProbe')];
        if (liveness === undefined || readiness === undefined) continue;
        if (asked(liveness) !== asked(readiness) || patience(liveness) > patience(readiness)) continue;
        yield {
          object,
          path: pointer(...at, 'spec', 'containers', i, 'livenessProbe'),
          message: `${text(dig(container, 'name')) ?? 'a container'} is started again as soon as it is not ready`,
          found: `the question of the readinessProbe, given up after ${patience(liveness)} seconds`,
          expected: `more than ${patience(readiness)} seconds, or another question`,
          mend: 'remove livenessProbe, ask whether the program lives and nothing more, or raise failureThreshold',
        };
      }
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: workloadExample({ probe: probes('') }),
    passes: workloadExample({ probe: probes(', failureThreshold: 12') }),
  },
};

/** What a probe asks. */
function asked(probe: unknown): string {
  return JSON.stringify(handlers.map((handler) => dig(probe, handler) ?? null));
}

/** Seconds of failing after which a probe gives up, with Kubernetes' defaults. */
function patience(probe: unknown): number {
  const numberOf = (field: string, otherwise: number) => {
    const value = dig(probe, field);
    return typeof value === 'number' && value > 0 ? value : otherwise;
  };
  return numberOf('periodSeconds', 10) * numberOf('failureThreshold', 3);
}

function probes(more: string): string {
  const get = 'httpGet: {path: /ready, port: 9080}';
  return `readinessProbe: {${get}}\n          livenessProbe: {${get}${more}}`;
}
