import { dig, fields, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

/** The group of kustomize's own files. */
export const kustomizeGroup = 'kustomize.config.k8s.io';

export const existingWorkload: SetRule = {
  id: 'kong-mesh/existing-workload',
  severity: 'error',
  title: 'a workload that an application counts on does not carry what the mesh asks of it',
  why: 'Routes and permissions were written as if it did: a port without appProtocol is tcp to Kuma, and a pod of a namespace without the labels has no sidecar.',
  source: kumaFile('pkg/plugins/runtime/k8s/controllers/meshservice_controller.go'),
  measured:
    'kuma-cp 2.14.3 makes a MeshService with the protocol tcp of the Service of the failing example, and with http of that of the passing one.',
  *checkSet({ index, required = [] }: CheckContext) {
    for (const component of [...index.ofKind(kustomizeGroup, 'Component'), ...required]) {
      const { name: application, namespace } = component.metadata;
      if (namespace === undefined) continue;
      for (const patch of items(dig(component, 'patches'))) {
        const wanted = partOf(text(dig(patch, 'patch')));
        const kind = text(dig(wanted, 'kind'));
        const name = text(dig(wanted, 'metadata', 'name'));
        if (name === undefined || (kind !== 'Namespace' && kind !== 'Service')) continue;
        const object = index.get(objectId('', kind, kind === 'Namespace' ? undefined : namespace, name));
        if (object === undefined) continue;
        for (const { path, what, found, expected } of differences(object, wanted)) {
          yield {
            object,
            path,
            message: `${kind} ${name} does not carry ${what} that the application ${application} counts on`,
            found,
            expected,
            mend: `add existing/${application} of the output to the components of the kustomization that deploys it`,
          };
        }
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace payments', 'Pods payments'],
    fails: example(''),
    passes: example(', appProtocol: http'),
  },
};

interface Difference {
  /** JSON pointer. */
  readonly path: string;
  readonly what: string;
  readonly found: string;
  readonly expected: string;
}

function* differences(object: Manifest, wanted: unknown): Generator<Difference> {
  for (const part of ['labels', 'annotations'] as const) {
    for (const [key, value] of Object.entries(fields(dig(wanted, 'metadata', part)))) {
      const found = object.metadata[part]?.[key];
      // Kuma writes this one itself where the namespace is labelled, which is asked for beside it.
      if (found === value || (found === undefined && key === 'ingress.kubernetes.io/service-upstream'))
        continue;
      yield {
        path: found === undefined ? '/metadata' : `/metadata/${part}/${key.replaceAll('/', '~1')}`,
        what: part === 'labels' ? 'a label' : 'an annotation',
        found: found === undefined ? `no ${key}` : `${key}: ${found}`,
        expected: `${key}: ${String(value)}`,
      };
    }
  }
  const ports = items(dig(object, 'spec', 'ports'));
  for (const wantedPort of items(dig(wanted, 'spec', 'ports'))) {
    const number = dig(wantedPort, 'port');
    const protocol = text(dig(wantedPort, 'appProtocol')) ?? 'tcp';
    const at = ports.findIndex((port) => dig(port, 'port') === number);
    if (at < 0) {
      yield { path: '/spec/ports', what: 'a port', found: `no port ${number}`, expected: `port ${number}` };
      continue;
    }
    const found =
      text(dig(ports[at], 'appProtocol')) ??
      object.metadata.annotations?.[`${number}.service.kuma.io/protocol`] ??
      'tcp';
    if (found === protocol) continue;
    yield {
      path: `/spec/ports/${at}`,
      what: `the protocol of port ${number}`,
      found: dig(ports[at], 'appProtocol') === undefined ? 'no appProtocol, which is tcp' : found,
      expected: `appProtocol: ${protocol}`,
    };
  }
}

/** A patch that is a part of an object, written as JSON; undefined for any other. */
function partOf(patch: string | undefined): unknown {
  if (patch === undefined || !patch.startsWith('{')) return undefined;
  try {
    const part: unknown = JSON.parse(patch);
    return part;
  } catch {
    return undefined;
  }
}

function example(protocol: string): string {
  return `
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
metadata: {name: payments, namespace: payments}
patches:
  - target: {version: v1, kind: Service, name: ledger}
    patch: '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "ledger"}, "spec": {"ports": [{"port": 8080, "appProtocol": "http"}]}}'
---
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: payments}
spec: {selector: {app: ledger}, ports: [{port: 8080, name: web${protocol}}]}
`;
}
