import { describeTarget } from '../../references/reference';
import { buildIndex } from '../../references/reference-index';
import { completeGroup, goneKind, namedKind, scopeOf } from '../../references/schemas';
import { manifests } from '../fixtures/load';

/** What the first object refers to and brings, one a line; what it refers to is not there unless it says so. */
function known(text: string): readonly string[] {
  const objects = manifests(text);
  const index = buildIndex(objects, { given: ['Namespace a'] });
  const [first] = objects;
  if (first === undefined) throw new Error('no object');
  const refers = index
    .references(first)
    .filter(({ path }) => path !== '/kind' && path !== '/metadata/namespace')
    .map(({ path, target, optional, resolution }) => {
      const state = resolution.found ? ' (there)' : optional ? ' (optional)' : '';
      return `${path}: ${describeTarget(target)}${state}`;
    });
  const brings = [...index.allProvisions()]
    .flat()
    .flatMap(({ by, id, parts, via }) =>
      by === first && via !== 'itself'
        ? [`brings ${id.kind} ${id.name}${parts === undefined ? '' : ` with ${[...parts].join(', ')}`}`]
        : [],
    );
  const pods = index.podsBroughtBy(first).map(({ labels }) => `runs pods ${JSON.stringify(labels)}`);
  return [...refers, ...brings, ...pods];
}

test.each([
  [
    `{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: web, namespace: a}, spec: {template: {metadata: {labels: {app: web}}}, strategy: {canary: {stableService: web, canaryService: web-canary, steps: [{analysis: {templates: [{templateName: rate}, {templateName: all, clusterScope: true}]}}]}}}}`,
    [
      '/spec/strategy/canary/stableService: Service a/web',
      '/spec/strategy/canary/canaryService: Service a/web-canary',
      '/spec/strategy/canary/steps/0/analysis/templates/0: argoproj.io/AnalysisTemplate a/rate',
      '/spec/strategy/canary/steps/0/analysis/templates/1: argoproj.io/ClusterAnalysisTemplate all',
      'runs pods {"app":"web"}',
    ],
  ],
  [
    '{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: web, namespace: a}, spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}',
    ['/spec/workloadRef: apps/Deployment a/web'],
  ],
  [
    '{apiVersion: flagger.app/v1beta1, kind: Canary, metadata: {name: web, namespace: a}, spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, service: {port: 80}}}',
    [
      '/spec/targetRef: apps/Deployment a/web',
      'brings Service web with 80, http',
      'brings Service web-primary with 80, http',
      'brings Service web-canary with 80, http',
      'brings Deployment web-primary',
      'brings HorizontalPodAutoscaler web-primary',
    ],
  ],
  [
    '{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web, namespace: a}, spec: {scaleTargetRef: {name: web}, triggers: [{authenticationRef: {name: queue}}]}}',
    [
      '/spec/scaleTargetRef: apps/Deployment a/web',
      '/spec/triggers/0/authenticationRef: keda.sh/TriggerAuthentication a/queue',
      'brings HorizontalPodAutoscaler keda-hpa-web',
    ],
  ],
  [
    '{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: spot}, spec: {template: {spec: {nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}}}}}',
    ['/spec/template/spec/nodeClassRef: karpenter.k8s.aws/EC2NodeClass default'],
  ],
  [
    '{apiVersion: elbv2.k8s.aws/v1beta1, kind: TargetGroupBinding, metadata: {name: web, namespace: a}, spec: {serviceRef: {name: web, port: 80}}}',
    ['/spec/serviceRef: Service a/web, port 80'],
  ],
  [
    `{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: web, namespace: a}, spec: {selector: {matchLabels: {app: web}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: a, labels: {app: web}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: b, labels: {app: web}}}`,
    ['/spec/selector: Service a/web (there)'],
  ],
  [
    '{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: web, namespace: a}, spec: {selector: {matchLabels: {app: web}}}}',
    ['/spec/selector: pods with app=web in a (optional)'],
  ],
  [
    '{apiVersion: notification.toolkit.fluxcd.io/v1beta3, kind: Alert, metadata: {name: all, namespace: a}, spec: {providerRef: {name: chat}, eventSources: [{kind: Kustomization, name: apps}, {kind: HelmRelease, name: "*"}]}}',
    [
      '/spec/providerRef: notification.toolkit.fluxcd.io/Provider a/chat',
      '/spec/eventSources/0: kustomize.toolkit.fluxcd.io/Kustomization a/apps (optional)',
    ],
  ],
  [
    '{apiVersion: image.toolkit.fluxcd.io/v1beta2, kind: ImagePolicy, metadata: {name: web, namespace: a}, spec: {imageRepositoryRef: {name: web}}}',
    ['/spec/imageRepositoryRef: image.toolkit.fluxcd.io/ImageRepository a/web'],
  ],
  [
    '{apiVersion: gateway.networking.k8s.io/v1alpha3, kind: BackendTLSPolicy, metadata: {name: web, namespace: a}, spec: {targetRefs: [{group: "", kind: Service, name: web}], validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}]}}}',
    ['/spec/targetRefs/0: Service a/web', '/spec/validation/caCertificateRefs/0: ConfigMap a/ca'],
  ],
  [
    '{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: acme, namespace: a}, spec: {acme: {privateKeySecretRef: {name: account}, solvers: [{dns01: {cloudflare: {apiTokenSecretRef: {name: dns, key: token}}}}]}}}',
    [
      '/spec/acme/solvers/0/dns01/cloudflare/apiTokenSecretRef: Secret a/dns, key token',
      'brings Secret account with tls.key',
    ],
  ],
  [
    '{apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: ca}, spec: {ca: {secretName: root}}}',
    [],
  ],
])('what %s refers to and brings is known', (text, expected) => {
  expect(known(text)).toEqual(expected);
});

