import { dig, items, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { policyValidators } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const domain = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.?$/i;
const address = /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f:]*:[0-9a-f:.]*$/i;

export const passthroughMatch: ObjectRule = {
  id: 'kong-mesh/passthrough-match',
  severity: 'error',
  title: 'a MeshPassthrough names a destination that cannot be told apart',
  why: 'The webhook refuses the policy, and the way out stays closed.',
  source: policyValidators,
  kinds: ['kuma.io/MeshPassthrough'],
  *checkObject(object) {
    for (const [position, match] of items(dig(object, 'spec', 'default', 'appendMatch')).entries()) {
      const found = wrong(match);
      if (found === undefined) continue;
      const { field, ...rest } = found;
      yield { object, path: pointer('spec', 'default', 'appendMatch', position, field), ...rest };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Namespace kong'],
    fails: example('{type: Domain, value: "https://eu.tp.konghq.com", port: 443, protocol: tls}'),
    passes: example('{type: Domain, value: eu.tp.konghq.com, port: 443, protocol: tls}'),
  },
};

function wrong(match: unknown): (Omit<Draft, 'object' | 'path'> & { readonly field: string }) | undefined {
  const type = dig(match, 'type');
  const value = text(dig(match, 'value')) ?? '';
  const protocol = text(dig(match, 'protocol')) ?? 'tcp';
  if (type === 'Domain' && (protocol === 'tcp' || protocol === 'mysql')) {
    return {
      field: 'protocol',
      message: `a host cannot be told from others in ${protocol}, which does not carry its name`,
      found: protocol,
      expected: 'tls, http, http2 or grpc for a Domain',
      mend: 'write protocol: tls where the call is encrypted, or match by IP or CIDR',
    };
  }
  const form =
    type === 'Domain'
      ? domain
      : type === 'IP'
        ? address
        : type === 'CIDR'
          ? /^[0-9a-f:.]+\/\d{1,3}$/i
          : undefined;
  if (form === undefined || form.test(value)) return undefined;
  return {
    field: 'value',
    message: `${value} is no ${String(type)}`,
    found: value,
    expected:
      type === 'Domain' ? 'a host name, or *. before one; no scheme, port or path' : `a ${String(type)}`,
    mend: type === 'Domain' ? 'write the host alone' : 'correct the value, or the type',
  };
}

function example(match: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: kong, namespace: kong}
spec:
  targetRef: {kind: Mesh}
  default: {passthroughMode: Matched, appendMatch: [${match}]}
`;
}
