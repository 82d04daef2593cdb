import { describe as nameOf } from '../../references/manifest';
import { describeTarget } from '../../references/reference';
import { buildIndex } from '../../references/reference-index';
import { fixture, manifests } from '../fixtures/load';

/** References of the first object of a text among the others, one a line: path, order, target, and what is wrong with it. */
function references(text: string, given: readonly string[] = []): readonly string[] {
  const objects = manifests(text);
  const index = buildIndex(objects, { given });
  const [first] = objects;
  if (first === undefined) throw new Error('no object');
  return index
    .references(first)
    .filter(({ path }) => path !== '/kind' && path !== '/metadata/namespace')
    .map(({ path, order, target, optional, resolution }) => {
      const state = resolution.found ? '' : optional ? ' (optional)' : ` (no ${resolution.missing})`;
      return `${path} ${order}: ${describeTarget(target)}${state}`;
    });
}

describe('core', () => {
  test('a Deployment refers to what its pods mount, read and run as', () => {
    expect(
      references(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: a}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      priorityClassName: high
      imagePullSecrets: [{name: registry}]
      volumes:
        - {name: one, secret: {secretName: tls}}
        - {name: two, configMap: {name: settings, optional: true}}
        - {name: three, persistentVolumeClaim: {claimName: data}}
        - {name: four, projected: {sources: [{secret: {name: ca}}, {configMap: {name: roots}}]}}
      containers:
        - name: web
          env:
            - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: api}}}
            - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
          envFrom: [{secretRef: {name: all}}, {configMapRef: {name: settings}}]
---
apiVersion: v1
kind: Secret
metadata: {name: keys, namespace: a}
stringData: {other: x}
`),
    ).toMatchInlineSnapshot(`
     [
       "/spec/template/spec/serviceAccountName with: ServiceAccount a/web (no target)",
       "/spec/template/spec/priorityClassName with: scheduling.k8s.io/PriorityClass high (no target)",
       "/spec/template/spec/imagePullSecrets/0 with: Secret a/registry (optional)",
       "/spec/template/spec/volumes/0/secret with: Secret a/tls (no target)",
       "/spec/template/spec/volumes/1/configMap with: ConfigMap a/settings (optional)",
       "/spec/template/spec/volumes/2/persistentVolumeClaim with: PersistentVolumeClaim a/data (no target)",
       "/spec/template/spec/volumes/3/projected/sources/0/secret with: Secret a/ca (no target)",
       "/spec/template/spec/volumes/3/projected/sources/1/configMap with: ConfigMap a/roots (no target)",
       "/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef with: Secret a/keys, key api (no part)",
       "/spec/template/spec/containers/0/env/1/valueFrom/configMapKeyRef with: ConfigMap a/settings, key mode (no target)",
       "/spec/template/spec/containers/0/envFrom/0/secretRef with: Secret a/all (no target)",
       "/spec/template/spec/containers/0/envFrom/1/configMapRef with: ConfigMap a/settings (no target)",
     ]
    `);
  });

  test('a Service refers to the pods that it selects, and to a port of theirs by name', () => {
    expect(
      references(`
apiVersion: v1
kind: Service
metadata: {name: web, namespace: a}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}, {port: 81, targetPort: admin}, {port: 9, targetPort: 9}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: a, labels: {app: web}}
spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
`),
    ).toMatchInlineSnapshot(`
     [
       "/spec/selector none: pods with app=web in a",
       "/spec/ports/0/targetPort none: pods with app=web in a, port http",
       "/spec/ports/1/targetPort none: pods with app=web in a, port admin (no part)",
       "/spec/ports/2/targetPort none: pods with app=web in a, port 9 (optional)",
     ]
    `);
  });

  test('a placeholder Service without a selector refers to no pods', () => {
    expect(
      references('{apiVersion: v1, kind: Service, metadata: {name: web, namespace: a}, spec: {}}'),
    ).toEqual([]);
  });

  test('a ServiceAccount refers to the ACK Role that makes the role of its annotation, wherever the Role is', () => {
    const account = `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  namespace: a
  annotations: {eks.amazonaws.com/role-arn: "arn:aws-cn:iam::123456789012:role/teams/dj/web"}
