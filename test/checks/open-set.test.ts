import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

/** Findings about what is missing, as `severity rule path`, and their messages. */
function found(yaml: string, open = true, given: readonly string[] = []) {
  const objects = parseAllDocuments(yaml).flatMap((document): Manifest[] => document.toJS() ?? []);
  const { findings } = check({ index: buildIndex(objects, { given }), given, open }, rules);
  return findings.filter(({ absent }) => absent !== undefined);
}

function said(yaml: string, given: readonly string[] = []) {
  return found(yaml, true, given).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

const pod = (name: string, more: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop}
spec: {${more}, containers: [{name: a, image: "a:1"}]}
---`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---';
const plugin = (name: string, where = 'shop') =>
  `\napiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: ${name}, namespace: ${where}}\nplugin: key-auth\n---`;
const route = (plugins: string) =>
  `\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop, annotations: {konghq.com/plugins: ${plugins}}}\nspec: {ingressClassName: kong, defaultBackend: {service: {name: web, port: {number: 80}}}}\n---`;
const kong = ['kong-crds', 'IngressClass kong', 'Service shop/web'];

describe('a set that may be a part of what the cluster gets', () => {
  it('says once that many need a ServiceAccount, and how to say that it is there', () => {
    const [finding, ...others] = found(
      namespace + ['a', 'b', 'c'].map((name) => pod(name, 'serviceAccountName: web')).join(''),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'notice',
      message: '3 Pods need ServiceAccount shop/web, which this set does not bring',
      mend: 'say that it is there: given: ["ServiceAccount shop/web"]',
    });
    expect(finding?.also).toHaveLength(2);
  });

  it('warns of a plugin where the set brings others of its namespace, for the route is served without it', () => {
    expect(said(namespace + route('key') + plugin('limit'), kong)).toEqual([
      'warning kong/missing-plugin /metadata/annotations/konghq.com~1plugins',
    ]);
    expect(said(namespace + route('key'), kong)).toEqual([
      'notice kong/missing-plugin /metadata/annotations/konghq.com~1plugins',
    ]);
  });

  it.each([
    ['another spelling', route('key-auth') + plugin('key_auth'), 'key_auth'],
    ['another letter case', route('key-auth') + plugin('Key-Auth'), 'Key-Auth'],
    ['another namespace', route('key-auth') + plugin('key-auth', 'web'), 'key-auth'],
  ])('has an error where the very object is there in %s', (_what, yaml, nearest) => {
    expect(found(namespace + yaml, true, [...kong, 'Namespace web'])).toMatchObject([
      { severity: 'error', rule: 'kong/missing-plugin', nearest },
    ]);
  });

  it('has an error where a store of the cluster is named as one of the namespace', () => {
    const yaml = `${namespace}
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: aws}
spec: {provider: {aws: {service: SecretsManager, region: eu-west-1}}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: db, namespace: shop}
spec: {secretStoreRef: {name: aws}, target: {name: db}, data: [{secretKey: p, remoteRef: {key: db}}]}
`;
    expect(said(yaml, ['external-secrets'])).toEqual(['error secrets/missing-object /spec/secretStoreRef']);
  });

  it('expects anything in a namespace where a chart that is not known installs', () => {
    const release = `${namespace}
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cart, namespace: shop}
spec: {interval: 1h, chart: {spec: {chart: cart, version: 1.0.0, sourceRef: {kind: HelmRepository, name: charts}}}}
---`;
    const yaml = release + route('key-auth') + plugin('limit');
    const given = [...kong, 'HelmRepository shop/charts'];
    expect(said(yaml, given)).toEqual([
      'notice kong/missing-plugin /metadata/annotations/konghq.com~1plugins',
    ]);
  });

  it('misses nothing of the pods that a cluster runs by itself', () => {
    const yaml =
      'apiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: kube-system}\nspec: {selector: {component: kube-apiserver}, ports: [{port: 6443}]}';
    expect(said(yaml)).toEqual([]);
  });

  it('says nothing of a name that is still to be filled in', () => {
    expect(said(namespace + pod('a', 'serviceAccountName: "$' + '{APP}"'))).toEqual([]);
  });
});

it('in a complete set everything that is missing is an error, at each place', () => {
  const yaml = namespace + pod('a', 'serviceAccountName: web') + pod('b', 'serviceAccountName: web');
  expect(found(yaml, false).map(({ severity }) => severity)).toEqual(['error', 'error']);
});

describe('what other things bring is there', () => {
  const canary = `${namespace}
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: {name: web, namespace: shop}
spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, service: {port: 80}}
---`;

  it('Flagger makes the Service of a canary', () => {
    const backend = route('""').replace('name: web, port', 'name: web-primary, port');
    expect(found(canary + backend, true, ['kong-crds', 'IngressClass kong'])).toEqual([]);
  });

  it('cert-manager makes the certificate of an Ingress that asks for it', () => {
    const ingress = (annotations: string) =>
      `${namespace}\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop, annotations: {${annotations}}}\nspec: {ingressClassName: kong, tls: [{hosts: [a.example.com], secretName: web-tls}], defaultBackend: {service: {name: web, port: {number: 80}}}}`;
    expect(said(ingress('cert-manager.io/cluster-issuer: acme'), kong)).toEqual([]);
    expect(said(ingress(''), kong)).toEqual(['notice secrets/missing-secret /spec/tls/0/secretName']);
  });
});

describe('of another release of a CRD nobody knows here', () => {
  const route = (more: string) => `${namespace}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec: {parentRefs: [{name: edge}], rules: [{${more}}]}
