import { dig, items, pointer, text } from '../../../references/fields';
import { groupOf, type Manifest } from '../../../references/manifest';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

const flux = 'kustomize.toolkit.fluxcd.io';

/** Kinds that Flux takes for ready at once, since they have no condition Ready, or none at first. */
const blind: Readonly<Record<string, readonly string[]>> = {
  'appmesh.k8s.aws': [
    'Mesh',
    'VirtualNode',
    'VirtualRouter',
    'VirtualService',
    'VirtualGateway',
    'GatewayRoute',
  ],
  'configuration.konghq.com': ['KongConsumer'],
  'external-secrets.io': ['ExternalSecret', 'SecretStore', 'ClusterSecretStore'],
  'kuma.io': ['MeshIdentity'],
};

export const noHealthCheck: SetRule = {
  id: 'delivery/no-health-check',
  severity: 'warning',
  title: 'a stage is waited for, and nothing tells Flux when an object of it is ready',
  why: 'Such an object is ready for Flux as soon as it is applied: the next stage starts too early.',
  source: 'Flux v2.9.4 kustomize-controller docs/spec/v1/kustomizations.md, healthCheckExprs; kstatus',
  measured:
    "Flux's reader of health (fluxcd/cli-utils v1.2.2) calls an ExternalSecret that has no status yet Current: Resource is current. With the expression of the passing example it is not ready before it has a condition (fluxcd/pkg/runtime v0.110.1).",
  *checkSet({ index, stageOf }) {
    for (const object of index.ofKind(flux, 'Kustomization')) {
      const stage = /\/(\d)0-[a-z-]+\/?$/.exec(text(dig(object, 'spec', 'path')) ?? '')?.[1];
      if (stage === undefined || dig(object, 'spec', 'wait') !== true) continue;
      const told = new Set(
        items(dig(object, 'spec', 'healthCheckExprs')).map((each) =>
          kindOf(dig(each, 'apiVersion'), dig(each, 'kind')),
        ),
      );
      const untold = index.objects.find(
        (each) =>
          stageOf?.(each) === Number(stage) && isBlind(each) && !told.has(kindOf(each.apiVersion, each.kind)),
      );
      if (untold === undefined) continue;
      yield {
        object,
        path: deepest(object, 'spec', 'healthCheckExprs'),
        message: `nothing tells Flux when ${untold.kind} ${untold.metadata.name} is ready`,
        found: 'wait: true, and no expression for the kind',
        expected: `an entry of healthCheckExprs for ${untold.apiVersion} ${untold.kind}`,
        mend: `add one to ${pointer('spec', 'healthCheckExprs')}`,
      };
    }
  },
  example: {
    given: [
      'external-secrets',
      'Namespace prod',
      'SecretStore prod/store',
      'GitRepository flux-system/platform',
    ],
    engine: 'flux',
    stages: { fails: [2], passes: [2] },
    fails: example(''),
    passes: example(
      'healthCheckExprs: [{apiVersion: external-secrets.io/v1, kind: ExternalSecret, current: has(status.conditions)}]',
    ),
  },
};

function kindOf(apiVersion: unknown, kind: unknown): string {
  return `${groupOf(String(apiVersion))}/${String(kind)}`;
}

function isBlind({ apiVersion, kind }: Manifest): boolean {
  return blind[groupOf(apiVersion)]?.includes(kind) === true;
}

function example(checks: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: secrets, namespace: flux-system}
spec:
  interval: 10m
  path: ./dist/shop/20-secrets
  prune: true
  wait: true
  sourceRef: {kind: GitRepository, name: platform}
  ${checks}
`;
}
