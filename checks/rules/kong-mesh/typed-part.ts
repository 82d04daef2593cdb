import { dig, pointer, text } from '../../../references/fields';
import type { Draft } from '../../finding';
import { places } from '../../kong-mesh/setting-places';
import { policyValidators } from '../../kong-mesh/source';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';

/** Where a type says which part has the settings, and the part of each type. */
interface Typed {
  readonly in: string;
  readonly parts: Readonly<Record<string, string>>;
}

const logBackends = 'items.default.backends[]';
const formats = { Plain: 'plain', Json: 'json' };
const hashed = {
  Header: 'header',
  Cookie: 'cookie',
  QueryParameter: 'queryParameter',
  FilterState: 'filterState',
  Connection: 'connection',
  SourceIP: 'connection',
};

const sources = { Secret: 'secretRef', EnvVar: 'envVar', InsecureInline: 'insecureInline', File: 'file' };

/** By kind. A part whose type needs no settings is not in the list. */
const typed: Readonly<Record<string, readonly Typed[]>> = {
  MeshAccessLog: [
    { in: logBackends, parts: { Tcp: 'tcp', File: 'file', OpenTelemetry: 'openTelemetry' } },
    { in: `${logBackends}.tcp.format`, parts: formats },
    { in: `${logBackends}.file.format`, parts: formats },
  ],
  MeshIdentity: [
    { in: 'spec.provider', parts: { Bundled: 'bundled', Spire: 'spire', Extension: 'extension' } },
    { in: 'spec.provider.bundled.ca.certificate', parts: sources },
    { in: 'spec.provider.bundled.ca.privateKey', parts: sources },
  ],
  MeshLoadBalancingStrategy: [
    { in: 'spec.to[].default.hashPolicies[]', parts: hashed },
    { in: 'spec.to[].default.loadBalancer.ringHash.hashPolicies[]', parts: hashed },
    { in: 'spec.to[].default.loadBalancer.maglev.hashPolicies[]', parts: hashed },
  ],
  MeshMetric: [
    { in: 'spec.default.backends[]', parts: { Prometheus: 'prometheus', OpenTelemetry: 'openTelemetry' } },
  ],
  MeshRetry: [
    {
      in: 'spec.to[].default.http.hostSelection[]',
      parts: { OmitHostsWithTags: 'tags', OmitPreviousPriorities: 'updateFrequency' },
    },
  ],
  MeshTrace: [
    {
      in: 'spec.default.backends[]',
      parts: { Datadog: 'datadog', Zipkin: 'zipkin', OpenTelemetry: 'openTelemetry' },
    },
  ],
  MeshTrust: [{ in: 'spec.caBundles[]', parts: { Pem: 'pem' } }],
};

export const typedPart: ObjectRule = {
  id: 'kong-mesh/typed-part',
  severity: 'error',
  title: 'the settings of the type that a policy names are missing',
  why: 'The schema asks for the type alone; the webhook refuses the object, and nothing that the same sync brings is applied.',
  source: policyValidators,
  kinds: Object.keys(typed).map((kind) => `kuma.io/${kind}`),
  *checkObject(object): Generator<Draft> {
    for (const { in: pattern, parts } of typed[object.kind] ?? []) {
      for (const { at, value } of places(object, pattern)) {
        const type = text(dig(value, 'type')) ?? text(dig(value, 'predicate'));
        const part = type === undefined ? undefined : parts[type];
        if (type === undefined || part === undefined || present(value, [part]).length > 0) continue;
        const others = present(value, Object.values(parts));
        yield {
          object,
          path: pointer(...at),
          message: `type ${type} has its settings in ${part}, which is missing`,
          found: others.length === 0 ? `type ${type} alone` : others.join(', '),
          expected: part,
          mend: `add ${part}, or correct the type`,
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshAccessLog
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {backends: [{type: Tcp}]}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshAccessLog
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {backends: [{type: Tcp, tcp: {address: 'logs.prod:5000'}}]}}]}
`,
  },
};