imagePullSecrets: [{name: registry}]
`;
    expect(references(account)).toMatchInlineSnapshot(`
     [
       "/metadata/annotations/eks.amazonaws.com~1role-arn with: iam.amazonaws.com/Role web (optional)",
       "/imagePullSecrets/0 none: Secret a/registry (no target)",
     ]
    `);
    const role = (name: string) => `---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
metadata: {name: web-role, namespace: b}
spec: {name: ${name}}
`;
    expect(references(account + role('web'))[0]).not.toContain('(');
    expect(references(account + role('other'))[0]).toContain('(no target)');
  });

  test.each([
    ['StatefulSet', 'apps/v1', '{serviceName: db, template: {metadata: {labels: {a: b}}}}'],
    ['CronJob', 'batch/v1', '{jobTemplate: {spec: {template: {spec: {serviceAccountName: db}}}}}'],
  ])('a %s', (kind, apiVersion, spec) => {
    const text = `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: a}, spec: ${spec}}`;
    expect(references(text)).toHaveLength(1);
  });

  test('a binding refers to its role, and to no role that every cluster has', () => {
    const binding = (role: string) =>
      references(`
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: x, namespace: a}
roleRef: {kind: ClusterRole, name: ${role}}
subjects: [{kind: ServiceAccount, name: web}, {kind: User, name: me}]
`);
    expect(binding('deployer')).toMatchInlineSnapshot(`
     [
       "/roleRef with: rbac.authorization.k8s.io/ClusterRole deployer (no target)",
       "/subjects/0 none: ServiceAccount a/web (no target)",
     ]
    `);
    expect(binding('view')).toHaveLength(1);
  });

  test('an autoscaler, a disruption budget and a network policy refer to what they hold for', () => {
    const of = (text: string) => references(text);
    expect([
      ...of(
        '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: x, namespace: a}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}',
      ),
      ...of(
        '{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: x, namespace: a}, spec: {selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}}',
      ),
      ...of(
        '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x, namespace: a}, spec: {podSelector: {}}}',
      ),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/scaleTargetRef with: apps/Deployment a/web (no target)",
       "/spec/selector none: pods with app in (web) in a (no target)",
       "/spec/podSelector none: pods with everything in a (optional)",
     ]
    `);
  });
});

