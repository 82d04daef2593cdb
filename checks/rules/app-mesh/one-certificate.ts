import { dig, items } from '../../../references/fields';
import { controllerFile } from '../../app-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

const sources = ['acm', 'file', 'sds'];

export const oneCertificate: ObjectRule = {
  id: 'app-mesh/one-certificate',
  severity: 'error',
  title: 'a listener or client policy has not exactly one source of its certificate, or of its trust',
  why: 'AWS refuses the virtual node or gateway, so its pods’ proxies get no configuration.',
  source: controllerFile('apis/appmesh/v1beta2/virtualnode_types.go, virtualgateway_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode', 'appmesh.k8s.aws/VirtualGateway'],
  *checkObject(object) {
    const tls = [
      ...[...items(dig(object, 'spec', 'listeners')).keys()].map((i) => ['spec', 'listeners', i, 'tls']),
      ['spec', 'backendDefaults', 'clientPolicy', 'tls'],
      ...[...items(dig(object, 'spec', 'backends')).keys()].map((i) => [
        'spec',
        'backends',
        i,
        'virtualService',
        'clientPolicy',
        'tls',
      ]),
    ];
    for (const at of tls) {
      if (dig(object, ...at, 'certificate') !== undefined) {
        yield* exactlyOne(object, [...at, 'certificate'], sources, 'the certificate');
      }
      if (dig(object, ...at, 'validation', 'trust') !== undefined) {
        yield* exactlyOne(object, [...at, 'validation', 'trust'], sources, 'the trust');
      }
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'Service prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners:
    - portMapping: {port: 9080, protocol: http}
      tls:
        mode: STRICT
        certificate:
          sds: {secretName: jazz}
          file: {certificateChain: /tls/chain.pem, privateKey: /tls/key.pem}
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners:
    - portMapping: {port: 9080, protocol: http}
      tls:
        mode: STRICT
        certificate: {sds: {secretName: jazz}}
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
`,
  },
};
