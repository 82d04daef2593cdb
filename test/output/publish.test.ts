import * as fs from 'node:fs';
import { join } from 'node:path';
import { ownershipText } from '../../output/ownership';
import { publish } from '../../output/publish';
import { AFTER, BEFORE, cluster, FOREIGN, temporaryFolder, tree, write } from './folders';

const folder = temporaryFolder();
afterAll(folder.remove);
let out: string;
let number = 0;
beforeEach(() => {
  out = join(folder.root, String(number++), 'dist');
});

const blue = cluster('blue', {
  '00-foundation/prod.yaml': 'kind: Namespace\n',
  'delivery/flux.yaml': 'kind: A\n',
});
const green = cluster('green', {
  '00-foundation/prod.yaml': 'kind: Namespace\n',
});

describe('publishing', () => {
  test('writes each cluster into its folder, with an index of the files that are ours, and leaves nothing else', () => {
    const result = publish(out, [blue, green]);
    expect(result.outcome).toBe('written');
    expect(Object.keys(tree(out))).toEqual([
      'blue/00-foundation/prod.yaml',
      'blue/delivery/flux.yaml',
      'blue/meshwright.lock.json',
      'green/00-foundation/prod.yaml',
      'green/meshwright.lock.json',
    ]);
    expect(fs.readdirSync(out)).toEqual(['blue', 'green']);
    expect(tree(out)['blue/meshwright.lock.json']).toMatchInlineSnapshot(`
     "{
       "note": "Written by Meshwright: the files of this folder that it owns, with the SHA-256 of each. Not to be edited.",
       "version": 1,
       "files": {
         "00-foundation/prod.yaml": "e25209b6e6c1f782b78132b008b475de169b9153540f2d59a52d4c0e44d15571",
         "delivery/flux.yaml": "7484dcdfb548dc36cb6cd1f2e55c294ae93e8806da968f3a3fe0397340cd200a"
       }
     }
     "
    `);
  });

  test('a cluster that is said to be unchanged is not looked at, unless its index is gone', () => {
    publish(out, [blue, green]);
    fs.rmSync(join(out, 'blue/delivery/flux.yaml'));
    const unchanged = new Set(['blue', 'green']);
    expect(publish(out, [blue, green], { unchanged })).toMatchObject({ outcome: 'written', changes: [] });
    fs.rmSync(join(out, 'blue'), { recursive: true });
    const { changes } = { changes: [], ...publish(out, [blue, green], { unchanged }) };
    expect(changes.map(({ cluster, path }) => `${cluster}/${path}`)).toEqual([
      'blue/00-foundation/prod.yaml',
      'blue/delivery/flux.yaml',
    ]);
  });

  test('an unchanged cluster is never taken for one whose file is gone', () => {
    publish(out, [blue, green]);
    publish(out, [green], { unchanged: new Set(['green']) });
    expect(Object.keys(tree(out))).toEqual(['green/00-foundation/prod.yaml', 'green/meshwright.lock.json']);
  });

  test('a second run with the same files touches none of them', () => {
    publish(out, [blue]);
    const { ino, mtimeMs } = fs.statSync(join(out, 'blue/delivery/flux.yaml'));
    expect(publish(out, [blue])).toEqual({
      outcome: 'written',
      changes: [],
      recovery: undefined,
    });
    expect(fs.statSync(join(out, 'blue/delivery/flux.yaml'))).toMatchObject({
      ino,
      mtimeMs,
    });
  });

  test('deletes what is no longer written, and never touches what is not ours', () => {
    publish(out, BEFORE);
    write(out, FOREIGN);
    publish(out, AFTER);
    expect(Object.keys(tree(out))).toEqual([
      'README.md',
      'blue/00-foundation/mine.yaml',
      'blue/00-foundation/prod.yaml',
      'blue/60-routes/prod.yaml',
      'blue/meshwright.lock.json',
      'blue/new/a/b.yaml',
      'blue/old/notes.txt',
      'green/00-foundation/prod.yaml',
      'green/meshwright.lock.json',
      'other/x.yaml',
      'red/notes.txt',
      'violet/00-foundation/prod.yaml',
      'violet/meshwright.lock.json',
    ]);
    expect(tree(out)).toMatchObject(FOREIGN);
    expect(fs.existsSync(join(out, 'blue/old/a'))).toBe(false);
  });

  test('removes the folder of a cluster that is gone, when nothing foreign is in it', () => {
    publish(out, [blue, green]);
    publish(out, [green]);
    expect(fs.readdirSync(out)).toEqual(['green']);
  });

  test('follows the output folder itself where it is a link', () => {
    fs.mkdirSync(join(out, '../real'), { recursive: true });
    fs.symlinkSync('real', out);
    expect(publish(out, [green]).outcome).toBe('written');
    expect(Object.keys(tree(join(out, '../real')))).toContain('green/00-foundation/prod.yaml');
    expect(fs.lstatSync(out).isSymbolicLink()).toBe(true);
  });

  test('takes over files that are as they should be, when the index is lost', () => {
    publish(out, [blue]);
    const before = tree(out);
    fs.rmSync(join(out, 'blue/meshwright.lock.json'));
    expect(publish(out, [blue])).toMatchObject({
      outcome: 'written',
      changes: [{ path: 'meshwright.lock.json' }],
    });
    expect(tree(out)).toEqual(before);
  });

  test('writes again what somebody deleted', () => {
    publish(out, [blue]);
    const before = tree(out);
    fs.rmSync(join(out, 'blue/delivery'), { recursive: true });
    expect(publish(out, [blue]).outcome).toBe('written');
    expect(tree(out)).toEqual(before);
  });
});

