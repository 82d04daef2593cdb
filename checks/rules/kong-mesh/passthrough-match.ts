import { dig, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { wrongAddress } from '../../kong-mesh/address';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const layer7 = new Set(['http', 'http2', 'grpc']);

export const passthroughMatch: ObjectRule = {
  id: 'kong-mesh/passthrough-match',
  severity: 'error',
  title: 'a destination that a MeshPassthrough opens is not one, or contradicts another',
  why: 'The webhook refuses the policy: calls out of the mesh stay closed, or as open as they were.',
  source: kumaFile('pkg/plugins/policies/meshpassthrough/api/v1alpha1/validator.go'),
  kinds: ['kuma.io/MeshPassthrough'],
  *checkObject(object) {
    const protocols = new Map<unknown, unknown>();
    const seen = new Set<string>();
    for (const [i, match] of items(dig(object, 'spec', 'default', 'appendMatch')).entries()) {
      const type = dig(match, 'type');
      const value = text(dig(match, 'value')) ?? '';
      const protocol = String(dig(match, 'protocol') ?? 'tcp');
      const port = dig(match, 'port');
      const draft = (
        field: string,
        message: string,
        found: string,
        expected: string,
        mend: string,
      ): Draft => ({
        object,
        path: pointer('spec', 'default', 'appendMatch', i, field),
        message,
        found,
        expected,
        mend,
      });
      const wrong = wrongAddress(type, value);
      if (wrong !== undefined)
        yield draft('value', `${value} is no ${wrong.is}`, value, wrong.expected, wrong.mend);
      if (type === 'Domain' && (protocol === 'tcp' || protocol === 'mysql')) {
        const why = `a host name is not seen in ${protocol}`;
        yield draft('protocol', why, protocol, 'tls, http, http2 or grpc', 'write protocol: tls');
      }
      if (type === 'Domain' && value.startsWith('*') && port === undefined && layer7.has(protocol)) {
        yield draft('value', 'a wildcard needs a port', `${value} on every port`, 'a port', 'add the port');
      }
      const before = protocols.get(port);
      if (port !== undefined && before !== undefined && before !== protocol && layer7.has(protocol)) {
        const what = `port ${String(port)} is ${String(before)} already`;
        yield draft(
          'protocol',
          what,
          protocol,
          `${String(before)}, as before`,
          'use one HTTP protocol on a port',
        );
      } else if (port !== undefined) protocols.set(port, protocol);
      const key = `${String(port)} ${protocol} ${value}`;
      if (port !== undefined && seen.has(key)) {
        yield draft(
          'value',
          `${value} is there twice`,
          value,
          'each destination once',
          'remove one of the two',
        );
      }
      seen.add(key);
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: example('{type: Domain, value: api.example.com, port: 443, protocol: tcp}'),
    passes: example('{type: Domain, value: api.example.com, port: 443, protocol: tls}'),
  },
};

function example(match: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0"}]}
---
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: jazz}}
  default: {passthroughMode: Matched, appendMatch: [${match}]}
`;
}
