import { dig, items, pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { podPorts } from '../../../references/pod-template';
import type { PodTemplate } from '../../../references/provision';
import type { Draft } from '../../finding';
import type { CheckContext, ObjectRule } from '../../rule';
import { oneOfNames } from '../../words';

export const undeclaredPort: ObjectRule = {
  id: 'general/undeclared-port',
  severity: 'warning',
  title:
    'a Service or a probe names a port that no container of the pod declares, though they declare others',
  why: 'Kubernetes takes any number: calls are refused, or the pod is never ready, and nothing says why.',
  source: 'Kubernetes API reference v1.35, Service spec.ports.targetPort and Probe',
  measured:
    'the controller of EndpointSlices of Kubernetes v1.35.4, asked as a library, gives the Service of the failing example the pod at port 9081, where nothing of it listens, and that of the passing one at port 9080.',
  kinds: [
    '/Service',
    '/Pod',
    'apps/Deployment',
    'apps/StatefulSet',
    'apps/DaemonSet',
    'apps/ReplicaSet',
    'batch/Job',
    'batch/CronJob',
  ],
  *checkObject(object, context) {
    if (object.kind === 'Service') return yield* servicePorts(object, context);
    for (const pod of context.index.podsBroughtBy(object)) {
      if (isWorkload(pod)) yield* probePorts(object, pod);
    }
  },
  example: { given: ['Namespace prod'], fails: example(9081), passes: example(9080) },
};

/** Whether the pod's template is written out: what a chart's pods open is known in part only. */
function isWorkload({ by }: PodTemplate): boolean {
  return by.kind !== 'HelmRelease' && by.kind !== 'Application';
}

function* servicePorts(service: Manifest, { index }: CheckContext): Iterable<Draft> {
  const selected =
    index.references(service).find(({ target }) => target.type === 'pods')?.resolution.by ?? [];
  const pods = selected.flatMap((each) => index.podsBroughtBy(each));
  for (const [position, port] of items(dig(service, 'spec', 'ports')).entries()) {
    const field = dig(port, 'targetPort') === undefined ? 'port' : 'targetPort';
    const named = dig(port, field);
    if (typeof named !== 'number' || pods.length === 0 || pods.some((pod) => opens(pod, named))) continue;
    // A container that declares no port may listen on any.
    if (!pods.every((pod) => isWorkload(pod) && declares(pod))) continue;
    const known = new Set(pods.flatMap((pod) => [...podPorts(pod)]));
    yield draft(service, pointer('spec', 'ports', position, field), named, known);
  }
}

function opens({ containers }: PodTemplate, port: number): boolean {
  return containers.some(({ ports }) => ports.some(({ containerPort }) => containerPort === port));
}

function declares(pod: PodTemplate): boolean {
  return pod.containers.length > 0 && pod.containers.every(({ ports }) => ports.length > 0);
}

const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'];

function* probePorts(object: Manifest, pod: PodTemplate): Iterable<Draft> {
  if (!declares(pod)) return;
  const template = pod.path.split('/').slice(1);
  for (const [position, container] of items(dig(object, ...template, 'spec', 'containers')).entries()) {
    for (const probe of probes) {
      if (dig(container, probe) === undefined) continue;
      for (const action of ['httpGet', 'tcpSocket', 'grpc']) {
        const port = dig(container, probe, action, 'port');
        if (typeof port !== 'number' || opens(pod, port)) continue;
        if (dig(container, probe, action, 'host') !== undefined) continue;
        const path = pointer(...template, 'spec', 'containers', position, probe, action, 'port');
        yield draft(object, path, port, podPorts(pod));
      }
    }
  }
}

function draft(object: Manifest, path: string, port: number, known: ReadonlySet<string>): Draft {
  return {
    object,
    path,
    message: `no container declares port ${port}`,
    found: String(port),
    expected: oneOfNames([...known]),
    mend: 'correct the number, or declare the port under the ports of the container that listens there',
  };
}

function example(port: number): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {selector: {app: jazz}, ports: [{port: 80, targetPort: ${port}}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      containers:
        - name: jazz
          image: "registry.example/jazz:1.0"
          ports: [{containerPort: 9080}]
          readinessProbe: {httpGet: {path: /ping, port: 9080}}
`;
}
