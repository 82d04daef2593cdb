import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff } from '../../commands/diff';
import { topology } from '../../commands/topology';
import { expectNothingShown, key, outputOf, readable, token, url } from './planted';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saying-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The page of the pictures, and the differences: to other values under the same names, and to nothing, both ways. */
function shownOf(text: string): readonly string[] {
  const outputs = {
    one: text,
    other: text.replaceAll(readable, `${readable}-2`).replaceAll('Mackerel17', 'Mackerel17-2'),
    none: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
  };
  for (const [name, content] of Object.entries(outputs)) {
    mkdirSync(join(folder, name, 'cluster'), { recursive: true });
    writeFileSync(join(folder, name, 'cluster', 'objects.yaml'), content);
  }
  const [one, other, none] = Object.keys(outputs).map((name) => join(folder, name));
  const page = join(folder, 'page.html');
  outputOf((world) => topology(['--out', one ?? '', '--html', page], world));
  const differences = ['text', 'json', 'markdown'].flatMap((format) =>
    [
      [one, other],
      [one, none],
      [none, one],
    ].map(([base = '', head = '']) =>
      outputOf((world) => diff([base, head, '--all', '--format', format], world)),
    ),
  );
  return [readFileSync(page, 'utf8'), ...differences];
}

/** Objects that pictures and risks are made of. */
const outputObjects: Readonly<Record<string, string>> = {
  'a Secret': `
apiVersion: v1
kind: Secret
metadata: {name: shop, namespace: prod}
stringData: {note: ${readable}}
data: {blob: ${Buffer.from(readable).toString('base64')}}
`,
  'a Deployment, by its variables, arguments and annotations': `
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: prod, annotations: {last: '{"env": [{"name": "DB_PASSWORD", "value": "${readable}"}]}'}}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: shop:${token}
          env: [{name: DB_PASSWORD, value: ${readable}}, {name: DB, value: "${url}"}]
          args: [--password, ${readable}, --secret-key=${key}, "${url}"]
`,
  'routes and plugins': `
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: prod}
spec: {selector: {app: shop}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: prod, annotations: {konghq.com/plugins: "${token}"}}
spec: {ingressClassName: kong, rules: [{host: "${token}.example.com", http: {paths: [{path: "/${token}", pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}}]}
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: shop, namespace: prod}
plugin: rate-limiting
config: {minute: 5, redis: {password: ${readable}, host: "${url}"}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshExternalService
metadata: {name: out, namespace: prod, labels: {kuma.io/mesh: shop}}
spec: {match: {type: HostnameGenerator, port: 80, protocol: http}, endpoints: [{address: "${token}.example.com", port: 80}]}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: shop, namespace: prod}
spec: {secretStoreRef: {name: shop, kind: SecretStore}, target: {name: made, template: {data: {password: ${readable}}}}, data: [{secretKey: key, remoteRef: {key: "${token}"}}]}
`,
  'values of charts': `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: kong}
spec: {chart: {spec: {chart: ingress}}, values: {env: {pg_password: ${readable}}, list: [{name: PGPASSWORD, value: ${readable}}], url: "${url}"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: kong, namespace: argocd}
spec: {project: kong, source: {chart: ingress, helm: {values: "{env: {pg_password: ${readable}}}", parameters: [{name: env.password, value: ${readable}}]}}}
`,
};

it.each(Object.keys(outputObjects))('no picture and no difference shows a credential of %s', (name) => {
  expectNothingShown(shownOf(outputObjects[name] ?? ''));
});
