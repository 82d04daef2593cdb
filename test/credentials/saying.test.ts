import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCommand } from '../../commands/check';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { explainCluster } from '../../config/explain';
import { libraryOf } from '../../config/library';
import { parseClusters } from '../../config/parse';
import { expectNothingShown, key, outputOf, readable, token, url } from './planted';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saying-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const formats = ['text', 'json', 'sarif', 'github', 'junit', 'gitlab'] as const;

const checked = (...argv: readonly string[]) => outputOf((world) => checkCommand([folder, ...argv], world));

function said(text: string): readonly string[] {
  writeFileSync(join(folder, 'objects.yaml'), text);
  return formats.map((format) => checked('--format', format, '--min-severity', 'notice'));
}

/** The counts, a baseline of the findings, and what is said of it when all of them are mended. */
function countsAndBaseline(): readonly string[] {
  const counts = checked('--summary');
  const baseline = join(folder, 'baseline.json');
  checked('--write-baseline', baseline);
  writeFileSync(join(folder, 'objects.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
  const mended = (['text', 'json'] as const).map((format) =>
    checked('--exclude', 'baseline.json', '--baseline', baseline, '--format', format),
  );
  const known = readFileSync(baseline, 'utf8');
  rmSync(baseline);
  return [counts, known, ...mended];
}

/** Objects with a mistake near each credential, so that many rules have something to say of them. */
const objects: Readonly<Record<string, string>> = {
  'a variable, with a neighbour on its line': `
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: prod}
spec: {containers: [{name: shop, image: shop, env: [{name: DB_PASSWORD, value: ${readable}}, {nmae: X, value: 1}], imagePullPolicy: ${token}}]}
`,
  'names, namespaces, labels and annotations': `
apiVersion: v1
kind: Service
metadata:
  name: ${token}
  namespace: ${token}
  labels: {app: "${key}", "${token}": x}
  annotations: {konghq.com/plugins: "${token}", konghq.com/protocol: "${key}", "konghq.com/${token}": "x"}
spec: {selector: {app: "${token}"}, ports: [{port: "${token}", name: "${key}"}], type: ${token}}
`,
  'keys and kinds that no schema knows': `
apiVersion: ${token}/v1
kind: ${token}
metadata: {name: shop}
---
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: shop, namespace: prod}
plugin: ${token}
config: {${token}: 1, password: ${readable}, minute: "${key}", redis: {password: ${readable}, host: "${url}"}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: prod}
spec: {parentRefs: [{name: ${token}}], hostnames: ["${token}"], rules: [{backendRefs: [{name: "${key}", port: 80}], matches: [{path: {type: PathPrefix, value: "${url}"}}]}]}
`,
  'a Secret': `
apiVersion: v1
kind: Secret
metadata: {name: shop, namespace: prod, labels: {a: "${readable}!"}}
type: Opaque
stringData: {note: ${readable}, other: {wrong: ${readable}}, number: 12}
data: {note: ${Buffer.from(readable).toString('base64')}, wrong: "${readable}"}
`,
  'a text of several lines': `
apiVersion: v1
kind: ConfigMap
metadata: {name: shop, namespace: prod}
data:
  app.yaml: |
    url: ${url}
    password: ${readable}
    token: ${token}
  wrong: [1, "${key}"]
  "quoted": "a \\"${token}\\" and
    ${key}"
# password: ${readable}
`,
  'duplicate keys': `
apiVersion: v1
kind: ConfigMap
metadata: {name: shop, namespace: prod}
data: {password: ${readable}, password: ${readable}, "${token}": a, "${token}": b}
`,
  'something that is no object': `
apiVersion: v1
metadata: {name: shop}
password: ${readable}
${token}: ${key}
---
- ${token}
- password: ${readable}
`,
  'a tag, an alias and a key that is none': `
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data: {a: !${token} x, b: *${token}, ? [${token}] : "${key}", password: !x ${readable}}
`,
};

describe('no report shows a credential', () => {
  it.each(Object.keys(objects))('of %s', (name) => {
    expectNothingShown([...said(objects[name] ?? ''), ...countsAndBaseline()]);
  });

  it.each([
    ['an unclosed quote', `data:\n  password: "${readable}\n  token: ${token}\n`],
    ['an unclosed bracket', `data: {password: ${readable}, token: ${token}\n`],
    ['a tab', `data:\n\tpassword: ${readable}\n\ttoken: ${token}\n`],
    ['a stray colon', `data:\n  url: x: ${url}\n  password: ${readable}: x\n`],
    ['a bad escape', `data:\n  password: "${readable}\\q"\n`],
    ['bad indentation', `data:\n    a: 1\n  password:\n     ${readable}\n   b: ${key}\n`],
    ['a variable', `env:\n  - name: DB_PASSWORD\n    value: ${readable} : x\n   bad: ]\n`],
    ['a template', `data:\n  {{ if x }}\n  password: ${readable}\n  {{ end }}\n`],
    [
      'a Secret',
      `kind: Secret\nstringData:\n  note: ${readable}: x\n  more: |\n    ${readable}\n   - ${key}\n`,
    ],
  ])('of what cannot be read for %s', (_, text) => {
    expectNothingShown(said(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\n${text}`));
  });

  it.each([
    [
      'where a name of a secret belongs',
      `gateway: {mode: kic, version: "3.10", license: {secret: "${url}"}}`,
    ],
    ['beside a wrong value', `gateway: {mode: ${token}, version: "${key}", replicas: ${token}}`],
    ['under an unknown key', `gateway: {mode: kic, version: "3.9", password: ${readable}, ${token}: 1}`],
    [
      'in values of a chart',
      `gateway: {mode: kic, version: "3.9"}\nhelm: {kong: {values: {env: {password: ${readable}, x: 01, y: on}}}}`,
    ],
    [
      'in a patch',
      `gateway: {mode: kic, version: "3.9"}\npatches: [{target: {kind: Deployment, name: "${token}"}, operations: [{op: add, path: "${key}", value: {password: ${readable}}}]}]`,
    ],
    ['in what is no YAML', `gateway: {password: ${readable}, token: ${token}`],
  ])('of a cluster file, %s', (_, text) => {
    const file = `aws: {region: eu-west-1, account: "123456789012", eksCluster: a, oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/0}\ndelivery: {engine: flux, repository: "https://github.com/example/platform"}\n${text}\n`;
    const parsed = parseClusters([{ name: 'clusters/a.yaml', text: file }]);
    const problems = 'problems' in parsed ? parsed.problems : parsed.notices;
    expectNothingShown([render(problemDiagnostics(problems), { colour: false })]);
  });

  it.each([
    [
      'in a variable, beside a wrong one',
      `env: {DB_PASSWORD: {value: ${readable}}, API_TOKEN: ${token}, X: {valu: "${url}"}}`,
    ],
    [
      'in a name',
      `image: "shop:${token}", command: ["${key}", --password, ${readable}], healthCheck: {path: "${url}"}`,
    ],
    ['under an unknown key', `password: ${readable}, ${token}: "${key}"`],
    ['in what is no YAML', `password: "${readable}, token: ${token}`],
  ])('of an application file and of a base, %s', (_, text) => {
    const inText = `services: {shop: {versions: {v1: {${text}}}}}\n`;
    const cluster = { name: 'clusters/a.yaml', text: `extends: [_base]\napplications: {shop: {}}\n` };
    for (const [files, applications] of [
      [[cluster, { name: 'clusters/_base.yaml', text: `applications: {shop: {${inText.trim()}}}\n` }], []],
      [[cluster], [{ name: 'applications/shop.yaml', text: `namespace: shop\n${inText}` }]],
      [[], [{ name: 'applications/unnamed.yaml', text: `namespace: shop\n${inText}` }]],
    ] as const) {
      const parsed = parseClusters(files, applications);
      const problems = 'problems' in parsed ? parsed.problems : parsed.notices;
      expectNothingShown([render(problemDiagnostics(problems), { colour: false })]);
    }
  });

  it('of a merged file whose lines are explained', () => {
    const values = `env: {DB_PASSWORD: ${readable}, B: "${url}", C: [--password, ${readable}], "${token}": "${key}"}`;
    const cluster = {
      name: 'clusters/a.yaml',
      text: `extends: [_base]\napplications: {shop: {}}\nhelm: {kong: {values: {${values}}}}\n`,
    };
    const library = libraryOf(
      [{ name: 'clusters/_base.yaml', text: `gateway: {mode: "${token}"}\n` }],
      [{ name: 'applications/shop.yaml', text: `services: {shop: {${values}}}\n` }],
    );
    for (const path of [[], ['applications', 'shop', 'services', 'shop', 'env', 'DB_PASSWORD']]) {
      const explained = explainCluster(cluster, library, path);
      expectNothingShown(['text' in explained ? explained.text : '']);
    }
  });
});
