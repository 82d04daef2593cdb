import type { RiskCase } from '../edit';

const flux = 'us-west-2-kong-mesh';
const argoCd = 'eu-west-1-kong-mesh';
const external = 'external-secrets.io/ExternalSecret prod/consumerapikey';
const permissions = 'iam.amazonaws.com/RolePermissions dj-us-west-2-prod-external-secrets';
const trust = 'iam.amazonaws.com/RoleTrust dj-us-west-2-prod-external-secrets';
const deployment = 'apps/Deployment prod/jazz-v1';
const container = '/spec/template/spec/containers/0';
const digest = (of: string) => `sha256:${of.repeat(64)}`;
const keeps = `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: keeps, namespace: argocd}
spec: {syncPolicy: {automated: {prune: false}}}
`;
const scaled = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ledger, namespace: prod}
spec: {selector: {matchLabels: {app: ledger}}, template: {spec: {containers: [{name: ledger, image: "ledger:1.2.0"}]}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ledger, namespace: prod}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ledger}, minReplicas: 2, maxReplicas: 9}
`;
const others = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger, namespace: prod}
spec: {serviceName: ledger, replicas: 2, selector: {matchLabels: {app: ledger}}, template: {spec: {containers: [{name: ledger, image: "ledger:1.2.0"}]}}}
---
apiVersion: v1
kind: Secret
metadata: {name: fixed, namespace: prod}
immutable: true
type: Opaque
data: {}
---
apiVersion: configuration.konghq.com/v1alpha1
kind: KongVault
metadata: {name: aws}
spec: {backend: aws, prefix: aws}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects: [{kind: ServiceAccount, name: a, namespace: prod}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shut, namespace: prod}
spec: {podSelector: {}, policyTypes: [Ingress]}
---
apiVersion: v1
kind: Namespace
metadata: {name: safe, labels: {pod-security.kubernetes.io/enforce: restricted}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: hook}
webhooks: [{name: a.example.com, failurePolicy: Fail}]
---
apiVersion: batch/v1
kind: Job
metadata: {name: once, namespace: prod}
spec: {template: {spec: {containers: [{name: once, image: "once:1"}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: prod}
spec: {clusterIP: 10.0.0.1}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec: {group: example.com}
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: alerts, namespace: prod}
spec: {groups: []}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTrace
metadata: {name: traces, namespace: kong-mesh-system}
spec: {default: {sampling: {random: 10, client: 10, overall: 100}}}
`;
const one = (
  object: string,
  change: string,
  edits: RiskCase['edits'],
  risks: readonly string[],
): RiskCase => ({
  change,
  before: others,
  object,
  edits,
  risks,
});