test('an ExternalSecret that merges adds keys to a Secret, and makes none', () => {
  const merging =
    '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: more, namespace: a}, spec: {target: {name: keys, creationPolicy: Merge}, data: [{secretKey: b, remoteRef: {key: b}}]}}';
  expect(known(merging)).toEqual(['/spec/target: Secret a/keys']);
  const pod =
    '{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}, spec: {containers: [{name: p, env: [{name: A, valueFrom: {secretKeyRef: {name: keys, key: a}}}, {name: B, valueFrom: {secretKeyRef: {name: keys, key: b}}}, {name: C, valueFrom: {secretKeyRef: {name: keys, key: c}}}]}]}}';
  const owner = merging.replace('creationPolicy: Merge', 'creationPolicy: Owner').replaceAll('b', 'a');
  const found = known([pod, merging, owner.replace('name: more', 'name: keys')].join('\n---\n'));
  expect(found.filter((line) => line.includes('Secret a/keys'))).toEqual([
    expect.stringMatching(/key a \(there\)$/),
    expect.stringMatching(/key b \(there\)$/),
    expect.stringMatching(/key c$/),
  ]);
});

test('a ClusterSecretStore that names no namespace reads in that of each object that reads through it', () => {
  const store =
    '{apiVersion: external-secrets.io/v1, kind: ClusterSecretStore, metadata: {name: s}, spec: {provider: {aws: {auth: {jwt: {serviceAccountRef: {name: eso}}}}}}}';
  const reader = (namespace: string) =>
    `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x, namespace: ${namespace}}, spec: {secretStoreRef: {kind: ClusterSecretStore, name: s}}}`;
  expect(known([store, reader('a'), reader('b')].join('\n---\n'))).toEqual([
    '/spec/provider/aws/auth/jwt/serviceAccountRef: ServiceAccount a/eso',
    '/spec/provider/aws/auth/jwt/serviceAccountRef: ServiceAccount b/eso',
  ]);
  expect(known(store)).toEqual([]);
});

test('a kind may be known by its name and scope alone, and by the release that it went with', () => {
  expect(scopeOf('karpenter.sh/v1', 'NodePool')).toBe('Cluster');
  expect(scopeOf('keda.sh/v1alpha1', 'ScaledObject')).toBe('Namespaced');
  expect(scopeOf('example.com/v1', 'Widget')).toBeUndefined();
  expect(namedKind('flagger.app/v1beta1', 'Canary')).toMatchObject({ of: 'Flagger', plural: 'canaries' });
  expect(goneKind('external-secrets.io/v1beta1', 'SecretStore')).toEqual({
    since: 'External Secrets v0.17.0',
  });
  expect(completeGroup('kuma.io')?.kinds.has('MeshGateway')).toBe(true);
  expect(completeGroup('argoproj.io')).toBeUndefined();
});