describe('check', () => {
  test('changes nothing and names the files that differ', () => {
    publish(out, [blue, green]);
    const before = tree(out);
    const changed = cluster('blue', {
      '00-foundation/prod.yaml': 'kind: Namespace\nx: 1\n',
      'new.yaml': 'kind: B\n',
    });
    expect(publish(out, [changed], { check: true })).toMatchObject({
      outcome: 'checked',
      problems: [],
      changes: [
        {
          cluster: 'blue',
          path: 'delivery/flux.yaml',
          before: 'kind: A\n',
          after: undefined,
        },
        {
          cluster: 'blue',
          path: '00-foundation/prod.yaml',
          after: 'kind: Namespace\nx: 1\n',
        },
        {
          cluster: 'blue',
          path: 'new.yaml',
          before: undefined,
          after: 'kind: B\n',
        },
        { cluster: 'green', path: '00-foundation/prod.yaml', after: undefined },
      ],
    });
    expect(tree(out)).toEqual(before);
  });

  test('does not make the folder', () => {
    expect(publish(out, [green], { check: true })).toMatchObject({
      outcome: 'checked',
      changes: [{}],
    });
    expect(fs.existsSync(out)).toBe(false);
  });

  test('finds nothing after a run', () => {
    publish(out, AFTER);
    const answer = {
      outcome: 'checked',
      changes: [],
      problems: [],
      interrupted: false,
    };
    expect(publish(out, AFTER, { check: true })).toEqual(answer);
  });
});

