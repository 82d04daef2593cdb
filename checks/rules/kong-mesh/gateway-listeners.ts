import { dig, fields, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { port as isPort } from '../../kong-mesh/setting-tests';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { labelValue } from '../../schema/names';
import { shown } from '../../words';

const ownTags = ['kuma.io/external-service-name', 'kuma.io/protocol', 'kuma.io/service', 'kuma.io/zone'];
const hostname = /^(\*|(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/;

export const gatewayListeners: ObjectRule = {
  id: 'kong-mesh/gateway-listeners',
  severity: 'error',
  title: 'a listener of a MeshGateway is incomplete, or cannot stand beside another one',
  why: 'The schema takes any map here; the webhook refuses the gateway.',
  source: kumaFile('pkg/core/resources/apis/mesh/gateway_validator.go'),
  kinds: ['kuma.io/MeshGateway'],
  *checkObject(object): Generator<Draft> {
    const draft = (at: readonly (string | number)[], message: string, expected: string): Draft => ({
      object,
      path: pointer('spec', ...at),
      message,
      found: shown(dig(object, 'spec', ...at)),
      expected,
      mend: `write ${expected}`,
    });
    const mesh = text(dig(object, 'mesh'));
    if (mesh !== undefined && !labelValue.test(mesh)) {
      // The control plane writes it into the label kuma.io/mesh, where the API server judges it.
      yield {
        object,
        path: '/mesh',
        message: 'the name of the mesh can be the value of no label, and is made one',
        found: shown(mesh),
        expected: labelValue.expected,
        mend: 'write the name of a Mesh',
      };
    }
    if (mesh === undefined) {
      const mend = 'add mesh, beside metadata and spec';
      yield {
        object,
        path: '',
        message: 'the gateway is in no mesh',
        found: 'no mesh',
        expected: 'mesh',
        mend,
      };
    }
    const selectors = items(dig(object, 'spec', 'selectors'));
    if (selectors.length === 0) {
      yield draft([], 'the gateway selects no proxies', 'selectors with a match on kuma.io/service');
    }
    for (const [i, selector] of selectors.entries()) {
      if (text(dig(selector, 'match', 'kuma.io/service')) !== undefined) continue;
      yield draft(['selectors', i], 'the selector has no service', 'a match on kuma.io/service');
    }
    const listeners = items(dig(object, 'spec', 'conf', 'listeners'));
    if (selectors.length > 1 && listeners.some((listener) => dig(listener, 'crossMesh') === true)) {
      yield draft(['selectors', 1], 'a gateway between meshes has one selector', 'one selector');
    }
    for (const key of Object.keys(fields(dig(object, 'spec', 'tags'))).filter((tag) =>
      ownTags.includes(tag),
    )) {
      yield draft(['tags', key], 'the tag is a property of proxies', 'a tag of your own');
    }
    if (listeners.length === 0) yield draft([], 'the gateway has no listener', 'conf.listeners');
    for (const [i, listener] of listeners.entries()) {
      const at = ['conf', 'listeners', i];
      const protocol = dig(listener, 'protocol');
      const tls = dig(listener, 'tls');
      const across = dig(listener, 'crossMesh') === true;
      const host = text(dig(listener, 'hostname'));
      if (host !== undefined && (host.length > 253 || !hostname.test(host))) {
        yield draft([...at, 'hostname'], 'this is no host name', '*, *.example.com or a host name');
      }
      if (isPort(dig(listener, 'port') ?? 0) !== undefined) {
        yield draft(at, 'the listener has no port', 'a port from 1 to 65535');
      }
      if (protocol === undefined || protocol === 'NONE' || protocol === 0) {
        yield draft(at, 'the listener has no protocol', 'protocol: HTTP, HTTPS, TCP or TLS');
      }
      if (protocol === 'HTTPS' && across) {
        yield draft([...at, 'protocol'], 'listeners between meshes have no HTTPS', 'protocol: HTTP');
      } else if (protocol === 'HTTPS' && tls === undefined) {
        yield draft(at, 'a listener of HTTPS has no certificate', 'tls');
      } else if (protocol === 'HTTPS' && dig(tls, 'mode') === 'PASSTHROUGH') {
        yield draft([...at, 'tls', 'mode'], 'HTTPS is not passed through', 'mode: TERMINATE');
      }
      yield* certificates(tls, across, (field, message, expected) =>
        draft([...at, 'tls', ...field], message, expected),
      );
      for (const key of Object.keys(fields(dig(listener, 'tags'))).filter((tag) => ownTags.includes(tag))) {
        yield draft([...at, 'tags', key], 'the tag is a property of proxies', 'a tag of your own');
      }
      const before = listeners.slice(0, i).filter((other) => dig(other, 'port') === dig(listener, 'port'));
      if (before.some((other) => dig(other, 'protocol') !== protocol)) {
        yield draft(at, 'another listener has another protocol on this port', 'one protocol for a port');
      }
      const name = host ?? '*';
      if (before.some((other) => (text(dig(other, 'hostname')) ?? '*') === name)) {
        yield draft(at, `another listener has ${name} on this port`, 'each host name once for a port');
      }
      const limit = dig(listener, 'resources', 'connectionLimit');
      const others = before.map((other) => dig(other, 'resources', 'connectionLimit'));
      if (limit !== undefined && others.some((other) => other !== undefined && other !== limit)) {
        yield draft(
          [...at, 'resources', 'connectionLimit'],
          'another listener of this port has another limit',
          'one limit for a port',
        );
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshGateway
metadata: {name: edge}
mesh: default
spec:
  selectors: [{match: {kuma.io/service: edge}}]
  conf: {listeners: [{port: 443, protocol: HTTPS}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshGateway
metadata: {name: edge}
mesh: default
spec:
  selectors: [{match: {kuma.io/service: edge}}]
  conf: {listeners: [{port: 443, protocol: HTTPS, tls: {mode: TERMINATE, certificates: [{secret: edge}]}}]}
`,
  },
};

function* certificates(
  tls: unknown,
  across: boolean,
  draft: (field: readonly string[], message: string, expected: string) => Draft,
): Generator<Draft> {
  if (tls === undefined) return;
  const mode = dig(tls, 'mode') ?? 'NONE';
  const found = items(dig(tls, 'certificates')).length;
  if (across) {
    if (mode !== 'NONE' || found > 0) yield draft([], 'listeners between meshes have no tls', 'no tls');
  } else if (mode === 'NONE') yield draft([], 'tls has no mode', 'mode: TERMINATE or PASSTHROUGH');
  else if (mode === 'TERMINATE' && found === 0) yield draft([], 'no certificate is named', 'certificates');
  else if (mode === 'TERMINATE' && found > 2) {
    yield draft(['certificates'], 'a listener has two certificates at most', 'one RSA and one ECDSA');
  }
}
