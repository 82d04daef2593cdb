import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { version } from '../../package.json';
import { dig, items, text } from '../../references/fields';
import { repository } from '../repository';
import { Folder, packedFiles } from './installation';

const workflow: unknown = parse(readFileSync(join(repository, '.github/workflows/release.yml'), 'utf8'));
const steps = items(dig(workflow, 'jobs', 'package', 'steps'));
const runs = steps.map((step) => text(dig(step, 'run')) ?? '');
const publishing = runs.find((run) => run.includes('npm publish')) ?? '';
const tag = `refs/tags/v${version}`;
const there = new Folder();

/** Runs the step that publishes, as the workflow does, for a commit or a tag. */
const publish = (REF: string, environment: Readonly<Record<string, string>> = {}) =>
  there.run(`cd '${repository}'\n${publishing}`, { environment: { REF, ...environment } });

test('without a tag of the version, npm tries to publish what was packed, and nothing leaves the machine', () => {
  // The package is built already, by the pack that these tests are run from.
  const { status, stdout, stderr } = publish('refs/heads/main', { npm_config_ignore_scripts: 'true' });
  expect({ status, stdout, ...(status === 0 ? {} : { stderr }) }).toEqual({
    status: 0,
    stdout: `+ meshwright@${version}\n`,
  });
  expect(stderr).toMatch(/public access \(dry-run\)/);
  expect(stderr).toContain(`total files: ${packedFiles.length}\n`);
});

test('a tag of the version publishes with provenance, and any other only tries', () => {
  const bin = join(there.path, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $*"\n');
  chmodSync(join(bin, 'npm'), 0o755);
  const PATH = `${bin}${delimiter}${process.env.PATH}`;
  expect(publish(tag, { PATH }).stdout).toBe('npm publish --access public --provenance\n');
  for (const ref of [`${tag}-rc.1`, `refs/heads/v${version}`, 'refs/tags/v999.0.0', 'refs/heads/main'])
    expect(publish(ref, { PATH }).stdout).toBe('npm publish --access public --dry-run\n');
});

test('it is published after its tests and its list of parts, by a job that may do no more than say whose it is', () => {
  const position = (words: string) => runs.findIndex((run) => run.includes(words));
  expect(position('npm run test:package')).toBeGreaterThan(position('npm ci'));
  expect(position('npm run -s sbom')).toBeGreaterThan(0);
  expect(position('npm publish')).toBeGreaterThan(Math.max(position('test:package'), position('sbom')));
  expect(dig(workflow, 'permissions')).toEqual({});
  expect(dig(workflow, 'jobs', 'package', 'permissions')).toEqual({
    contents: 'read',
    'id-token': 'write',
  });
  const uses = steps.flatMap((step) => text(dig(step, 'uses')) ?? []);
  expect(uses.filter((each) => !/@[0-9a-f]{40}$/.test(each))).toEqual([]);
});

test('the list of parts is a CycloneDX document that names what is bundled', () => {
  const listing = runs.find((run) => run.includes('sbom')) ?? '';
  const file = join(there.path, 'sbom.cdx.json');
  there.must(`cd '${repository}'\n${listing.replace('sbom.cdx.json', `'${file}'`)}`);
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(document).toMatchObject({ bomFormat: 'CycloneDX' });
  const names = items(dig(document, 'components')).map((component) => dig(component, 'name'));
  expect(names).toEqual(expect.arrayContaining(['cdk8s', 'zod', 'yaml']));
});
