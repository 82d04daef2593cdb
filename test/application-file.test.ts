import { libraryOf } from '../config/library';
import { judgeFile } from '../config/parse';
import { compile } from '../main';
import { referenceText } from './reference/reference';

/** One file that a person who knows Kubernetes writes... */
const file = `# applications/cafe.yaml
image: registry.example.com/cafe:1.0
defaults:
  ports: {http: {port: 8080, protocol: http}}
  readinessProbe: {httpGet: {path: /ready, port: 8080}}
services:
  menu:
    calls: [kitchen]
    versions:
      v1: {}
      v2: {weight: 5, image: "registry.example.com/cafe:1.1"}
  kitchen:
    calls: [cellar]
  cellar:
    env:
      KEY: {secret: cafe/cellar, property: key}
publish:
  routes:
    cafe:
      host: cafe.example.com
      paths: {/: menu}
`;

/** ...and two lines of a cluster file. */
const lines = `  cafe:
    replicas: 2
`;

test.each(['app-mesh', 'kong-mesh'])(
  'one file and two lines of a cluster file add three services, a canary, a secret and a public route on %s',
  (mesh) => {
    const text = `${referenceText(`us-west-2-${mesh}`).replace(/applications:[\s\S]*/, 'applications:\n')}${lines}`;
    const { config, problems } = judgeFile(
      { name: 'clusters/shop.yaml', text },
      libraryOf([], [{ name: 'applications/cafe.yaml', text: file }]),
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (config === undefined) throw new Error('no cluster');
    const { diagnostics, files } = compile(config);
    expect(diagnostics).toEqual([]);
    const yaml = [...files]
      .filter(([path]) => path.endsWith('/cafe.yaml'))
      .map(([, content]) => content)
      .join('---\n');
    for (const name of ['menu-v1', 'menu-v2', 'kitchen-v1', 'cellar-v1']) {
      expect(yaml).toMatch(new RegExp(`kind: Deployment\nmetadata:\n  name: ${name}\n`));
    }
    expect(yaml).toContain('replicas: 2');
    expect(yaml).toMatch(/weight: 95[\s\S]*weight: 5\b/);
    expect(yaml).toMatch(/kind: ExternalSecret\nmetadata:\n {2}name: cafe-cellar\n[\s\S]*property: key/);
    expect(yaml).toMatch(/kind: Ingress\n[\s\S]*host: cafe\.example\.com/);
    const permissions = [...files].find(([path]) =>
      path.includes('cafe-external-secrets.permissions.json'),
    )?.[1];
    expect(permissions).toContain(':secret:cafe/cellar-??????');
  },
);
