import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClusters } from '../../commands/read-clusters';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { edge, zone } from '../config/bad-files';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clusters-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);

function said(from = folder): string {
  const read = readClusters(from);
  const problems = 'problems' in read ? read.problems : read.notices;
  return render(problemDiagnostics(problems), { colour: false }).replaceAll(folder, 'FOLDER');
}

function names(): string[] {
  const read = readClusters(folder);
  return 'clusters' in read ? read.clusters.map((cluster) => cluster.name) : [];
}

test('every .yaml and .yml file is a cluster, in the order of their names; other files are not', () => {
  write('b.yml', edge);
  write('a.yaml', zone);
  write('schema.json', '{}');
  write('README.md', '# not a cluster');
  write('c.yaml~', 'not a cluster');
  expect(names()).toEqual(['a', 'b']);
});

test('a symbolic link to a file is a file', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  writeFileSync(join(elsewhere, 'x'), edge);
  symlinkSync(join(elsewhere, 'x'), join(folder, 'linked.yaml'));
  expect(names()).toEqual(['linked']);
  rmSync(elsewhere, { recursive: true });
});

test('a folder that is missing', () => {
  expect(said(join(folder, 'none'))).toMatchInlineSnapshot(`
   "error: cannot be read
   --> FOLDER/none
    = found:    nothing there
    = expected: a folder with cluster files
    = mend:     name the folder with --clusters
   "
  `);
});

test('a file where a folder is asked for', () => {
  write('a.yaml', edge);
  expect(said(join(folder, 'a.yaml'))).toMatchInlineSnapshot(`
   "error: cannot be read
   --> FOLDER/a.yaml
    = found:    not a folder
    = expected: a folder with cluster files
    = mend:     name the folder with --clusters
   "
  `);
});

test('a folder without cluster files', () => {
  write('README.md', '');
  expect(said()).toMatchInlineSnapshot(`
   "error: no cluster file
   --> FOLDER
    = found:    no file that ends in .yaml or .yml
    = expected: one file for each cluster
    = mend:     write one, as meshwright init does, or name another folder with --clusters
   "
  `);
});

test('a folder with the name of a file, beside a file that is wrong', () => {
  mkdirSync(join(folder, 'dir.yaml'));
  write('edge.yaml', edge.replace('mode: kic', 'mode: kick'));
  expect(said()).toMatchInlineSnapshot(`
   "error: not a file
   --> FOLDER/dir.yaml
    = found:    a folder
    = expected: a YAML file
    = mend:     rename or remove it

   error: gateway.mode: unknown value
     --> FOLDER/edge.yaml:10:9
      |
   10 |   mode: kick
      |         ^^^^
      = found:    kick
      = expected: one of kic, konnect-kic, konnect-data-plane, kong-operator, konnect-operator
      = mend:     write kic
   "
  `);
});

test('a link that leads nowhere, and one that leads to itself', () => {
  symlinkSync(join(folder, 'none'), join(folder, 'a.yaml'));
  symlinkSync('b.yaml', join(folder, 'b.yaml'));
  expect(said()).toMatchInlineSnapshot(`
   "error: cannot be read
   --> FOLDER/a.yaml
    = found:    nothing there
    = expected: a file that can be read
    = mend:     correct its permissions, or remove it

   error: cannot be read
   --> FOLDER/b.yaml
    = found:    a symbolic link that leads to itself
    = expected: a file that can be read
    = mend:     correct its permissions, or remove it
   "
  `);
});

test('a file with a zero byte, and one that is not UTF-8', () => {
  write('a.yaml', Buffer.concat([Buffer.from(edge), Buffer.from([0])]));
  write('b.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]));
  expect(said()).toMatchInlineSnapshot(`
   "error: not text
   --> FOLDER/a.yaml
    = found:    a zero byte
    = expected: YAML in UTF-8
    = mend:     save the file as UTF-8 text

   error: not text
   --> FOLDER/b.yaml
    = found:    bytes that are not UTF-8
    = expected: YAML in UTF-8
    = mend:     save the file as UTF-8 text
   "
  `);
});

test('a file over 1 MiB is refused by its size', () => {
  write('a.yaml', edge);
  truncateSync(join(folder, 'a.yaml'), 1024 * 1024 + 1);
  expect(said()).toMatchInlineSnapshot(`
   "error: file too large
   --> FOLDER/a.yaml
    = found:    1048577 bytes
    = expected: at most 1048576 bytes; a cluster file has about 50 lines
    = mend:     check that this is a cluster file
   "
  `);
});

test('a file that may not be read', () => {
  write('a.yaml', edge);
  chmodSync(join(folder, 'a.yaml'), 0);
  // The superuser may read every file, so there is nothing to refuse.
  const superuser = process.getuid?.() === 0;
  expect(said().includes('permission denied')).toBe(!superuser);
});

test('one file that cannot be read keeps the others from being clusters', () => {
  write('a.yaml', edge);
  mkdirSync(join(folder, 'b.yaml'));
  expect(names()).toEqual([]);
});