/** Changes of secrets, roles, workloads and delivery, and what the reviewer reads. */
export const platformCases: readonly RiskCase[] = [
  {
    change: 'a secret is read from another key',
    before: flux,
    object: external,
    edits: { '/spec/data/0/remoteRef/key': 'test/key' },
    risks: [
      'high ExternalSecret prod/consumerapikey: key key comes from test/key, was dj/consumer1/api-key [secret-source-changed]',
    ],
  },
  {
    change: 'a secret is read from another store',
    before: flux,
    object: external,
    edits: { '/spec/secretStoreRef/name': 'other' },
    risks: [
      'high ExternalSecret prod/consumerapikey reads from SecretStore other, was SecretStore prod-secretstore [secret-source-changed]',
    ],
  },
  {
    change: 'an ExternalSecret goes',
    before: flux,
    object: external,
    edits: 'gone',
    risks: [
      'high ExternalSecret prod/consumerapikey is gone, and the Secret that it owns with it [secret-removed]',
    ],
  },
  {
    change: 'a Secret is to follow its source',
    before: flux,
    object: external,
    edits: { '/spec/target/deletionPolicy': 'Delete' },
    risks: [
      'medium ExternalSecret prod/consumerapikey: its Secret is deleted as soon as its source is missing [secret-deletion]',
    ],
  },
  {
    change: 'a store looks into another region',
    before: flux,
    object: 'external-secrets.io/SecretStore prod/prod-secretstore',
    edits: { '/spec/provider/aws/region': 'us-east-1' },
    risks: ['high SecretStore prod/prod-secretstore looks elsewhere: region changed [store-changed]'],
  },
  {
    change: 'a store goes',
    before: flux,
    object: 'external-secrets.io/SecretStore prod/prod-secretstore',
    edits: 'gone',
    risks: [
      'high SecretStore prod/prod-secretstore is deleted: the secrets that it reads are no longer renewed [object-deleted]',
    ],
  },
  {
    change: 'a Secret with content comes',
    before: flux,
    object: external,
    edits: {},
    added:
      '\napiVersion: v1\nkind: Secret\nmetadata: {name: bare, namespace: prod}\nstringData: {key: something}\n',
    risks: [
      'high Secret prod/bare holds its content, for everybody who can read the repository [secret-in-git]',
    ],
  },
  {
    change: 'a role may read every secret',
    before: flux,
    object: permissions,
    edits: { '/document/Statement/0/Resource/-': '*' },
    risks: [
      'high role dj-us-west-2-prod-external-secrets may secretsmanager:GetResourcePolicy on *, secretsmanager:GetSecretValue on *, secretsmanager:DescribeSecret on * and 1 more [iam-widened]',
    ],
  },
  {
    change: 'a role gets a further action',
    before: flux,
    object: permissions,
    edits: { '/document/Statement/0/Action/-': 'secretsmanager:PutSecretValue' },
    risks: [
      'high role dj-us-west-2-prod-external-secrets may secretsmanager:PutSecretValue on arn:aws:secretsmanager:us-west-2:123456789012:secret:dj/consumer1/api-key-?????? [iam-widened]',
    ],
  },
  {
    change: 'a role loses a right',
    before: flux,
    object: permissions,
    edits: { '/document/Statement/0/Action/0': undefined },
    risks: [],
  },
  {
    change: 'everybody may assume a role',
    before: flux,
    object: trust,
    edits: { '/document/Statement/0/Principal': '*' },
    risks: [
      'high role dj-us-west-2-prod-external-secrets may be assumed: sts:AssumeRoleWithWebIdentity by * where {"StringEquals":{"oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99… [trust-widened]',
    ],
  },
  {
    change: 'a role may be assumed without a condition',
    before: flux,
    object: trust,
    edits: { '/document/Statement/0/Condition': undefined },
    risks: [
      'high role dj-us-west-2-prod-external-secrets may be assumed: without a condition sts:AssumeRoleWithWebIdentity by Federated arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-west… [trust-widened]',
    ],
  },
  {
    change: 'a policy that ACK makes gets a further resource',
    before: argoCd,
    object: 'iam.services.k8s.aws/Policy kong/external-secrets',
    edits: {
      '/spec/policyDocument':
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"]}]}',
    },
    risks: ['high role external-secrets may * on * [iam-widened]'],
  },
  {
    change: 'a ServiceAccount gets another role',
    before: flux,
    object: 'ServiceAccount prod/external-secrets',
    edits: { '/metadata/annotations/eks.amazonaws.com~1role-arn': 'arn:aws:iam::123456789012:role/admin' },
    risks: [
      'high pods of ServiceAccount prod/external-secrets act as arn:aws:iam::123456789012:role/admin, was arn:aws:iam::123456789012:role/dj-us-west-2-prod-external-secrets [role-changed]',
    ],
  },
  {
    change: 'a namespace goes',
    before: flux,
    object: 'Namespace prod',
    edits: 'gone',
    risks: ['high Namespace prod is deleted: everything in it is deleted [object-deleted]'],
  },
  {
    change: 'a namespace loses its protection under Flux',
    before: flux,
    object: 'Namespace prod',
    edits: { '/metadata/annotations': undefined },
    risks: [
      'high Namespace prod is no longer protected: kustomize.toolkit.fluxcd.io/prune: disabled [prune-protection-removed]',
    ],
  },
  {
    change: 'a namespace loses its protection under Argo CD',
    before: argoCd,
    object: 'Namespace prod',
    edits: { '/metadata/annotations': undefined },
    risks: [
      'high Namespace prod is no longer protected: Prune=false [prune-protection-removed]',
      'high Namespace prod is no longer protected: Delete=false [prune-protection-removed]',
    ],
  },
  {
    change: 'a Deployment’s selector changes',
    before: flux,
    object: deployment,
    edits: { '/spec/selector/matchLabels/app': 'other' },
    risks: [
      'high Deployment prod/jazz-v1: spec.selector.matchLabels.app cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  },
  {
    change: 'a Deployment is scaled to 0',
    before: flux,
    object: deployment,
    edits: { '/spec/replicas': 0 },
    risks: ['high Deployment prod/jazz-v1 is scaled to 0: nothing answers any more [replicas-zero]'],
  },
  {
    change: 'nothing keeps the pods of a Deployment apart any more',
    before: flux,
    object: deployment,
    edits: { '/spec/template/spec/topologySpreadConstraints': undefined },
    risks: [
      'medium Deployment prod/jazz-v1: nothing keeps its pods apart by topology.kubernetes.io/zone, kubernetes.io/hostname: one failure may take all of them [spread-removed]',
    ],
  },
  {
    change: 'an autoscaler has fewer pods',
    before: scaled,
    object: 'autoscaling/HorizontalPodAutoscaler prod/ledger',
    edits: { '/spec/minReplicas': undefined, '/spec/maxReplicas': 3 },
    risks: [
      'medium HorizontalPodAutoscaler prod/ledger: at least 1 pod, it was 2 [scales-less]',
      'medium HorizontalPodAutoscaler prod/ledger: at most 3 pods, it was 9 [scales-less]',
    ],
  },
  {
    change: 'an autoscaler goes',
    before: scaled,
    object: 'autoscaling/HorizontalPodAutoscaler prod/ledger',
    edits: 'gone',
    risks: [
      'medium HorizontalPodAutoscaler prod/ledger is gone: Deployment ledger has as many pods under any load [scales-less]',
    ],
  },
  {
    change: 'another autoscaler takes the place of one',
    before: scaled,
    object: 'autoscaling/HorizontalPodAutoscaler prod/ledger',
    edits: 'gone',
    added: `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: ledger, namespace: prod}
spec: {scaleTargetRef: {name: ledger}, triggers: [{type: cron, metadata: {}}]}
`,
    risks: [],
  },
  {
    change: 'the pods of a Deployment end at once',
    before: flux,
    object: deployment,
    edits: { [`${container}/lifecycle`]: undefined, '/spec/template/spec/terminationGracePeriodSeconds': 5 },
    risks: [
      'low Deployment prod/jazz-v1: its pods have 5 seconds to end, they had 30 [end-sooner]',
      'low Deployment prod/jazz-v1: jazz no longer waits for its callers before it ends [end-sooner]',
    ],
  },
  {
    change: 'the gateway has one replica, and no budget',
    before: flux,
    object: 'helm.toolkit.fluxcd.io/HelmRelease kong/kong',
    edits: {
      '/spec/values/gateway/replicaCount': 1,
      '/spec/values/gateway/podDisruptionBudget/enabled': false,
    },
    risks: [
      'medium HelmRelease kong/kong: gateway.podDisruptionBudget.enabled is off, gateway.replicaCount 2 -> 1 [install-survives-less]',
      'low HelmRelease kong/kong: values of its chart changed: gateway.podDisruptionBudget.enabled, gateway.replicaCount [chart-values-changed]',
    ],
  },
  {
    change: 'a probe goes',
    before: flux,
    object: deployment,
    edits: { [`${container}/readinessProbe`]: undefined },
    risks: [
      'medium Deployment prod/jazz-v1: readinessProbe of container jazz is gone [health-check-removed]',
    ],
  },
  {
    change: 'an image moves to an older version',
    before: flux,
    object: deployment,
    edits: { [`${container}/image`]: '672518094988.dkr.ecr.us-west-2.amazonaws.com/hello-world:v0.9' },
    risks: [
      'medium Deployment prod/jazz-v1: image hello-world v1.0 -> v0.9, not a newer version [image-downgraded]',
    ],
  },
  {
    change: 'an image comes from elsewhere',
    before: flux,
    object: deployment,
    edits: { [`${container}/image`]: 'docker.io/somebody/hello-world:v1.0' },
    risks: [
      'medium Deployment prod/jazz-v1: image 672518094988.dkr.ecr.us-west-2.amazonaws.com/hello-world:v1.0 -> docker.io/somebody/hello-world:v1.0, from elsewhere [image-source-changed]',
    ],
  },
  {
    change: 'a container is privileged',
    before: flux,
    object: deployment,
    edits: { [`${container}/securityContext`]: { privileged: true } },
    risks: ['high Deployment prod/jazz-v1 may do more on its node: jazz is privileged [pod-privileges]'],
  },
  {
    change: 'a chart’s major version moves',
    before: flux,
    object: 'helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets',
    edits: { '/spec/chart/spec/version': '3.0.0' },
    risks: [
      'high chart external-secrets of external-secrets/external-secrets: 2.9.0 -> 3.0.0, another major version [chart-major-moved]',
    ],
  },
  {
    change: 'a chart’s minor version moves',
    before: flux,
    object: 'helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets',
    edits: { '/spec/chart/spec/version': '2.10.0' },
    risks: ['low chart external-secrets of external-secrets/external-secrets: 2.9.0 -> 2.10.0 [chart-moved]'],
  },
  {
    change: 'a chart’s version goes back',
    before: flux,
    object: 'helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets',
    edits: { '/spec/chart/spec/version': '2.8.9' },
    risks: [
      'high chart external-secrets of external-secrets/external-secrets: 2.9.0 -> 2.8.9, an older version [chart-major-moved]',
    ],
  },
  {
    change: 'a chart is no longer installed',
    before: flux,
    object: 'helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets',
    edits: 'gone',
    risks: [
      'high HelmRelease external-secrets/external-secrets is deleted: Flux uninstalls the chart with everything in it [object-deleted]',
    ],
  },
  {
    change: 'the repository is another one',
    before: flux,
    object: 'source.toolkit.fluxcd.io/GitRepository flux-system/meshwright',
    edits: { '/spec/url': 'https://example.com/fork' },
    risks: [
      'high GitRepository flux-system/meshwright takes what it delivers from elsewhere: url https://github.com/example/platform -> https://example.com/fork [source-changed]',
    ],
  },
  {
    change: 'a stage is suspended',
    before: flux,
    object: 'kustomize.toolkit.fluxcd.io/Kustomization flux-system/meshwright-30-mesh',
    edits: { '/spec/suspend': true },
    risks: [
      'medium Kustomization flux-system/meshwright-30-mesh is suspended: changes no longer reach the cluster [delivery-loosened]',
    ],
  },
  {
    change: 'a stage is no longer waited for',
    before: flux,
    object: 'kustomize.toolkit.fluxcd.io/Kustomization flux-system/meshwright-00-foundation',
    edits: { '/spec/wait': false },
    risks: [
      'medium Kustomization flux-system/meshwright-00-foundation: later stages no longer wait for its health [delivery-loosened]',
    ],
  },
  {
    change: 'an AppProject no longer lists the namespaced kinds',
    before: argoCd,
    object: 'argoproj.io/AppProject argocd/eu-west-1-kong-mesh',
    edits: { '/spec/namespaceResourceWhitelist': undefined },
    risks: ['high AppProject argocd/eu-west-1-kong-mesh allows every namespaced kind [project-widened]'],
  },
  {
    change: 'an Application leaves its project',
    before: argoCd,
    object: 'argoproj.io/Application argocd/meshwright-50-workloads',
    edits: { '/spec/project': 'default' },
    risks: [
      'high Application argocd/meshwright-50-workloads belongs to project default, which this output does not limit [project-left]',
      'medium Application argocd/meshwright-50-workloads leaves project eu-west-1-kong-mesh for default [project-changed]',
    ],
  },
  {
    change: 'an Application goes to another cluster',
    before: argoCd,
    object: 'argoproj.io/Application argocd/meshwright-20-secrets',
    edits: { '/spec/destination/server': undefined, '/spec/destination/name': 'eu-west-1' },
    risks: [
      'high Application argocd/meshwright-20-secrets goes elsewhere: server https://kubernetes.default.svc, namespace kong -> name eu-west-1, namespace kong; what it has brought stays where it was [destination-changed]',
    ],
  },
  {
    change: 'an Application changes its project',
    before: argoCd,
    object: 'argoproj.io/Application argocd/meshwright-20-secrets',
    edits: { '/spec/project': 'eu-west-1-kong-mesh-charts' },
    risks: [
      'medium Application argocd/meshwright-20-secrets leaves project eu-west-1-kong-mesh for eu-west-1-kong-mesh-charts [project-changed]',
    ],
  },
  {
    change: 'an AppProject allows every repository',
    before: argoCd,
    object: 'argoproj.io/AppProject argocd/eu-west-1-kong-mesh',
    edits: { '/spec/sourceRepos/-': '*' },
    risks: ['high AppProject argocd/eu-west-1-kong-mesh allows * (sourceRepos) [project-widened]'],
  },
  {
    change: 'an Application no longer heals itself',
    before: argoCd,
    object: 'argoproj.io/Application argocd/meshwright',
    edits: { '/spec/syncPolicy/automated/selfHeal': false },
    risks: [
      'medium Application argocd/meshwright: what is changed by hand in the cluster stays changed (selfHeal) [delivery-loosened]',
    ],
  },
  one(
    'apps/StatefulSet prod/ledger',
    'a field of a StatefulSet changes that may not',
    { '/spec/serviceName': 'other' },
    [
      'high StatefulSet prod/ledger: spec.serviceName cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  ),
  one('apps/StatefulSet prod/ledger', 'a StatefulSet has fewer replicas', { '/spec/replicas': 1 }, [
    'medium StatefulSet prod/ledger: replicas 2 -> 1: the loss of its node takes it down [replicas-fewer]',
  ]),
  one('monitoring.coreos.com/PrometheusRule prod/alerts', 'alerts go', 'gone', [
    'medium PrometheusRule prod/alerts is gone: nobody is told of what it watched [monitoring-removed]',
  ]),
  one(
    'kuma.io/MeshTrace kong-mesh-system/traces',
    'every call is traced',
    { '/spec/default/sampling/random': 100 },
    ['low MeshTrace kong-mesh-system/traces: every call is traced now [traces-of-all]'],
  ),
  one(
    'kuma.io/MeshTrace kong-mesh-system/traces',
    'half of the calls are traced',
    { '/spec/default/sampling/random': 50 },
    [],
  ),
  one('Secret prod/fixed', 'an immutable Secret changes', { '/immutable': false }, [
    'high Secret prod/fixed: immutable cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
  ]),
  one(
    'configuration.konghq.com/KongVault aws',
    'the prefix of a vault changes',
    { '/spec/prefix': 'other' },
    [
      'high KongVault aws: spec.prefix cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  ),
  one(
    'rbac.authorization.k8s.io/ClusterRole reader',
    'a ClusterRole allows a further verb',
    { '/rules/0/verbs/-': 'delete' },
    ['high ClusterRole reader allows delete pods [rbac-widened]'],
  ),
  one(
    'rbac.authorization.k8s.io/ClusterRoleBinding reader',
    'a binding gets a further subject',
    { '/subjects/-': { kind: 'Group', name: 'system:authenticated' } },
    ['high Group system:authenticated may do what role reader allows [rbac-bound]'],
  ),
  one(
    'rbac.authorization.k8s.io/ClusterRoleBinding reader',
    'a binding gives another role',
    { '/roleRef/name': 'cluster-admin' },
    [
      'high ClusterRoleBinding reader: roleRef.name cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
    ],
  ),
  one('networking.k8s.io/NetworkPolicy prod/shut', 'a NetworkPolicy goes', 'gone', [
    'high NetworkPolicy prod/shut is gone: its pods are open to the network [network-policy-loosened]',
  ]),
  one(
    'Namespace safe',
    'Pod Security goes down',
    { '/metadata/labels/pod-security.kubernetes.io~1enforce': 'privileged' },
    ['high Namespace safe: Pod Security restricted -> privileged [pod-security-loosened]'],
  ),
  one(
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration hook',
    'a webhook is ignored',
    { '/webhooks/0/failurePolicy': 'Ignore' },
    ['medium webhook a.example.com: what it cannot judge passes now (Fail -> Ignore) [webhook-loosened]'],
  ),
  ...(
    [
      [
        'a fourth number moves',
        '3.10.0.9',
        '3.10.0.10',
        'low',
        ' gateway 3.10.0.9 -> 3.10.0.10 [image-moved]',
      ],
      [
        'a fourth number goes back',
        '3.10.0.10',
        '3.10.0.9',
        'medium',
        ' gateway 3.10.0.10 -> 3.10.0.9, not a newer version [image-downgraded]',
      ],
      [
        'a tag is no longer a floating one',
        '3.10',
        '3.10.0.10',
        'low',
        ' gateway 3.10 -> 3.10.0.10 [image-moved]',
      ],
      [
        'a tag is held to a digest',
        '3.10.0.10',
        `3.10.0.10@${digest('a')}`,
        'low',
        ' gateway:3.10.0.10 is held to a digest [image-moved]',
      ],
      [
        'a tag is built anew',
        `3.10.0.10@${digest('a')}`,
        `3.10.0.10@${digest('b')}`,
        'low',
        ' gateway:3.10.0.10 has another digest [image-moved]',
      ],
      [
        'a tag is let go of',
        `3.10.0.10@${digest('a')}`,
        '3.10.0.10',
        'medium',
        ' gateway:3.10.0.10 is no longer held to a digest [image-downgraded]',
      ],
      [
        'a tag and its digest move',
        `3.10.0.9@${digest('a')}`,
        `3.10.0.10@${digest('b')}`,
        'low',
        ' gateway 3.10.0.9 -> 3.10.0.10 [image-moved]',
      ],
    ] as const
  ).map(
    ([change, was, now, level, words]): RiskCase => ({
      change,
      before: `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: gateway, namespace: kong}
spec: {template: {spec: {containers: [{name: proxy, image: "kong/gateway:${was}"}]}}}
`,
      object: 'apps/DaemonSet kong/gateway',
      edits: { '/spec/template/spec/containers/0/image': `kong/gateway:${now}` },
      risks: [`${level} DaemonSet kong/gateway: image${words}`],
    }),
  ),
  one(
    'batch/Job prod/once',
    'the template of a Job changes',
    { '/spec/template/spec/containers/0/image': 'once:2' },
    [
      'high Job prod/once: spec.template.spec.containers[once].image cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
      'low Job prod/once: image once 1 -> 2 [image-moved]',
    ],
  ),
  one('Service prod/ledger', 'the clusterIP of a Service changes', { '/spec/clusterIP': '10.0.0.2' }, [
    'high Service prod/ledger: spec.clusterIP cannot be changed in place; the sync fails until the object is deleted and made anew [immutable-field]',
  ]),
  one('apiextensions.k8s.io/CustomResourceDefinition things.example.com', 'a CRD goes', 'gone', [
    'high CustomResourceDefinition things.example.com is deleted: every object of its kind is deleted, in every namespace [object-deleted]',
  ]),
  {
    change: 'an Application begins to delete what is gone from Git',
    before: keeps,
    object: 'argoproj.io/Application argocd/keeps',
    edits: { '/spec/syncPolicy/automated/prune': true },
    risks: [
      'medium Application argocd/keeps deletes from now on what is gone from its folder [pruning-began]',
    ],
  },
  {
    change: 'a value of a chart changes',
    before: flux,
    object: 'helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets',
    edits: { '/spec/values/leaderElect': false },
    risks: [
      'low HelmRelease external-secrets/external-secrets: values of its chart changed: leaderElect [chart-values-changed]',
    ],
  },
];
