import { dig, fields, items, pointer, portOf, strings } from '../../../references/fields';
import { byLabels } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Draft } from '../../finding';
import { meshPorts, serviceOfTarget } from '../../kong-mesh/services';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

/** The part of a policy's settings that holds for HTTP alone, by kind; the empty path is all of it. */
const httpParts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  MeshTimeout: [['http']],
  MeshRetry: [['http'], ['grpc']],
  MeshRateLimit: [['local', 'http']],
  MeshFaultInjection: [['http']],
};

export const httpPolicyOverTcp: ObjectRule = {
  id: 'kong-mesh/http-policy-over-tcp',
  severity: 'warning',
  title: 'the HTTP part of a policy is for a port that Kuma takes for tcp',
  why: 'A port without appProtocol is tcp to Kuma: its time-outs, retries, limits and faults for HTTP are passed over without a word.',
  source: kumaFile(
    'pkg/plugins/runtime/k8s/controllers/meshservice_controller.go; pkg/plugins/policies/meshtimeout',
  ),
  kinds: Object.keys(httpParts).map((kind) => `kuma.io/${kind}`),
  *checkObject(object, { index }) {
    const parts = httpParts[object.kind] ?? [];
    const partOf = (settings: unknown) =>
      parts.find(
        (part) =>
          dig(settings, ...part) !== undefined && Object.keys(fields(dig(settings, ...part))).length > 0,
      );
    for (const [i, to] of items(dig(object, 'spec', 'to')).entries()) {
      const part = partOf(dig(to, 'default'));
      const target = dig(to, 'targetRef');
      const service = serviceOfTarget(target, object, index);
      if (part === undefined || service === undefined) continue;
      const named = portOf(dig(target, 'sectionName')) ?? portOf(dig(target, 'port'));
      yield* draft(object, pointer('spec', 'to', i, 'default', ...part), [service], named);
    }
    for (const list of ['from', 'rules']) {
      for (const [i, rule] of items(dig(object, 'spec', list)).entries()) {
        const part = partOf(dig(rule, 'default'));
        if (part === undefined) continue;
        const services = servicesOfTarget(object, index);
        if (services.length === 0) continue;
        const section = portOf(dig(object, 'spec', 'targetRef', 'sectionName'));
        yield* draft(object, pointer('spec', list, i, 'default', ...part), services, section);
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Namespace prod'],
    fails: example(''),
    passes: example(', appProtocol: http'),
  },
};

/** The Services of the pods that a policy is for, where it picks them by their labels. */
function servicesOfTarget(policy: Manifest, index: ReferenceIndex): readonly Manifest[] {
  const labels = strings(dig(policy, 'spec', 'targetRef', 'labels'));
  if (dig(policy, 'spec', 'targetRef', 'kind') !== 'Dataplane' || Object.keys(labels).length === 0) return [];
  const pods = index.pods(policy.metadata.namespace, byLabels(labels));
  const services = new Set(
    pods.flatMap((pod) =>
      index
        .referrers(pod.by)
        .flatMap(({ from, target }) => (from.kind === 'Service' && target.type === 'pods' ? [from] : [])),
    ),
  );
  return [...services];
}

function* draft(
  object: Manifest,
  path: string,
  services: readonly Manifest[],
  named: string | undefined,
): Iterable<Draft> {
  const ports = services.flatMap((service) =>
    meshPorts(service, named).map((port) => ({ service, ...port })),
  );
  const [first] = ports;
  // What is for a whole Service is for those of its ports that speak HTTP.
  if (first === undefined || ports.some(({ http }) => http)) return;
  const { service, port, appProtocol } = first;
  yield {
    object,
    path,
    message: `port ${port} of Service ${service.metadata.name} is tcp to Kuma: this part holds for nothing`,
    found: appProtocol === undefined ? `no appProtocol on port ${port}` : `appProtocol: ${appProtocol}`,
    expected: 'appProtocol: http, http2 or grpc on the port of the Service',
    mend: `add appProtocol: http to port ${port} of Service ${service.metadata.name}`,
  };
}

function example(more: string): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {ports: [{port: 9080${more}}]}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: jazz, namespace: prod}
spec: {to: [{targetRef: {kind: MeshService, name: jazz}, default: {http: {requestTimeout: 10s}}}]}
`;
}
