import { check } from '../../checks/check';
import { exampleRelease } from '../../checks/kong/example';
import { boundToEverybody } from '../../checks/rules/general/bound-to-everybody';
import { hostAccess } from '../../checks/rules/general/host-access';
import { exposedAdminListen } from '../../checks/rules/kong/exposed-admin-listen';
import { openAdminApi } from '../../checks/rules/kong/open-admin-api';
import { buildIndex } from '../../references/reference-index';
import { manifests } from '../fixtures/load';

/** `severity path found` of each finding of the rules. */
function found(yaml: string, own = false): readonly string[] {
  const index = buildIndex(manifests(yaml), { given: [] });
  const context = { index, given: [], ...(own ? { stageOf: () => 5 } : {}) };
  return check(context, [openAdminApi, exposedAdminListen, boundToEverybody, hostAccess]).findings.map(
    (finding) => `${finding.severity} ${finding.path} ${finding.found}`,
  );
}

const verified = 'env: {nginx_admin_ssl_verify_client: "on"}';

describe('Kong’s Admin API', () => {
  test.each([
    [
      'a load balancer',
      'ingress',
      '{gateway: {admin: {type: LoadBalancer}}}',
      ['error /spec/values/gateway/admin/type admin.type: LoadBalancer'],
    ],
    [
      'plain HTTP, even with certificates',
      'ingress',
      `{gateway: {${verified}, admin: {http: {enabled: true}}}}`,
      ['error /spec/values/gateway/admin/http/enabled admin.http.enabled: true'],
    ],
    [
      'a port of every node, which is the default of chart kong',
      'kong',
      '{admin: {enabled: true}}',
      ['error /spec/values/admin admin.type: NodePort'],
    ],
    [
      'an Ingress',
      'kong',
      '{admin: {enabled: true, type: ClusterIP, ingress: {enabled: true}}}',
      ['error /spec/values/admin/ingress/enabled admin.ingress.enabled: true'],
    ],
    [
      'a listener of its own in plain HTTP',
      'kong',
      '{env: {admin_listen: "127.0.0.1:8444 ssl, 0.0.0.0:8001"}}',
      ['error /spec/values/env/admin_listen env.admin_listen: 0.0.0.0:8001'],
    ],
  ] as const)('is open by %s', (_how, chart, values, expected) => {
    expect(found(exampleRelease(chart, values))).toEqual(expected);
  });

  test.each([
    ['it asks for a certificate', 'ingress', `{gateway: {${verified}}}`],
    [
      'it asks for one behind a load balancer',
      'ingress',
      `{gateway: {${verified}, admin: {type: LoadBalancer}}}`,
    ],
    [
      'the chart asks for a certificate',
      'kong',
      '{admin: {enabled: true, tls: {client: {secretName: authority}}}}',
    ],
    [
      'Kong’s own users are asked for a token',
      'ingress',
      '{gateway: {enterprise: {enabled: true, rbac: {enabled: true}}}}',
    ],
    ['it is the controller’s neighbour only, as chart kong has it', 'kong', '{}'],
    ['it listens on loopback', 'kong', '{env: {admin_listen: "127.0.0.1:8001"}}'],
    ['there is no gateway', 'kong', '{deployment: {kong: {enabled: false}}, admin: {enabled: true}}'],
  ] as const)('is not open where %s', (_why, chart, values) => {
    expect(found(exampleRelease(chart, values))).toEqual([]);
  });

  test('open to the cluster as the chart has it is an error in our own output, and likely a mistake elsewhere', () => {
    const release = exampleRelease('ingress', '{}');
    const said = '/spec/values neither admin.tls.client nor env.nginx_admin_ssl_verify_client: "on"';
    expect(found(release, true)).toEqual([`error ${said}`]);
    expect(found(release)).toEqual([`warning ${said}`]);
    const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: gateway, namespace: kong}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/name: gateway}}
  ingress: [{from: [{podSelector: {matchLabels: {app.kubernetes.io/name: controller}}}]}]
`;
    expect(found(`${release}---${policy}`)).toEqual([]);
  });
});

function rendered(listen: string, type: string, verify = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: kong-gateway, namespace: kong}
spec:
  selector: {matchLabels: {app: kong}}
  template:
    metadata: {labels: {app: kong}}
    spec:
      containers: [{name: proxy, image: "kong:3.9", env: [{name: KONG_ADMIN_LISTEN, value: "${listen}"}${verify}]}]
---
apiVersion: v1
kind: Service
metadata: {name: kong-gateway-admin, namespace: kong}
spec:
  type: ${type}
  selector: {app: kong}
  ports: [{name: proxy, port: 443, targetPort: 8443}, {name: admin, port: 443, targetPort: 8444}]
`;
}

describe('the Admin API of a gateway that is written out', () => {
  const encrypted = '0.0.0.0:8444 http2 ssl, [::]:8444 http2 ssl';
  const verify = ', {name: KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT, value: "on"}';
  const at = '/spec/template/spec/containers/0/env/0/value';
  test.each([
    ['LoadBalancer', encrypted, '', ['error /spec/ports/1 type LoadBalancer, port 8444']],
    ['NodePort', encrypted, '', ['error /spec/ports/1 type NodePort, port 8444']],
    ['ClusterIP', '0.0.0.0:8001', '', [`error ${at} 0.0.0.0:8001`]],
    ['LoadBalancer', encrypted, verify, []],
    ['LoadBalancer', '127.0.0.1:8444 http2 ssl', '', []],
    ['ClusterIP', encrypted, '', []],
    ['LoadBalancer', 'off', '', []],
  ])('with a Service of type %s and listening on %s%s', (type, listen, more, expected) => {
    expect(found(rendered(listen, type, more))).toEqual(expected);
  });
});

