import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { helmChartVersions, kongMeshChart } from '../../charts/versions';
import { compile } from '../../main';
import { groupOf, type Manifest } from '../../references/manifest';
import { BuiltCluster } from '../charts/objects';
import { applicationFiles, clusterOf } from '../mesh/clusters';
import { quotedFile, referenceText } from '../reference/reference';
import { repository as root } from '../repository';
import { RepositoryCopy } from '../repository-copy';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The fenced blocks of one language. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text]) =>
    name === language && text !== undefined ? [text] : [],
  );
}

const yamlBlocks = blocks('yaml').flatMap((text) => {
  if (!text.startsWith('# ')) return [];
  const [first = '', ...rest] = text.split('\n');
  return [[first.replace('# ', ''), rest.join('\n')] as const];
});

/** Lines without their indentation, which a block of a page loses. */
function unindented(text: string): string {
  return text.replace(/^\s+/gm, '').trim();
}

test.each(yamlBlocks)('the snippet of %s stands in it', (file, snippet) => {
  expect(unindented(readFileSync(quotedFile(file), 'utf8'))).toContain(unindented(snippet));
});

test('five lines add a service, with all that it needs, on either mesh', () => {
  const [lines = '-'] = blocks('yaml').filter((text) => !text.startsWith('# '));
  expect(lines.trimEnd().split('\n')).toHaveLength(1 + 5);
  const applications = applicationFiles().map(({ name, text }) => ({
    name,
    text: name.endsWith('/dj.yaml') ? text.replace('services:\n', lines) : text,
  }));
  for (const mesh of ['app-mesh', 'kong-mesh']) {
    const file = `clusters/us-west-2-${mesh}.yaml`;
    const { diagnostics, files } = compile(clusterOf(file, referenceText(`us-west-2-${mesh}`), applications));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(files.get('50-workloads/dj.yaml')).toContain('name: swing-v1');
  }
});

test('the move from App Mesh to Kong Mesh is one line of the cluster file', () => {
  const lines = (name: string) =>
    referenceText(name)
      .split('\n')
      .filter((line) => !line.startsWith('#'));
  const before = lines('us-west-2-app-mesh');
  const after = lines('us-west-2-kong-mesh');
  const changed = before.flatMap((line, index) =>
    line === after[index] ? [] : [`-${line}`, `+${after[index]}`],
  );
  expect(after).toHaveLength(before.length);
  expect(
    blocks('diff')[0]
      ?.split('\n')
      .filter((line) => /^[-+]/.test(line)),
  ).toEqual(changed);
});

test('the move makes the objects go and come that the README lists', () => {
  const mesh = ['appmesh.k8s.aws', 'kuma.io'];
  const named = (name: string) =>
    BuiltCluster.reference(name).manifests.flatMap((object: Manifest) => {
      const group = groupOf(object.apiVersion);
      const { namespace, name: own } = object.metadata;
      const kind = object.kind === 'Mesh' ? `Mesh (${group})` : object.kind;
      return mesh.includes(group) ? [`${kind} ${namespace === undefined ? '' : `${namespace}/`}${own}`] : [];
    });
  const listed = (blocks('text').find((text) => text.startsWith('- ')) ?? '').trim().split('\n');
  expect(listed).toEqual([
    ...named('us-west-2-app-mesh')
      .toSorted()
      .map((name) => `- ${name}`),
    ...named('us-west-2-kong-mesh')
      .toSorted()
      .map((name) => `+ ${name}`),
  ]);
});

test('the versions are those of the charts that are installed', () => {
  const {
    'appmesh-controller': appMesh,
    'cert-manager': certManager,
    'external-secrets': secrets,
    ingress,
    kong,
  } = helmChartVersions;
  for (const version of [
    appMesh.version,
    certManager.version,
    secrets.version,
    ingress.version,
    kong.version,
    kongMeshChart('2.13').version,
    kongMeshChart('2.14').version,
  ]) {
    expect(readme.slice(readme.indexOf('## Versions'))).toContain(version);
  }
});

describe('the commands', () => {
  const copy = new RepositoryCopy();
  afterAll(() => copy.remove());
  const run = (command: string) => copy.shell(command);
  const lock = join(copy.folder, 'dist/us-west-2-app-mesh/meshwright.lock.json');

  it('add a cluster', () => {
    const [, , ...commands] = blocks('sh');
    expect(commands).toHaveLength(1);
    const { status, stderr } = run(commands[0] ?? '');
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
    const text = readFileSync(join(copy.folder, 'dist/us-east-1-app-mesh/30-mesh/dj.yaml'), 'utf8');
    expect(parseAllDocuments(text).length).toBe(8);
  });

  it('check YAML: a whole cluster is clean, a part of it lacks its Services, and a rule explains itself', () => {
    const lines = (blocks('text').find((text) => text.startsWith('npm run check')) ?? '').trim().split('\n');
    const [whole, part, explained] = lines.map((line) => run(line.replace('npm run', 'npm run -s')));
    expect([lines.length, whole?.status, part?.status, explained?.status]).toEqual([3, 0, 0, 0]);
    expect(part?.stdout).toContain('Service prod/jazz');
    expect(explained?.stdout).toContain('kong/missing-plugin');
  });

  it('say what is wrong with a cluster file, and write nothing', () => {
    const before = readFileSync(lock, 'utf8');
    const { status, stderr } = run(
      `sed -i 's/account: .*/account: 012345678901/' clusters/us-west-2-app-mesh.yaml && npm run -s synth`,
    );
    const shown = blocks('text').find((text) => text.startsWith('error')) ?? '-';
    expect(status).toBe(1);
    expect(stderr).toContain(shown.trim());
    expect(readFileSync(lock, 'utf8')).toBe(before);
  });
});

/** Whether a file is there, and in it the heading whose anchor the link names, as code hosts make anchors of headings. */
function leads(link: string): boolean {
  const [path = '', anchor] = link.split('#');
  if (!existsSync(join(root, path))) return false;
  if (anchor === undefined) return true;
  const headings = [...readFileSync(join(root, path), 'utf8').matchAll(/^#+ (.*)$/gm)];
  return headings.some(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-') === anchor,
  );
}

test('every page that it links to is there', () => {
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, link]) =>
    link === undefined ? [] : [link],
  );
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) expect([link, leads(link)]).toEqual([link, true]);
});