describe('Kong', () => {
  test('an Ingress refers to its class, Services with their ports, certificate and plugins', () => {
    expect(
      references(`
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: a, annotations: {konghq.com/plugins: "limit, shared, b:auth"}}
spec:
  ingressClassName: kong
  defaultBackend: {resource: {apiGroup: x.io, kind: Bucket, name: files}}
  tls: [{secretName: tls}]
  rules: [{http: {paths: [{backend: {service: {name: web, port: {name: http}}}}, {backend: {service: {name: web, port: {number: 81}}}}]}}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: a}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: configuration.konghq.com/v1
kind: KongClusterPlugin
metadata: {name: shared}
plugin: cors
`),
    ).toMatchInlineSnapshot(`
     [
       "/spec/ingressClassName before: networking.k8s.io/IngressClass kong (no target)",
       "/spec/defaultBackend/resource with: x.io/Bucket a/files (no target)",
       "/spec/rules/0/http/paths/0/backend/service with: Service a/web, port http",
       "/spec/rules/0/http/paths/1/backend/service with: Service a/web, port 81 (no part)",
       "/spec/tls/0/secretName with: Secret a/tls (no target)",
       "/metadata/annotations/konghq.com~1plugins with: configuration.konghq.com/KongPlugin a/limit (no target)",
       "/metadata/annotations/konghq.com~1plugins with: configuration.konghq.com/KongClusterPlugin shared",
       "/metadata/annotations/konghq.com~1plugins with: configuration.konghq.com/KongPlugin b/auth (no target)",
     ]
    `);
  });

  test('a Service’s annotations refer to plugins, policies and certificates, in no order', () => {
    expect(
      references(`
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: a
  annotations:
    konghq.com/plugins: limit
    konghq.com/upstream-policy: policy
    konghq.com/client-cert: cert
    konghq.com/override: old
`),
    ).toMatchInlineSnapshot(`
     [
       "/metadata/annotations/konghq.com~1plugins none: configuration.konghq.com/KongPlugin a/limit (no target)",
       "/metadata/annotations/konghq.com~1upstream-policy none: configuration.konghq.com/KongUpstreamPolicy a/policy (no target)",
       "/metadata/annotations/konghq.com~1override none: configuration.konghq.com/KongIngress a/old (no target)",
       "/metadata/annotations/konghq.com~1client-cert none: Secret a/cert (no target)",
     ]
    `);
  });

  test('a consumer needs its credentials before it, and a plugin the Secret of its configuration', () => {
    expect([
      ...references(`
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: me, namespace: a, annotations: {kubernetes.io/ingress.class: kong, konghq.com/plugins: limit}}
credentials: [key]
consumerGroups: [gold]
`),
      ...references(`
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: auth, namespace: a}
configFrom: {secretKeyRef: {name: oidc, key: config}}
configPatches: [{path: /x, valueFrom: {secretKeyRef: {name: oidc, key: secret}}}]
`),
    ]).toMatchInlineSnapshot(`
     [
       "/metadata/annotations/kubernetes.io~1ingress.class before: networking.k8s.io/IngressClass kong (no target)",
       "/credentials/0 before: Secret a/key (no target)",
       "/consumerGroups/0 with: configuration.konghq.com/KongConsumerGroup a/gold (no target)",
       "/metadata/annotations/konghq.com~1plugins with: configuration.konghq.com/KongPlugin a/limit (no target)",
       "/configFrom/secretKeyRef before: Secret a/oidc, key config (no target)",
       "/configPatches/0/valueFrom/secretKeyRef before: Secret a/oidc, key secret (no target)",
     ]
    `);
  });

  test('Gateway API: a route refers to its Gateway, backends and plugins, a Gateway to its class and certificates', () => {
    expect([
      ...references(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: a}
spec:
  parentRefs: [{name: kong, namespace: kong}]
  rules:
    - backendRefs: [{name: web, port: 80}]
      filters: [{type: ExtensionRef, extensionRef: {group: configuration.konghq.com, kind: KongPlugin, name: limit}}]
`),
      ...references(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kong, namespace: kong}
spec: {gatewayClassName: kong, listeners: [{tls: {certificateRefs: [{name: tls}]}}]}
`),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/parentRefs/0 with: gateway.networking.k8s.io/Gateway kong/kong (no target)",
       "/spec/rules/0/backendRefs/0 with: Service a/web, port 80 (no target)",
       "/spec/rules/0/filters/0/extensionRef with: configuration.konghq.com/KongPlugin a/limit (no target)",
       "/spec/gatewayClassName with: gateway.networking.k8s.io/GatewayClass kong (no target)",
       "/spec/listeners/0/tls/certificateRefs/0 with: Secret kong/tls (no target)",
     ]
    `);
  });
});

describe('Kong Mesh', () => {
  test('a MeshHTTPRoute needs its Mesh and its Services before it', () => {
    expect(
      references(`
apiVersion: kuma.io/v1alpha1
kind: MeshHTTPRoute
metadata: {name: jazz, namespace: prod, labels: {kuma.io/mesh: dj}}
spec:
  to:
    - targetRef: {kind: MeshService, name: jazz, sectionName: "9080"}
      rules: [{default: {backendRefs: [{kind: MeshService, name: jazz-v1, port: 9080}, {kind: MeshExternalService, name: old}]}}]
`),
    ).toMatchInlineSnapshot(`
     [
       "/metadata/labels/kuma.io~1mesh before: kuma.io/Mesh dj (no target)",
       "/spec/to/0/targetRef before: Service prod/jazz, port 9080 (no target)",
       "/spec/to/0/rules/0/default/backendRefs/0 before: Service prod/jazz-v1, port 9080 (no target)",
       "/spec/to/0/rules/0/default/backendRefs/1 with: kuma.io/MeshExternalService prod/old (no target)",
     ]
    `);
  });

  test('a permission refers to its proxies and to the ServiceAccounts of its exact callers', () => {
    expect(
      references(`
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  targetRef: {kind: Dataplane, labels: {app: jazz}}
  rules:
    - default:
        allow:
          - {spiffeID: {type: Exact, value: "spiffe://default.zone.mesh.local/ns/kong/sa/kong-gateway"}}
          - {spiffeID: {type: Prefix, value: "spiffe://default.zone.mesh.local/ns/kong"}}
`),
    ).toMatchInlineSnapshot(`
     [
       "/metadata before: kuma.io/Mesh default (no target)",
       "/spec/targetRef/labels none: pods with app=jazz in prod (no target)",
       "/spec/rules/0/default/allow/0/spiffeID/value none: ServiceAccount kong/kong-gateway (no target)",
     ]
    `);
  });

  test('an identity refers to the Secret of its own authority', () => {
    expect(
      references(`
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/mesh: default}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  provider: {bundled: {ca: {certificate: {secretRef: {kind: Secret, name: ca}}, privateKey: {secretRef: {kind: Secret, name: ca}}}}}
`),
    ).toMatchInlineSnapshot(`
     [
       "/metadata/labels/kuma.io~1mesh before: kuma.io/Mesh default (no target)",
       "/spec/provider/bundled/ca/certificate/secretRef with: Secret kong-mesh-system/ca (no target)",
       "/spec/provider/bundled/ca/privateKey/secretRef with: Secret kong-mesh-system/ca (no target)",
     ]
    `);
  });

  test('an injected pod needs injector, namespace, Mesh, identity and policies before it; a pod that opts out does not', () => {
    const pods = (label: string) =>
      references(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec: {template: {metadata: {labels: {app: jazz, kuma.io/sidecar-injection: ${label}}}}}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system}
spec: {selector: {dataplane: {matchLabels: {}}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: mine, namespace: prod}
spec: {targetRef: {kind: Dataplane, labels: {app: jazz}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: others, namespace: prod}
spec: {targetRef: {kind: Dataplane, labels: {app: metal}}}
`);
    expect(pods('enabled')).toMatchInlineSnapshot(`
     [
       "/spec/template before: the webhook kuma-injector (no target)",
       "/spec/template before: Namespace prod",
       "/spec/template before: kuma.io/Mesh default (no target)",
       "/spec/template before: kuma.io/MeshIdentity kong-mesh-system/identity",
       "/spec/template before: kuma.io/MeshPassthrough prod/mine",
     ]
    `);
    expect(pods('disabled')).toEqual([]);
  });
});

