import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';

export const portWithoutProtocol: ObjectRule = {
  id: 'general/port-without-protocol',
  severity: 'notice',
  title: 'a port without a protocol stands behind one of the same number',
  why: 'Kustomize, and Flux with it, drops the first of the two, without a word, as soon as anything patches the object, a label or the number of replicas: the port by UDP is gone.',
  source: 'kubernetes-sigs/kustomize v5.7.1 kyaml/yaml/walk/associative_sequence.go',
  measured:
    'kubectl kustomize v1.35.4 (kustomize v5.7.1) leaves the port by UDP of the failing example out under a patch of one label, and keeps both of the passing one; so with containerPort of a Deployment whose replicas are patched.',
  // Of the lists of a kind that a definition makes it knows no keys.
  kinds: ['/Service', ...workloadKinds.filter((kind) => !kind.startsWith('argoproj.io/'))],
  *checkObject(object) {
    if (object.kind === 'Service') {
      yield* behindAnother(object, ['spec'], 'port');
      return;
    }
    for (const template of templatesOf(object)) {
      for (const key of ['containers', 'initContainers']) {
        const at = [...template, 'spec', key];
        for (const index of items(dig(object, ...at)).keys())
          yield* behindAnother(object, [...at, index], 'containerPort');
      }
    }
  },
  example: { given: ['Namespace prod'], fails: example(''), passes: example(', protocol: TCP') },
};

function* behindAnother(
  object: Manifest,
  at: readonly (string | number)[],
  key: 'port' | 'containerPort',
): Iterable<Draft> {
  const ports = items(dig(object, ...at, 'ports'));
  for (const [index, port] of ports.entries()) {
    if (dig(port, 'protocol') !== undefined || dig(port, key) === undefined) continue;
    const before = ports
      .slice(0, index)
      .find((each) => dig(each, key) === dig(port, key) && text(dig(each, 'protocol')) !== undefined);
    if (before === undefined) continue;
    const number = String(dig(port, key));
    const protocol = String(dig(before, 'protocol'));
    yield {
      object,
      path: pointer(...at, 'ports', index),
      message: `kustomize drops port ${number} by ${protocol} as soon as it patches ${object.kind} ${object.metadata.name}`,
      found: `${number} without a protocol, behind ${number} by ${protocol}`,
      expected: 'a protocol at each port whose number is there twice',
      mend: 'write protocol: TCP',
    };
  }
}

function example(protocol: string): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: dns, namespace: prod}
spec:
  ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53${protocol}}]
`;
}
