import { dig, items, pointer } from '../../../references/fields';
import { readSelector } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import { podPorts } from '../../../references/pod-template';
import type { PodTemplate } from '../../../references/provision';
import type { Draft } from '../../finding';
import type { CheckContext, ObjectRule } from '../../rule';

export const undeclaredPort: ObjectRule = {
  id: 'general/undeclared-port',
  severity: 'warning',
  title:
    'a Service or a probe names a port that no container of the pod declares, though they declare others',
  why: 'Kubernetes takes any number: calls are refused, or the pod is never ready, and nothing says why.',
  source: 'Kubernetes API reference v1.35, Service spec.ports.targetPort and Probe',
  *checkObject(object, context) {
    if (object.kind === 'Service' && object.apiVersion === 'v1') yield* servicePorts(object, context);
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
  const selector = readSelector({ matchLabels: dig(service, 'spec', 'selector') });
  if (selector === undefined || dig(service, 'spec', 'selector') === undefined) return;
  const pods = index.pods(service.metadata.namespace ?? 'default', selector);
  // A container that declares no port may listen on any.
  if (pods.length === 0 || !pods.every((pod) => isWorkload(pod) && declares(pod))) return;
  const known = new Set(pods.flatMap((pod) => [...podPorts(pod)]));
  for (const [position, port] of items(dig(service, 'spec', 'ports')).entries()) {
    const named = dig(port, 'targetPort') ?? dig(port, 'port');
    if (typeof named !== 'number' || known.has(String(named))) continue;
    const field = dig(port, 'targetPort') === undefined ? 'port' : 'targetPort';
    yield draft(service, pointer('spec', 'ports', position, field), named, known);
  }
}

function declares(pod: PodTemplate): boolean {
  return pod.containers.length > 0 && pod.containers.every(({ ports }) => ports.length > 0);
}

const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'];

function* probePorts(object: Manifest, pod: PodTemplate): Iterable<Draft> {
  const known = podPorts(pod);
  if (!declares(pod)) return;
  const template = pod.path.split('/').slice(1);
  for (const [position, container] of items(dig(object, ...template, 'spec', 'containers')).entries()) {
    for (const probe of probes) {
      for (const action of ['httpGet', 'tcpSocket', 'grpc']) {
        const port = dig(container, probe, action, 'port');
        if (typeof port !== 'number' || known.has(String(port))) continue;
        if (dig(container, probe, action, 'host') !== undefined) continue;
        const path = pointer(...template, 'spec', 'containers', position, probe, action, 'port');
        yield draft(object, path, port, known);
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
    expected: `one of ${[...known].join(', ')}`,
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
