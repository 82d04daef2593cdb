import { dig, items, pointer, portOf, strings, text } from '../fields';
import { objectId } from '../identity';
import type { GroupRules, KindRule } from '../kind-rule';
import { byLabels } from '../labels';
import type { Manifest } from '../manifest';
import { type Part, type ReferenceDraft, refer, toObject } from '../reference';
import { collectorReferences } from './kuma-collectors';

export const kumaGroup = 'kuma.io';
const owner = 'kumahq/kuma pkg/plugins/runtime/k8s/webhooks/owner_reference_mutator.go';

/** The namespace of the control plane: a policy there holds for the whole zone. */
const systemNamespaces = new Set(['kong-mesh-system', 'kuma-system']);

/** The mesh that an object belongs to. */
export function meshOf(object: Manifest): string {
  return text(object.metadata.labels?.['kuma.io/mesh']) ?? 'default';
}

const policy: KindRule = {
  selects: (object) => {
    const { namespace } = object.metadata;
    const selector = byLabels(strings(dig(object, 'spec', 'targetRef', 'labels')));
    return namespace === undefined || systemNamespaces.has(namespace)
      ? { selector }
      : { namespace, selector };
  },
  references: (object, context) => [
    ...meshReference(object),
    ...targetReferences(object),
    ...permissionReferences(object),
    ...collectorReferences(object, context),
  ],
};

const policies = [
  'MeshAccessLog',
  'MeshCircuitBreaker',
  'MeshFaultInjection',
  'MeshHealthCheck',
  'MeshHTTPRoute',
  'MeshLoadBalancingStrategy',
  'MeshMetric',
  'MeshPassthrough',
  'MeshProxyPatch',
  'MeshRateLimit',
  'MeshRetry',
  'MeshTCPRoute',
  'MeshTimeout',
  'MeshTLS',
  'MeshTrace',
  'MeshTrafficPermission',
];

const belongsToMesh: KindRule = { references: (object) => meshReference(object) };

/** Kuma's and Kong Mesh's kinds. */
export const kuma: GroupRules = {
  group: kumaGroup,
  kinds: {
    ...Object.fromEntries(policies.map((kind) => [kind, policy])),
    Mesh: {},
    HostnameGenerator: {},
    MeshExternalService: belongsToMesh,
    MeshMultiZoneService: belongsToMesh,
    MeshOpenTelemetryBackend: belongsToMesh,
    MeshTrust: belongsToMesh,
    MeshIdentity: {
      selects: (object) => ({
        selector: byLabels(strings(dig(object, 'spec', 'selector', 'dataplane', 'matchLabels'))),
      }),
      references: (object) => [
        ...meshReference(object),
        ...['certificate', 'privateKey'].flatMap((field) => {
          const at = ['spec', 'provider', 'bundled', 'ca', field, 'secretRef'];
          const name = text(dig(object, ...at, 'name'));
          if (name === undefined) return [];
          const target = toObject(objectId('', 'Secret', object.metadata.namespace, name));
          return [refer(pointer(...at), target, 'with', 'signs the workloads’ identities')];
        }),
      ],
    },
  },
};

/** The webhook makes the Mesh the owner of each policy and refuses a policy whose Mesh is not there. */
function meshReference(object: Manifest): readonly ReferenceDraft[] {
  const label = pointer('metadata', 'labels', 'kuma.io/mesh');
  const path = object.metadata.labels?.['kuma.io/mesh'] === undefined ? '/metadata' : label;
  const target = toObject(objectId(kumaGroup, 'Mesh', undefined, meshOf(object)));
  const why = 'the webhook makes the Mesh the owner, and refuses the object without it';
  return [refer(path, target, 'before', why, { source: owner })];
}

/** Labels that the control plane gives a Dataplane, and no pod has. Source: kuma pkg/core/resources/labels/registry.go. */
const computedLabels = [
  'k8s.kuma.io/namespace',
  'k8s.kuma.io/service-account',
  'kuma.io/env',
  'kuma.io/listener-zoneegress',
  'kuma.io/listener-zoneingress',
  'kuma.io/origin',
  'kuma.io/proxy-type',
  'kuma.io/workload',
  'kuma.io/zone',
];

