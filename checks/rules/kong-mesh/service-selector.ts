import { dig, fields, items, pointer } from '../../../references/fields';
import type { Draft } from '../../finding';
import { kumaFile } from '../../kong-mesh/source';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

const protocols = ['grpc', 'http', 'http2', 'kafka', 'tcp'];

export const serviceSelector: ObjectRule = {
  id: 'kong-mesh/service-selector',
  severity: 'error',
  title:
    'a service of the mesh, or a HostnameGenerator, selects in two ways or in none, or has no port that is one',
  why: 'The webhook refuses the object: callers find no such service, or none gets its name.',
  source: kumaFile(
    'pkg/core/resources/apis/{meshservice,meshmultizoneservice,hostnamegenerator}/api/v1alpha1/validator.go',
  ),
  kinds: ['kuma.io/MeshService', 'kuma.io/MeshMultiZoneService', 'kuma.io/HostnameGenerator'],
  *checkObject(object): Generator<Draft> {
    const selector = dig(object, 'spec', 'selector');
    const draft = (at: readonly (string | number)[], message: string, expected: string): Draft => ({
      object,
      path: pointer('spec', ...at),
      message,
      found: shown(dig(object, 'spec', ...at)),
      expected,
      mend: `write ${expected}`,
    });
    const at = selector === undefined ? [] : ['selector'];
    if (object.kind === 'HostnameGenerator') {
      const set = present(selector, ['meshService', 'meshExternalService', 'meshMultiZoneService']);
      if (set.length !== 1) {
        const expected = 'exactly one of meshService, meshExternalService and meshMultiZoneService';
        yield draft(at, `${set.length} kinds of services are selected`, expected);
      }
      return;
    }
    if (object.kind === 'MeshService') {
      const set = present(selector, ['dataplaneTags', 'dataplaneRef', 'dataplaneLabels']);
      if (set.length > 1) {
        yield draft(at, `proxies are selected by ${set.join(' and ')}`, 'one way to select proxies');
      }
      return;
    }
    if (Object.keys(fields(dig(selector, 'meshService', 'matchLabels'))).length === 0) {
      yield draft(at, 'no MeshService is selected', 'selector.meshService.matchLabels');
    }
    const ports = items(dig(object, 'spec', 'ports'));
    if (ports.length === 0) yield draft([], 'the service has no port', 'ports');
    for (const [i, port] of ports.entries()) {
      const protocol = dig(port, 'appProtocol') ?? 'tcp';
      if (typeof protocol !== 'string' || protocols.includes(protocol)) continue;
      yield draft(['ports', i, 'appProtocol'], 'Kuma knows no such protocol', protocols.join(', '));
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: local, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {template: '{{ .Name }}.svc.mesh', selector: {meshService: {}, meshExternalService: {}}}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: HostnameGenerator
metadata: {name: local, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {template: '{{ .Name }}.svc.mesh', selector: {meshService: {}}}
`,
  },
};