`;
  const severities = (yaml: string) => {
    const objects = parseAllDocuments(yaml).flatMap((document): Manifest[] => document.toJS() ?? []);
    return check({ index: buildIndex(objects), given: [], open: true }, rules)
      .findings.filter(({ rule }) => rule.startsWith('schema/'))
      .map(({ severity, rule }) => `${severity} ${rule}`);
  };

  it('a field that is spelled like none that is known is a warning, and a slip of the pen an error', () => {
    expect(severities(route('quota: 3'))).toEqual(['warning schema/unknown-field']);
    expect(severities(route('machtes: []'))).toEqual(['error schema/unknown-field']);
  });

  it('what somebody is to fill in is not judged', () => {
    expect(severities(route('timeouts: {request: <your time-out>}'))).toEqual([]);
  });

  it('a template that External Secrets renders is judged, and one that Helm renders first is not', () => {
    const rulesOf = (template: string) => {
      const yaml = `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: web, namespace: shop}\nspec: {secretStoreRef: {name: store}, target: {template: {data: {url: '${template}'}}}, data: [{secretKey: key, remoteRef: {key: web}}]}\n`;
      const given = ['external-secrets', 'Namespace shop', 'SecretStore shop/store'];
      const objects = parseAllDocuments(yaml).map((document): Manifest => document.toJS());
      return check({ index: buildIndex(objects, { given }), given, open: true }, rules)
        .findings.filter(({ rule }) => rule === 'secrets/template')
        .map(({ severity, found: what }) => `${severity} ${what}`);
    };
    expect(rulesOf('{{ .key | base64 }}')).toEqual([
      'error function "base64" not defined, at line 1, column 11 of the text',
    ]);
    expect(rulesOf('{{ .kye }}')).toEqual(['error .kye']);
    expect(rulesOf('{{ .key }}{{ .Values.more | base64 }}')).toEqual([]);
    expect(rulesOf('{{ include "web.url" . }}')).toEqual([]);
  });

  it('two braces that begin no template are a value like any other', () => {
    expect(
      severities(route("quota: 3, matches: [{method: '{{'}]")).filter((one) => one.endsWith('enum')),
    ).toEqual(['warning schema/enum']);
    expect(severities(route("matches: [{method: '{{ .Values.method }}'}]"))).toEqual([]);
  });
});