function targetReferences(object: Manifest): readonly ReferenceDraft[] {
  const { namespace } = object.metadata;
  const drafts: ReferenceDraft[] = [];
  const labels = strings(dig(object, 'spec', 'targetRef', 'labels'));
  if (Object.keys(labels).length > 0 && !computedLabels.some((key) => labels[key] !== undefined)) {
    const everywhere = namespace === undefined || systemNamespaces.has(namespace);
    const pods = { type: 'pods', selector: byLabels(labels) } as const;
    const target = everywhere ? pods : { ...pods, namespace };
    drafts.push(refer('/spec/targetRef/labels', target, 'none', 'holds for these proxies'));
  }
  items(dig(object, 'spec', 'to')).forEach((to, i) => {
    const at = ['spec', 'to', i];
    drafts.push(...meshTarget(object, dig(to, 'targetRef'), [...at, 'targetRef']));
    items(dig(to, 'rules')).forEach((rule, j) => {
      items(dig(rule, 'default', 'backendRefs')).forEach((backend, k) => {
        drafts.push(...meshTarget(object, backend, [...at, 'rules', j, 'default', 'backendRefs', k]));
      });
    });
  });
  return drafts;
}

const oldServiceName = /^([a-z0-9-]+)_([a-z0-9-]+)_svc(?:_(\d+))?$/;

/** A MeshService is made from the Service of the same name; the others are objects of their own. */
function meshTarget(
  object: Manifest,
  value: unknown,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const kind = text(dig(value, 'kind'));
  const name = text(dig(value, 'name'));
  if (name === undefined) return [];
  const namespace = text(dig(value, 'namespace')) ?? object.metadata.namespace;
  const port = portOf(dig(value, 'port')) ?? portOf(dig(value, 'sectionName'));
  const part: Part | undefined = port === undefined ? undefined : { type: 'port', name: port };
  if (kind === 'MeshService') {
    // Meshes that run no MeshServices call a service by its name, namespace and port in one.
    const [, oldName, oldNamespace, oldPort] = oldServiceName.exec(name) ?? [];
    const target =
      oldName === undefined
        ? toObject(objectId('', 'Service', namespace, name), part)
        : toObject(
            objectId('', 'Service', oldNamespace, oldName),
            oldPort === undefined ? part : { type: 'port', name: oldPort },
          );
    return [
      refer(
        pointer(...at),
        target,
        'before',
        'its MeshService is made from the Service; without it the rule is empty',
      ),
    ];
  }
  if (kind === 'MeshExternalService' || kind === 'MeshMultiZoneService' || kind === 'MeshHTTPRoute') {
    return [
      refer(
        pointer(...at),
        toObject(objectId(kumaGroup, kind, namespace, name)),
        'with',
        'holds for calls to it',
      ),
    ];
  }
  return [];
}

const workloadId = /^spiffe:\/\/[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/;

/** The callers that a permission names by exact identity are ServiceAccounts. */
function permissionReferences(object: Manifest): readonly ReferenceDraft[] {
  return items(dig(object, 'spec', 'rules')).flatMap((rule, i) =>
    ['allow', 'deny', 'allowWithShadowDeny'].flatMap((list) =>
      items(dig(rule, 'default', list)).flatMap((entry, j) => {
        if (dig(entry, 'spiffeID', 'type') !== 'Exact') return [];
        const [, namespace, name] = workloadId.exec(text(dig(entry, 'spiffeID', 'value')) ?? '') ?? [];
        if (namespace === undefined || name === undefined) return [];
        const at = ['spec', 'rules', i, 'default', list, j, 'spiffeID', 'value'];
        const target = toObject(objectId('', 'ServiceAccount', namespace, name));
        return [refer(pointer(...at), target, 'none', 'the identity of these callers')];
      }),
    ),
  );
}