describe('App Mesh', () => {
  const index = buildIndex(fixture('app-mesh.yaml'), { given: ['ack-iam'] });
  const lines = (kind: string, name: string) => {
    const object = index.objects.find(
      (candidate) => candidate.kind === kind && candidate.metadata.name === name,
    );
    if (object === undefined) throw new Error('no object');
    return index
      .references(object)
      .map(({ path, order, target }) => `${path} ${order}: ${describeTarget(target)}`);
  };

  test('a VirtualNode needs its namespace and Mesh before it; its backends in no order', () => {
    expect(lines('VirtualNode', 'kong')).toMatchInlineSnapshot(`
     [
       "/kind before: the kind appmesh.k8s.aws/VirtualNode",
       "/metadata/namespace before: Namespace kong",
       "/metadata/namespace before: a Mesh that selects mesh=dj-app,appmesh.k8s.aws/sidecarInjectorWebhook=enabled",
       "/spec/podSelector none: pods with app.kubernetes.io/name=gateway,app.kubernetes.io/instance=kong in kong",
       "/spec/listeners/0/portMapping/port none: pods with app.kubernetes.io/name=gateway,app.kubernetes.io/instance=kong in kong, port 8000",
       "/spec/backends/0/virtualService/virtualServiceRef none: appmesh.k8s.aws/VirtualService prod/jazz",
       "/spec/serviceDiscovery/dns/hostname none: Service kong/kong-gateway-proxy",
     ]
    `);
  });

  test('a Helm install’s pods count: the gateway of Kong is injected, its controller is not', () => {
    expect(lines('HelmRelease', 'kong')).toMatchInlineSnapshot(`
     [
       "/kind before: the kind helm.toolkit.fluxcd.io/HelmRelease",
       "/metadata/namespace before: Namespace kong",
       "/spec/values/gateway/env/license_data/valueFrom/secretKeyRef before: Secret kong/kong-license, key license",
       "/spec/values/gateway/deployment/serviceAccount/name before: ServiceAccount kong/kong-gateway",
       "/spec/chart/spec/sourceRef with: source.toolkit.fluxcd.io/HelmRepository kong/kong",
       "/spec/values/gateway before: the webhook app-mesh-injector",
       "/spec/values/gateway before: Namespace kong",
       "/spec/values/gateway before: a VirtualNode that selects app.kubernetes.io/name=gateway,app.kubernetes.io/component=app,app.kubernetes.io/instance=kong",
     ]
    `);
  });

  test('routers and services refer to what they lead to, and their controller waits for it', () => {
    expect([
      ...lines('VirtualRouter', 'jazz-router'),
      ...lines('VirtualService', 'jazz'),
    ]).toMatchInlineSnapshot(`
     [
       "/kind before: the kind appmesh.k8s.aws/VirtualRouter",
       "/metadata/namespace before: Namespace prod",
       "/metadata/namespace before: a Mesh that selects mesh=dj-app,appmesh.k8s.aws/sidecarInjectorWebhook=enabled",
       "/spec/routes/0/httpRoute/action/weightedTargets/0/virtualNodeRef with: appmesh.k8s.aws/VirtualNode prod/jazz-v1",
       "/spec/routes/0/httpRoute/action/weightedTargets/1/virtualNodeRef with: appmesh.k8s.aws/VirtualNode prod/jazz-v2",
       "/kind before: the kind appmesh.k8s.aws/VirtualService",
       "/metadata/namespace before: Namespace prod",
       "/metadata/namespace before: a Mesh that selects mesh=dj-app,appmesh.k8s.aws/sidecarInjectorWebhook=enabled",
       "/spec/provider/virtualRouter/virtualRouterRef with: appmesh.k8s.aws/VirtualRouter prod/jazz-router",
     ]
    `);
  });

  test('gateway routes and backend groups refer to VirtualServices', () => {
    expect([
      ...references(`
apiVersion: appmesh.k8s.aws/v1beta2
kind: GatewayRoute
metadata: {name: x, namespace: a}
spec: {httpRoute: {action: {target: {virtualService: {virtualServiceRef: {name: jazz}}}}}}
`),
      ...references(`
apiVersion: appmesh.k8s.aws/v1beta2
kind: BackendGroup
metadata: {name: x, namespace: a}
spec: {virtualservices: [{name: jazz, namespace: b}]}
`),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/httpRoute/action/target/virtualService/virtualServiceRef with: appmesh.k8s.aws/VirtualService a/jazz (no target)",
       "/spec/virtualservices/0 none: appmesh.k8s.aws/VirtualService b/jazz (no target)",
     ]
    `);
  });

  test('a pod that no VirtualNode selects has a dangling reference', () => {
    const objects = [
      ...fixture('app-mesh.yaml'),
      ...manifests(`
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: prod}
spec: {template: {metadata: {labels: {job: migrate}}, spec: {containers: []}}}
`),
    ];
    const dangling = buildIndex(objects, { given: ['ack-iam'] }).dangling();
    expect(dangling.map(({ from, target }) => `${nameOf(from)}: ${describeTarget(target)}`)).toEqual([
      'batch/Job prod/migrate: a VirtualNode that selects job=migrate',
    ]);
  });
});

describe('secrets and certificates', () => {
  test('an ExternalSecret refers to stores, generators and templates', () => {
    expect(
      references(`
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: x, namespace: a}
spec:
  secretStoreRef: {name: aws, kind: ClusterSecretStore}
  data: [{secretKey: k, sourceRef: {storeRef: {name: other}}}]
  dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: long}}}]
  target: {template: {templateFrom: [{configMap: {name: form}}, {secret: {name: base}}]}}
