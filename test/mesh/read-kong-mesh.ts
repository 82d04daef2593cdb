import { z } from 'zod';
import type { Manifest } from '../../references/manifest';
import { type Answer, type Call, type Caller, nobody, type Routing, shares } from './call';
import {
  ClusterView,
  type DeploymentView,
  includes,
  keyOf,
  objectsOf,
  type ServiceView,
} from './cluster-view';
import { compareMatches, type HttpMatch, httpMatch, takes } from './kuma-match';

const labels = z.record(z.string(), z.string());
const named = z.object({ name: z.string(), namespace: z.string() });
const top = z.strictObject({ kind: z.enum(['Mesh', 'Dataplane']), labels: labels.optional() });
const toService = z.strictObject({ kind: z.literal('MeshService'), name: z.string() });
const backendRef = z.strictObject({
  kind: z.literal('MeshService'),
  name: z.string(),
  port: z.number(),
  weight: z.number().int().min(0).default(1),
});
const backends = z.strictObject({ backendRefs: z.array(backendRef) });

const httpRoute = z.object({
  metadata: named,
  spec: z.strictObject({
    targetRef: top,
    to: z.array(
      z.strictObject({
        targetRef: toService,
        rules: z.array(z.strictObject({ matches: z.array(httpMatch).min(1), default: backends })),
      }),
    ),
  }),
});
const tcpRoute = z.object({
  metadata: named,
  spec: z.strictObject({
    targetRef: top,
    to: z.array(
      z.strictObject({ targetRef: toService, rules: z.array(z.strictObject({ default: backends })).max(1) }),
    ),
  }),
});
const spiffeId = z.strictObject({ type: z.enum(['Exact', 'Prefix']), value: z.string() });
const permission = z.object({
  metadata: named,
  spec: z.strictObject({
    targetRef: top,
    rules: z.array(
      z.strictObject({
        default: z.strictObject({
          allow: z.array(z.strictObject({ spiffeID: spiffeId })).default([]),
          deny: z.array(z.strictObject({ spiffeID: spiffeId })).default([]),
        }),
      }),
    ),
  }),
});
const passthrough = z.object({
  metadata: named,
  spec: z.strictObject({
    targetRef: top,
    default: z.strictObject({
      passthroughMode: z.enum(['All', 'Matched', 'None']),
      appendMatch: z.array(
        z.strictObject({
          type: z.literal('Domain'),
          value: z.string(),
          port: z.number(),
          protocol: z.enum(['tls', 'http', 'http2', 'grpc']),
        }),
      ),
    }),
  }),
});
const mesh = z.object({
  spec: z.object({
    meshServices: z.strictObject({ mode: z.literal('Exclusive') }),
    networking: z.strictObject({ outbound: z.strictObject({ passthrough: z.boolean() }) }),
  }),
});
const identity = z.object({
  spec: z.object({
    selector: z.strictObject({ dataplane: z.strictObject({ matchLabels: labels }) }),
    spiffeID: z.strictObject({ trustDomain: z.string(), path: z.string() }),
  }),
});

const requestProtocols = ['http', 'http2', 'grpc'];

/**
 * What Kong Mesh does with a call, by its objects alone: a Service is a MeshService whose ports speak what `appProtocol`
 * says, its producer routes are tried in Kuma's own order, and the called pods' permissions decide by SPIFFE id.
 */
