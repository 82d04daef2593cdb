import { initContainer } from './container';
import { refusalsOf } from './definitions';
import { below, isGiven, type Part, partOf, partsOf, type Refusal, required, shown } from './refusal';
import { mountsOf } from './volumes';

/** Which workload a pod is of: some end, and some start again. */
export type Workload = 'Pod' | 'Job' | 'running';

/**
 * Why the API server refuses a pod whose structure is as its schema wants it, or its workload for the sake of the pod. Only
 * what is refused in every cluster: what a feature gate or a policy decides is left out, and lists that have a name twice, which the
 * schema calls maps.
 *
 * @param claims names of a StatefulSet's volumeClaimTemplates, which are volumes of its pods
 *
 * Source: kubernetes v1.35.4 pkg/apis/core/validation/validation.go, pkg/apis/apps/validation, pkg/apis/batch/validation.
 */
export function podRefusals(
  spec: unknown,
  workload: Workload,
  claims: readonly string[] = [],
): readonly Refusal[] {
  const pod = partOf(spec);
  return [...refusalsOf('PodSpec', pod), ...together(pod, workload, claims), ...restarting(pod, workload)];
}

/** What parts of a pod say of each other. */
function* together(pod: Part, workload: Workload, claims: readonly string[]): Generator<Refusal> {
  const [containers, initial] = [partsOf(pod.containers), partsOf(pod.initContainers)];
  yield* required(pod, 'containers', 'at least one container');
  const names = new Set(containers.map(({ name }) => name));
  for (const [index, { name }] of initial.entries())
    if (typeof name === 'string' && names.has(name))
      yield {
        at: ['initContainers', index, 'name'],
        message: `the container name ${name} twice`,
        found: name,
        expected: 'another name for each, init containers among them',
        mend: 'give one of them another',
      };
  const volumes = new Set<unknown>([...partsOf(pod.volumes).map(({ name }) => name), ...claims]);
  for (const [list, parts] of [['initContainers', initial] as const, ['containers', containers] as const])
    for (const [index, each] of parts.entries()) {
      // What a single pod lacks, a webhook may add before the API server looks.
      if (workload !== 'Pod') {
        yield* below([list, index], required(each, 'image', 'an image'));
        yield* below([list, index], mountsOf(each, volumes));
      }
      if (list === 'initContainers') yield* below([list, index], initContainer(each));
      yield* below([list, index], sleeps(each, pod.terminationGracePeriodSeconds));
    }
  yield* hostPorts(pod, containers);
  if (pod.dnsPolicy === 'None' && partsOfDns(pod.dnsConfig) === 0)
    yield {
      at: ['dnsPolicy'],
      message: 'dnsPolicy: None without a name server',
      found: shown(pod.dnsConfig),
      expected: 'dnsConfig.nameservers with at least one address',
      mend: 'write dnsConfig.nameservers',
    };
}

/** Source: validateSleepAction. A pod has 30 seconds to end where it does not say. */
function* sleeps(container: Part, grace: unknown): Generator<Refusal> {
  const most = typeof grace === 'number' ? grace : 30;
  for (const hook of ['postStart', 'preStop']) {
    const { seconds } = partOf(partOf(partOf(container.lifecycle)[hook]).sleep);
    if (typeof seconds === 'number' && (seconds < 0 || seconds > most))
      yield {
        at: ['lifecycle', hook, 'sleep', 'seconds'],
        message: 'a sleep that is longer than the pod has to end, or negative',
        found: String(seconds),
        expected: `from 0 to ${most}, which is terminationGracePeriodSeconds`,
        mend: 'shorten it, or raise terminationGracePeriodSeconds',
      };
  }
}

function partsOfDns(config: unknown): number {
  const { nameservers } = partOf(config);
  return Array.isArray(nameservers) ? nameservers.length : 0;
}

/** Ports of the node: each once in a pod, and with the node's network the same as in the container. */
function* hostPorts(pod: Part, containers: readonly Part[]): Generator<Refusal> {
  const taken = new Set<string>();
  for (const [index, { ports }] of containers.entries())
    for (const [position, port] of partsOf(ports).entries()) {
      const { containerPort, hostIP = '', hostPort, protocol = 'TCP' } = port;
      if (!isGiven(hostPort) || hostPort === 0) continue;
      const at = ['containers', index, 'ports', position, 'hostPort'];
      const key = `${String(protocol)} ${String(hostIP)} ${String(hostPort)}`;
      if (taken.has(key))
        yield {
          at,
          message: 'two ports of a pod at one port of the node',
          found: String(hostPort),
          expected: 'another port for each',
          mend: 'correct one of them',
        };
      taken.add(key);
      if (pod.hostNetwork === true && hostPort !== containerPort)
        yield {
          at,
          message: 'hostPort differs from containerPort in a pod on the network of its node',
          found: String(hostPort),
          expected: String(containerPort),
          mend: 'remove it',
        };
    }
}

/** Source: validation of the pod templates of ReplicaSets and Jobs. */
function* restarting(pod: Part, workload: Workload): Generator<Refusal> {
  const { activeDeadlineSeconds, restartPolicy = 'Always' } = pod;
  if (workload === 'Job' && restartPolicy === 'Always')
    yield {
      at: isGiven(pod.restartPolicy) ? ['restartPolicy'] : [],
      message: 'a Job whose pods always start again',
      found: isGiven(pod.restartPolicy) ? 'Always' : 'no restartPolicy, which is Always',
      expected: 'restartPolicy: OnFailure or Never',
      mend: 'write restartPolicy: OnFailure or Never',
    };
  if (workload !== 'running') return;
  if (restartPolicy !== 'Always')
    yield {
      at: ['restartPolicy'],
      message: `pods that run on, with restartPolicy: ${String(restartPolicy)}`,
      found: String(restartPolicy),
      expected: 'Always, which only Jobs and single pods may change',
      mend: 'remove it',
    };
  if (isGiven(activeDeadlineSeconds))
    yield {
      at: ['activeDeadlineSeconds'],
      message: 'activeDeadlineSeconds of pods that run on',
      found: String(activeDeadlineSeconds),
      expected: 'nothing: only Jobs and single pods have it',
      mend: 'remove it',
    };
}