`),
    ).toMatchInlineSnapshot(`
     [
       "/spec/secretStoreRef with: external-secrets.io/ClusterSecretStore aws (no target)",
       "/spec/data/0/sourceRef/storeRef with: external-secrets.io/SecretStore a/other (no target)",
       "/spec/dataFrom/0/sourceRef/generatorRef with: generators.external-secrets.io/Password a/long (no target)",
       "/spec/target/template/templateFrom/0/configMap with: ConfigMap a/form (no target)",
       "/spec/target/template/templateFrom/1/secret with: Secret a/base (no target)",
     ]
    `);
  });

  test('a store refers to the ServiceAccount or the keys that it logs in with', () => {
    const store = (auth: string) =>
      references(
        `{apiVersion: external-secrets.io/v1, kind: SecretStore, metadata: {name: x, namespace: a}, spec: {provider: {aws: {auth: ${auth}}}}}`,
      );
    expect([
      ...store('{jwt: {serviceAccountRef: {name: reader}}}'),
      ...store(
        '{secretRef: {accessKeyIDSecretRef: {name: keys, key: id}, secretAccessKeySecretRef: {name: keys, key: secret}}}',
      ),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/provider/aws/auth/jwt/serviceAccountRef with: ServiceAccount a/reader (no target)",
       "/spec/provider/aws/auth/secretRef/accessKeyIDSecretRef with: Secret a/keys, key id (no target)",
       "/spec/provider/aws/auth/secretRef/secretAccessKeySecretRef with: Secret a/keys, key secret (no target)",
     ]
    `);
  });

  test('others of External Secrets and cert-manager', () => {
    expect([
      ...references(
        '{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: x}, spec: {namespaceSelector: {matchLabels: {team: dj}}}}',
      ),
      ...references(
        '{apiVersion: external-secrets.io/v1alpha1, kind: PushSecret, metadata: {name: x, namespace: a}, spec: {secretStoreRefs: [{name: aws}], selector: {secret: {name: made}}}}',
      ),
      ...references(
        '{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: x, namespace: a}, spec: {secretName: tls, issuerRef: {name: ca}}}',
      ),
      ...references(
        '{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: ca, namespace: a}, spec: {ca: {secretName: root}}}',
      ),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/namespaceSelector with: namespaces with team=dj (no target)",
       "/spec/secretStoreRefs/0 with: external-secrets.io/SecretStore a/aws (no target)",
       "/spec/selector/secret with: Secret a/made (no target)",
       "/spec/issuerRef with: cert-manager.io/Issuer a/ca (no target)",
       "/spec/ca/secretName with: Secret a/root (no target)",
     ]
    `);
  });
});

describe('delivery and IAM', () => {
  test('Flux and Argo CD objects refer to sources, values, dependencies and projects', () => {
    expect([
      ...references(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: x, namespace: a}
spec:
  targetNamespace: b
  chart: {spec: {chart: thing, sourceRef: {kind: HelmRepository, name: things}}}
  dependsOn: [{name: y}]
  valuesFrom: [{kind: Secret, name: values}, {kind: ConfigMap, name: more, valuesKey: k, optional: true}]
`),
      ...references(`
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: x, namespace: a}
spec: {sourceRef: {kind: GitRepository, name: git}, dependsOn: [{name: y}]}
`),
      ...references(
        '{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, metadata: {name: x, namespace: a}, spec: {secretRef: {name: key}}}',
      ),
      ...references(
        '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: x, namespace: argocd}, spec: {project: dj, source: {chart: thing}, destination: {namespace: b}}}',
      ),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/targetNamespace before: Namespace b (no target)",
       "/spec/chart/spec/sourceRef with: source.toolkit.fluxcd.io/HelmRepository a/things (no target)",
       "/spec/dependsOn/0 with: helm.toolkit.fluxcd.io/HelmRelease a/y (no target)",
       "/spec/valuesFrom/0 before: Secret a/values, key values.yaml (no target)",
       "/spec/valuesFrom/1 before: ConfigMap a/more, key k (optional)",
       "/spec/sourceRef with: source.toolkit.fluxcd.io/GitRepository a/git (no target)",
       "/spec/dependsOn/0 none: kustomize.toolkit.fluxcd.io/Kustomization a/y (no target)",
       "/spec/secretRef none: Secret a/key (no target)",
       "/spec/destination/namespace before: Namespace b (no target)",
       "/spec/project none: argoproj.io/AppProject argocd/dj (optional)",
     ]
    `);
  });

  test('ACK objects refer to policies, roles and ServiceAccounts', () => {
    expect([
      ...references(
        '{apiVersion: iam.services.k8s.aws/v1alpha1, kind: Role, metadata: {name: x, namespace: a}, spec: {policyRefs: [{from: {name: p}}], permissionsBoundaryRef: {from: {name: q, namespace: b}}}}',
      ),
      ...references(
        '{apiVersion: eks.services.k8s.aws/v1alpha1, kind: PodIdentityAssociation, metadata: {name: x, namespace: a}, spec: {namespace: b, serviceAccount: web, roleRef: {from: {name: r}}}}',
      ),
    ]).toMatchInlineSnapshot(`
     [
       "/spec/policyRefs/0 with: iam.services.k8s.aws/Policy a/p (no target)",
       "/spec/permissionsBoundaryRef with: iam.services.k8s.aws/Policy b/q (no target)",
       "/spec/roleRef with: iam.services.k8s.aws/Role a/r (no target)",
       "/spec/serviceAccount none: ServiceAccount b/web (no target)",
     ]
    `);
  });
});