export function readKongMesh(objects: readonly Manifest[]): Routing {
  const cluster = new ClusterView(objects);
  const [onlyMesh] = objectsOf(objects, 'Mesh', mesh);
  const [onlyIdentity] = objectsOf(objects, 'MeshIdentity', identity);
  const httpRoutes = objectsOf(objects, 'MeshHTTPRoute', httpRoute);
  const tcpRoutes = objectsOf(objects, 'MeshTCPRoute', tcpRoute);
  const permissions = objectsOf(objects, 'MeshTrafficPermission', permission);
  const passthroughs = objectsOf(objects, 'MeshPassthrough', passthrough);

  function mayCall(caller: Caller, called: DeploymentView): boolean {
    if (onlyIdentity === undefined) {
      return true;
    }
    const { trustDomain, path } = onlyIdentity.spec.spiffeID;
    const own = `spiffe://${trustDomain}${path
      .replace('{{ .Namespace }}', caller.namespace)
      .replace('{{ .ServiceAccount }}', caller.serviceAccount)}`;
    const is = ({ spiffeID: { type, value } }: { spiffeID: z.infer<typeof spiffeId> }) =>
      type === 'Exact' ? own === value : own.startsWith(value);
    const rules = permissions
      .filter(
        ({ metadata, spec }) =>
          metadata.namespace === called.metadata.namespace &&
          selects(spec.targetRef, called.spec.template.metadata.labels),
      )
      .flatMap(({ spec }) => spec.rules);
    return (
      !rules.some((rule) => rule.default.deny.some(is)) && rules.some((rule) => rule.default.allow.some(is))
    );
  }

  function outside(caller: Caller, call: Call): Answer {
    const out = { [`${call.host}:${call.port}`]: 1 };
    const own = passthroughs.filter(
      ({ metadata, spec }) =>
        metadata.namespace === caller.namespace && selects(spec.targetRef, caller.labels),
    );
    const modes = own.map(({ spec }) => spec.default.passthroughMode);
    if (
      modes.includes('All') ||
      (own.length === 0 && onlyMesh?.spec.networking.outbound.passthrough !== false)
    ) {
      return out;
    }
    const matched = own.some(
      ({ spec: { default: conf } }) =>
        conf.passthroughMode === 'Matched' &&
        conf.appendMatch.some(({ value, port }) => value === call.host && port === call.port),
    );
    return matched ? out : nobody;
  }

  /** The backends of the first rule that takes the call; undefined where no route is for the service. */
  function backendsOf(service: ServiceView, protocol: string, caller: Caller, call: Call) {
    const isFor = (policy: { metadata: { namespace: string }; spec: { targetRef: z.infer<typeof top> } }) =>
      policy.metadata.namespace === service.metadata.namespace &&
      selects(policy.spec.targetRef, caller.labels);
    if (protocol === 'tcp') {
      return tcpRoutes
        .filter(isFor)
        .flatMap(({ spec }) => spec.to)
        .filter(({ targetRef }) => targetRef.name === service.metadata.name)
        .flatMap(({ rules }) => rules)[0]?.default.backendRefs;
    }
    const rules = httpRoutes
      .filter(isFor)
      .flatMap(({ spec }) => spec.to)
      .filter(({ targetRef }) => targetRef.name === service.metadata.name)
      .flatMap(({ rules: own }) => own)
      .flatMap((rule) => rule.matches.map((match): [HttpMatch, typeof rule] => [match, rule]))
      .toSorted(([a], [b]) => compareMatches(a, b));
    return rules.find(([match]) => takes(match, call))?.[1].default.backendRefs;
  }

  /** The pods of a service, each with its share, as far as the caller may call them. */
  function pods(
    service: ServiceView,
    port: number,
    caller: Caller,
    weight: number,
  ): (readonly [string | undefined, number])[] {
    const found = cluster.behind(service, port);
    const replicas = found.reduce((sum, { spec }) => sum + spec.replicas, 0);
    return found.length === 0
      ? [[undefined, weight]]
      : found.map((deployment) => [
          mayCall(caller, deployment) ? keyOf(deployment) : undefined,
          (weight * deployment.spec.replicas) / replicas,
        ]);
  }

  return (caller, call) => {
    const service = cluster.serviceOf(call.host);
    if (service === undefined) {
      return outside(caller, call);
    }
    const protocol = protocolOf(service, call.port);
    if (protocol === undefined) {
      return nobody;
    }
    const backends = backendsOf(service, protocol, caller, call);
    // No rule matches: Kuma's own catch-all leads to the service itself.
    if (backends === undefined) {
      return shares(pods(service, call.port, caller, 1));
    }
    // A backend that is missing, has no such port or speaks tcp is dropped, and hands its share to the others; a rule that
    // none is left of refuses the call (seen with kuma-cp 2.14.3 and Envoy).
    const usable = backends
      .filter(({ weight }) => weight > 0)
      .flatMap(({ name, port, weight }) => {
        const target = cluster.services.find(
          ({ metadata }) => metadata.name === name && metadata.namespace === service.metadata.namespace,
        );
        const spoken = target === undefined ? undefined : protocolOf(target, port);
        const taken = spoken !== undefined && (protocol === 'tcp' || requestProtocols.includes(spoken));
        return target === undefined || !taken ? [] : [{ target, port, weight }];
      });
    return usable.length === 0
      ? nobody
      : shares(usable.flatMap(({ target, port, weight }) => pods(target, port, caller, weight)));
  };
}

/** A port without `appProtocol` is tcp for Kuma. */
function protocolOf({ spec }: ServiceView, port: number): string | undefined {
  const found = spec.ports.find((each) => each.port === port);
  return found === undefined ? undefined : (found.appProtocol ?? 'tcp');
}

function selects(target: z.infer<typeof top>, found: Readonly<Record<string, string>>): boolean {
  return target.kind === 'Mesh' || includes(found, target.labels ?? {});
}