describe('what refuses a run, and leaves the folder as it was', () => {
  /** Publishes over what was prepared, expects a refusal with that in it, and nothing changed. */
  function expectRefused(clusters: Parameters<typeof publish>[1], where: string, found: string): void {
    const before = tree(out);
    expect(publish(out, clusters)).toEqual({
      outcome: 'refused',
      problems: expect.arrayContaining([
        expect.objectContaining({
          where: expect.stringContaining(where),
          found: expect.stringContaining(found),
        }),
      ]),
    });
    expect(tree(out)).toEqual(before);
  }

  test('a file of ours that somebody changed, until --force', () => {
    publish(out, [blue, green]);
    write(out, { 'blue/delivery/flux.yaml': 'kind: Mine\n' });
    expectRefused([blue, green], 'blue/delivery/flux.yaml', 'changed since it was written');
    expect(publish(out, [blue, green], { force: true }).outcome).toBe('written');
    expect(tree(out)['blue/delivery/flux.yaml']).toBe('kind: A\n');
  });

  test('a file of ours that somebody changed and that would be deleted, until --force', () => {
    publish(out, [blue, green]);
    write(out, { 'green/00-foundation/prod.yaml': 'kind: Mine\n' });
    expectRefused([blue], 'green/00-foundation/prod.yaml', 'it would be deleted');
    expect(publish(out, [blue], { force: true }).outcome).toBe('written');
    expect(fs.readdirSync(out)).toEqual(['blue']);
  });

  test('a file that is not ours in the place of one of ours, even with --force', () => {
    write(out, { 'blue/delivery/flux.yaml': 'kind: Mine\n' });
    expectRefused([blue], 'blue/delivery/flux.yaml', 'did not write');
    expect(publish(out, [blue], { force: true }).outcome).toBe('refused');
    expect(tree(out)).toEqual({ 'blue/delivery/flux.yaml': 'kind: Mine\n' });
  });

  test('a change by hand to a file that an interrupted run has still to write', () => {
    publish(out, [blue]);
    const journal = {
      version: 2,
      clusters: [
        {
          name: 'blue',
          steps: [{ path: 'new.yaml', before: null, after: 'f'.repeat(64) }],
        },
      ],
    };
    write(out, {
      '.meshwright/journal.json': JSON.stringify(journal),
      'blue/new.yaml': 'kind: Mine\n',
    });
    expectRefused([blue], 'blue/new.yaml', 'changed since an earlier run was interrupted');
  });

  test.each([
    ['{"clusters": [{"name": "x", "steps": []}]}', 'as this version does not write them'],
    ['{"version": 2, "clusters": [{"name": "../x", "steps": []}]}', 'as this version does not write them'],
    [
      '{"version": 2, "clusters": [{"name": "x", "steps": [{"path": "../../x", "before": null, "after": null}]}]}',
      'as this version does not write them',
    ],
  ])('a journal of another version, or none: %s', (text, found) => {
    write(out, { '.meshwright/journal.json': text });
    expectRefused([blue], '.meshwright/journal.json', found);
  });

  test.each([
    ['<<<<<<< HEAD\n{}', 'a merge conflict?'],
    ['{}', 'no "version"'],
    ['{"version": 2, "files": {}}', 'its version is 2'],
    ['{"version": 1, "files": []}', '"files" is not a map'],
    ['{"version": 1, "files": {"a": "1"}}', 'a has no SHA-256'],
    [ownershipText(new Map([['../../etc/passwd', '0'.repeat(64)]])), 'which leads elsewhere'],
    [ownershipText(new Map([['/etc/passwd', '0'.repeat(64)]])), 'an empty name'],
  ])('an index that cannot be trusted: %s', (text, found) => {
    write(out, { 'blue/meshwright.lock.json': text });
    expectRefused([blue], 'blue/meshwright.lock.json', found);
  });

  test('a symbolic link in the place of a folder or a file, wherever it leads', () => {
    const outside = join(out, '../outside');
    write(outside, { 'prod.yaml': 'kind: Mine\n' });
    fs.mkdirSync(join(out, 'blue/delivery'), { recursive: true });
    fs.symlinkSync('../../outside', join(out, 'blue/00-foundation'));
    fs.symlinkSync('../../../outside/prod.yaml', join(out, 'blue/delivery/flux.yaml'));
    fs.symlinkSync('blue', join(out, 'green'));
    expectRefused([blue], 'blue/00-foundation', 'a symbolic link');
    expectRefused([blue], 'blue/delivery/flux.yaml', 'a symbolic link');
    expectRefused([green], 'green', 'a symbolic link');
    expect(tree(outside)).toEqual({ 'prod.yaml': 'kind: Mine\n' });
  });

  test('a file where a folder is needed, and a folder where a file is', () => {
    write(out, {
      'blue/delivery': 'mine\n',
      'green/00-foundation/prod.yaml/x': 'mine\n',
    });
    expectRefused([blue], 'blue/delivery', 'a file, where a folder is needed');
    expectRefused([green], 'green/00-foundation/prod.yaml', 'a folder, where a file has to go');
  });

  test('an output folder that is a file, or a link to nothing', () => {
    write(join(out, '..'), { dist: 'mine\n' });
    expect(publish(out, [blue])).toMatchObject({
      outcome: 'refused',
      problems: [{ found: expect.stringMatching(/ENOTDIR/) }],
    });
    fs.rmSync(out);
    fs.symlinkSync('nothing', out);
    expect(publish(out, [blue])).toMatchObject({
      outcome: 'refused',
      problems: [{ found: expect.stringMatching(/ENOENT/) }],
    });
  });

  test.each([
    [{ '../x.yaml': '' }, 'which leads elsewhere'],
    [{ 'a/../../x.yaml': '' }, 'which leads elsewhere'],
    [{ '/etc/x.yaml': '' }, 'an empty name'],
    [{ 'a//x.yaml': '' }, 'an empty name'],
    [{ 'a\\x.yaml': '' }, 'not every system allows'],
    [{ 'a\u0000.yaml': '' }, 'not every system allows'],
    [{ 'a.yaml.': '' }, 'ends in a dot'],
    [{ [`${'a'.repeat(201)}.yaml`]: '' }, 'at most 200'],
    [{ 'meshwright.lock.json': '' }, 'the ownership index'],
    [{ 'a/x.yaml': '', 'a/X.yaml': '' }, 'the name is taken by'],
    [{ 'a/x.yaml': '', 'A/y.yaml': '' }, 'the name is taken by'],
    [{ 'a/x': '', 'a/x/y.yaml': '' }, 'is the name of a file as well'],
    [{ 'a/x/y.yaml': '', 'a/x': '' }, 'is the name of a folder as well'],
  ])('names of files that lead out of the folder, or that some systems cannot keep: %j', (files, found) => {
    expectRefused([cluster('blue', files)], 'blue/', found);
    expect(fs.existsSync(out)).toBe(false);
  });

  test.each(['..', '.', '', 'a/b', '.meshwright', 'blue'])('a cluster that may not be called %j', (name) => {
    expect(publish(out, [cluster('Blue', {}), cluster(name, { x: '' })]).outcome).toBe('refused');
    expect(fs.existsSync(out)).toBe(false);
  });
});
