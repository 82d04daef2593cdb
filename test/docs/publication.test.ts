import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectOf, publishedOf, publishingCluster } from '../charts/application/publication/published';
import { repository } from '../repository';

const pages = ['publication.md', 'authentication.md', 'rotate-a-key.md'];

function example(name: string): string {
  return readFileSync(join(repository, 'test/fixtures/applications', name), 'utf8');
}

function blocks(page: string): readonly string[] {
  const text = readFileSync(join(repository, 'docs', page), 'utf8');
  return [...text.matchAll(/^ *```yaml\n([\s\S]*?)^ *```$/gm)].map(([, block = '']) => block);
}

function unindented(text: string): string {
  return text.replace(/^\s+/gm, '').trim();
}

const quoted = pages.flatMap((page) =>
  blocks(page).flatMap((block) => {
    const [, file] = /^# applications\/(\S+)\n/.exec(block) ?? [];
    return file === undefined ? [] : [[page, file, block.replace(/^.*\n/, '')] as const];
  }),
);

test.each(quoted)('what docs/%s quotes of %s stands in it', (_page, file, text) => {
  expect(unindented(example(file))).toContain(unindented(text));
});

const own = ['shop.yaml', 'machines.yaml', 'tokens.yaml', 'partners.yaml'];

test.each(own)('applications/%s is the file that is tested', (file) => {
  const path = join(repository, 'applications', file);
  // Whoever uses the repository for applications of their own has removed the examples.
  if (existsSync(path)) expect(readFileSync(path, 'utf8')).toBe(example(file));
});

const openSource = '  version: "3.9"';
const enterprise = '  version: "3.10"\n  license: {secret: kong/license}';

test.each([
  ['shop.yaml', enterprise],
  ['machines.yaml', enterprise],
  ['tokens.yaml', openSource],
  ['partners.yaml', openSource],
])('%s is synthesised on its gateway, and nothing is said against it', (file, gateway) => {
  const made = publishedOf(example(file), publishingCluster(gateway));
  expect([made.problems, made.diagnostics]).toEqual([[], []]);
});

test('who reads may not write: the routes of partners differ in method and in groups', () => {
  const made = publishedOf(example('partners.yaml'), publishingCluster(openSource));
  const said = (name: string) => {
    const { annotations = {} } = objectOf(made, 'Ingress', name).metadata;
    return [annotations['konghq.com/methods'], annotations['konghq.com/plugins']];
  };
  expect([said('read'), said('write')]).toEqual([
    ['GET', 'keys,readers'],
    ['POST,PUT', 'keys,writers'],
  ]);
});

test('the two credentials of a page that changes a key are those of one consumer', () => {
  const [block = ''] = blocks('rotate-a-key.md');
  const { publish } = parse(block.replace(/^ {3}/gm, ''));
  const route = {
    routes: { r: { paths: { '/': 'web' }, plugins: ['keys'] } },
    plugins: { keys: { plugin: 'key-auth' } },
  };
  const made = publishedOf(
    `image: registry.example.com/shop:1.0
defaults: {ports: {http: {port: 8080, protocol: http}}, readinessProbe: {httpGet: {path: /ready, port: 8080}}}
services: {web: {}}
publish: ${JSON.stringify({ ...route, ...publish })}
`,
    publishingCluster(openSource),
  );
  expect([made.problems, made.diagnostics]).toEqual([[], []]);
  expect(objectOf(made, 'KongConsumer', 'acme').credentials).toEqual(['acme-key', 'acme-key-2026-12']);
});