function binding(role: string, subject: string, rules?: string, kind = 'ClusterRoleBinding'): string {
  const own = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ${role}}
rules: ${rules}
---`;
  return `${rules === undefined ? '' : own}
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: all${kind === 'RoleBinding' ? ', namespace: prod' : ''}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "${role}"}
subjects: [{kind: ${subject.endsWith('anonymous') ? 'User' : 'Group'}, name: "${subject}", apiGroup: rbac.authorization.k8s.io}]
`;
}

describe('a role that everybody holds', () => {
  const reader = '[{apiGroups: [""], resources: [pods], verbs: [get, list, watch]}]';
  const writer = '[{apiGroups: [apps], resources: [deployments], verbs: [patch]}]';
  const secrets = '[{apiGroups: [""], resources: [secrets], verbs: [get]}]';
  test.each([
    ['error', 'view', 'system:anonymous', undefined],
    ['error', 'cluster-admin', 'system:unauthenticated', undefined],
    ['warning', 'of-another-set', 'system:unauthenticated', undefined],
    ['error', 'admin', 'system:authenticated', undefined],
    ['error', 'secret-reader', 'system:serviceaccounts', secrets],
    ['warning', 'writer', 'system:authenticated', writer],
  ])('is an %s: %s bound to %s', (severity, role, subject, rules) => {
    expect(found(binding(role, subject, rules))).toEqual([`${severity} /subjects/0 ${subject}`]);
  });

  test('in one namespace only is likely a mistake', () => {
    expect(found(binding('edit', 'system:authenticated', undefined, 'RoleBinding'))).toEqual([
      'warning /subjects/0 system:authenticated',
    ]);
  });

  test.each([
    ['system:public-info-viewer', 'system:unauthenticated', undefined],
    ['system:service-account-issuer-discovery', 'system:unauthenticated', undefined],
    ['system:discovery', 'system:authenticated', undefined],
    ['health', 'system:unauthenticated', '[{nonResourceURLs: [/livez, /readyz], verbs: [get]}]'],
    [
      'cluster-info',
      'system:anonymous',
      '[{apiGroups: [""], resources: [configmaps], resourceNames: [cluster-info], verbs: [get]}]',
    ],
    ['reader', 'system:authenticated', reader],
    ['cluster-admin', 'system:masters', undefined],
    ['cluster-admin', 'system:serviceaccounts:argocd', undefined],
  ])('is no finding: %s bound to %s', (role, subject, rules) => {
    expect(found(binding(role, subject, rules))).toEqual([]);
  });
});

function workload(kind: string, spec: string, namespace = 'prod', level?: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}${level === undefined ? '' : `, labels: {pod-security.kubernetes.io/enforce: ${level}}`}}
---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: agent, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: ${spec}
`;
}

describe('a pod that has its node', () => {
  const privileged = '{containers: [{name: a, image: x, securityContext: {privileged: true}}]}';
  const at = '/spec/template/spec';
  test.each([
    ['a Deployment', workload('Deployment', privileged), 'warning'],
    ['an agent of the node', workload('DaemonSet', privileged), 'notice'],
    ['a part of the system', workload('Deployment', privileged, 'kube-system'), 'notice'],
    ['a namespace opened for it', workload('Deployment', privileged, 'tools', 'privileged'), 'notice'],
    ['a namespace whose level refuses it', workload('DaemonSet', privileged, 'prod', 'baseline'), 'error'],
  ])('in %s is said as loud as it is sure', (_what, yaml, severity) => {
    expect(found(yaml)).toEqual([
      `${severity} ${at}/containers/0/securityContext/privileged privileged: true`,
    ]);
  });

  test('is found by its namespaces, capabilities and paths', () => {
    const spec = `{hostNetwork: true, hostPID: true, hostIPC: true,
      containers: [{name: a, image: x, securityContext: {capabilities: {add: [NET_BIND_SERVICE, SYS_ADMIN]}},
        volumeMounts: [{name: docker, mountPath: /docker, readOnly: true}, {name: logs, mountPath: /logs, readOnly: true}, {name: data, mountPath: /data}]}],
      volumes: [{name: docker, hostPath: {path: /var/run/docker.sock}}, {name: logs, hostPath: {path: /var/log}}, {name: data, hostPath: {path: /data}}, {name: own, emptyDir: {}}]}`;
    expect(found(workload('Deployment', spec))).toEqual([
      `warning ${at}/containers/0/securityContext/capabilities/add/1 SYS_ADMIN`,
      `warning ${at}/hostIPC hostIPC: true`,
      `warning ${at}/hostNetwork hostNetwork: true`,
      `warning ${at}/hostPID hostPID: true`,
      `warning ${at}/volumes/0/hostPath/path hostPath /var/run/docker.sock`,
      `notice ${at}/volumes/1/hostPath/path hostPath /var/log`,
      `warning ${at}/volumes/2/hostPath/path hostPath /data`,
    ]);
  });

  test('is none where it is shut in', () => {
    const spec =
      '{hostNetwork: false, containers: [{name: a, image: x, securityContext: {privileged: false, capabilities: {drop: [ALL]}}}]}';
    expect(found(workload('Deployment', spec))).toEqual([]);
  });
});
