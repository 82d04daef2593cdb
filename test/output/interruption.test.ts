import * as fs from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DISK } from '../../output/file-system';
import { pendingIn } from '../../output/pending';
import { publish } from '../../output/publish';
import { isLong } from '../long';
import { counted, failingAt, failingFrom, failingThenKilled, Killed, killedAt } from './faulty-files';
import { AFTER, BEFORE, FOREIGN, temporaryFolder, tree, write } from './folders';

const folder = temporaryFolder();
afterAll(folder.remove);

/** The folder before the change, made once and copied; what it holds then and after the change. */
const original = join(folder.root, 'original');
publish(original, BEFORE);
write(original, FOREIGN);
const old = tree(original);
const changed = copy('changed');
const { files: countingFiles, count } = counted();
publish(changed, AFTER, { files: countingFiles });
const next = tree(changed);
const operations = Array.from({ length: count() }, (_, index) => index + 1);

/** A third of them, another for each `first`; all of them where the long tests are asked for. */
function some(first: 0 | 1 | 2): readonly number[] {
  return isLong ? operations : operations.filter((operation) => operation % 3 === first);
}

function copy(name: string): string {
  const path = join(folder.root, name);
  fs.rmSync(path, { recursive: true, force: true });
  fs.cpSync(original, path, { recursive: true });
  return path;
}

/** Outside the work folder, every file is whole: as it was, or as it is to be; and those that are not ours are there. */
function expectNothingHalfWritten(out: string): void {
  const now = tree(out);
  for (const [path, text] of Object.entries(now))
    if (!path.startsWith('.meshwright/')) expect([old[path], next[path]]).toContain(text);
  expect(now).toMatchObject(FOREIGN);
}

/** Cuts the journal of a killed run short; false if it has none. */
function tear(out: string): boolean {
  const path = join(out, '.meshwright/journal.json');
  if (!fs.existsSync(path)) return false;
  const text = fs.readFileSync(path, 'utf8');
  fs.writeFileSync(path, text.slice(0, text.length / 2));
  return true;
}

function kill(out: string, operation: number): void {
  expect(() => publish(out, AFTER, { files: killedAt(operation) })).toThrow(Killed);
}

describe('a run that is killed', () => {
  test('is swept over every operation that changes the disk', () => {
    expect(operations.length).toBeGreaterThan(50);
    expect(next).not.toEqual(old);
  });

  test('leaves no half-written file, and the next run completes it, wherever it was', () => {
    const outcomes = new Set<string | undefined>();
    for (const operation of operations) {
      const out = copy('killed');
      kill(out, operation);
      expectNothingHalfWritten(out);
      const result = publish(out, AFTER);
      expect(result).toMatchObject({ outcome: 'written' });
      expect(tree(out)).toEqual(next);
      outcomes.add(result.outcome === 'written' ? result.recovery?.outcome : 'refused');
    }
    expect(outcomes).toEqual(new Set([undefined, 'finished']));
  });

  test('is finished before anything else is written, so that the next run may as well want the former state', () => {
    for (const operation of some(0)) {
      const out = copy('killed');
      kill(out, operation);
      expect(publish(out, BEFORE)).toMatchObject({ outcome: 'written' });
      expect(tree(out)).toEqual(old);
    }
  });

  test('may be killed again while it is being finished', () => {
    for (const first of some(1)) {
      const seconds = isLong ? operations : operations.filter((second) => second % 97 === first % 97);
      for (const second of seconds) {
        const out = copy('killed');
        kill(out, first);
        try {
          publish(out, AFTER, { files: killedAt(second) });
        } catch (error) {
          expect(error).toBeInstanceOf(Killed);
        }
        expectNothingHalfWritten(out);
        expect(publish(out, AFTER)).toMatchObject({ outcome: 'written' });
        expect(tree(out)).toEqual(next);
      }
    }
  });

  test('is undone where its prepared files are not whole, as after a power cut', () => {
    for (const operation of some(1)) {
      const out = copy('killed');
      kill(out, operation);
      const coming = join(out, '.meshwright/new');
      if (!fs.existsSync(join(out, '.meshwright/journal.json')) || !fs.existsSync(coming)) continue;
      const names = Object.keys(tree(coming));
      if (names.length === 0) continue;
      for (const name of names) fs.writeFileSync(join(coming, name), '');
      expect(publish(out, BEFORE)).toEqual({
        outcome: 'written',
        changes: [],
        recovery: { outcome: 'undone', clusters: ['blue', 'violet', 'red'] },
      });
      expect(tree(out)).toEqual(old);
    }
  });

  test('is undone where its journal is torn, from what lies on the disk', () => {
    let torn = 0;
    for (const operation of some(2)) {
      const out = copy('killed');
      kill(out, operation);
      if (!tear(out)) continue;
      torn += 1;
      expect(publish(out, BEFORE)).toMatchObject({ outcome: 'written', recovery: { outcome: 'undone' } });
      expect(tree(out)).toEqual(old);
    }
    expect(torn).toBeGreaterThan(isLong ? 15 : 5);
  });

  test('may be killed again while it is undone from a torn journal', () => {
    for (const first of some(1)) {
      const seconds = isLong ? operations : operations.filter((second) => second % 193 === first % 193);
      for (const second of seconds) {
        const out = copy('killed');
        kill(out, first);
        if (!tear(out)) continue;
        try {
          publish(out, AFTER, { files: killedAt(second) });
        } catch (error) {
          expect(error).toBeInstanceOf(Killed);
        }
        expectNothingHalfWritten(out);
        expect(publish(out, AFTER)).toMatchObject({ outcome: 'written' });
        expect(tree(out)).toEqual(next);
      }
    }
  });

  test('whose journal is torn keeps what somebody changed since, unless it is forced', () => {
    const out = copy('killed');
    const last = operations.findLast((operation) => {
      copy('killed');
      kill(out, operation);
      return fs.existsSync(join(out, '.meshwright/old/blue/00-foundation/prod.yaml')) && tear(out);
    });
    expect(last).toBeDefined();
    write(out, { 'blue/00-foundation/prod.yaml': 'mine\n' });
    const before = withoutSigns(tree(out));
    expect(publish(out, AFTER)).toEqual({
      outcome: 'refused',
      problems: [
        expect.objectContaining({
          where: 'blue/00-foundation/prod.yaml',
          found: 'changed since an earlier run was interrupted, which the next one has to finish',
        }),
      ],
    });
    expect(withoutSigns(tree(out))).toEqual(before);
    expect(publish(out, AFTER, { force: true })).toMatchObject({ outcome: 'written' });
    expect(tree(out)).toEqual(next);
  });

  test('by another version is left alone, and what to do is said', () => {
    const out = copy('killed');
    kill(out, operations.length - 30);
    write(out, { '.meshwright/journal.json': '{"version":3}' });
    const before = withoutSigns(tree(out));
    expect(publish(out, AFTER)).toEqual({
      outcome: 'refused',
      problems: [
        {
          where: join(out, '.meshwright/journal.json'),
          found: 'the journal of an interrupted run, as this version does not write them',
          fix: expect.stringContaining(`git restore ${out}), remove ${join(out, '.meshwright')}`),
        },
      ],
    });
    expect(withoutSigns(tree(out))).toEqual(before);
  });

  test('is pending exactly as long as its folder may be neither as it was nor as it is to be', () => {
    let mixtures = 0;
    for (const operation of some(0)) {
      const out = copy('killed');
      kill(out, operation);
      const now = withoutWork(tree(out));
      const pending = pendingIn(DISK, out);
      if (pending === undefined) expect([old, next]).toContainEqual(now);
      else {
        expect(pending.clusters).toEqual(new Set(['blue', 'violet', 'red']));
        if (!isDeepStrictEqual(now, old) && !isDeepStrictEqual(now, next)) mixtures += 1;
      }
      publish(out, BEFORE);
      expect(pendingIn(DISK, out)).toBeUndefined();
    }
    expect(mixtures).toBeGreaterThan(isLong ? 10 : 3);
  });

  test('may be killed while it puts back what a failure of the disk left half done', () => {
    for (const failing of some(1)) {
      const lasts = isLong ? operations : operations.filter((last) => last % 97 === failing % 97);
      for (const last of lasts.filter((last) => last > failing)) {
        const out = copy('killed');
        try {
          publish(out, AFTER, { files: failingThenKilled(failing, last) });
        } catch (error) {
          expect(error).toBeInstanceOf(Killed);
        }
        expectNothingHalfWritten(out);
        expect(publish(out, AFTER)).toMatchObject({ outcome: 'written' });
        expect(tree(out)).toEqual(next);
      }
    }
  });

  test('is reported by check, which leaves it alone', () => {
    const out = copy('killed');
    kill(out, operations.length - 30);
    const before = tree(out);
    expect(publish(out, AFTER, { check: true })).toMatchObject({ outcome: 'checked', interrupted: true });
    expect(tree(out)).toEqual(before);
  });
});

describe('a disk that fails', () => {
  test.each(isLong ? ['ENOSPC', 'EACCES', 'EROFS', 'EIO'] : ['ENOSPC', 'EACCES'])(
    'with %s at any one operation loses nothing: all is written or none',
    (code) => {
      let refusals = 0;
      const tried = code === 'ENOSPC' ? operations : some(0);
      for (const operation of tried) {
        const out = copy('failing');
        const result = publish(out, AFTER, { files: failingAt(operation, code) });
        if (result.outcome === 'refused') {
          refusals += 1;
          expect(result.problems).toEqual([
            expect.objectContaining({ found: expect.stringContaining(code) }),
          ]);
          expect(tree(out)).toEqual(old);
        } else expect(withoutWork(tree(out))).toEqual(next);
        expect(publish(out, AFTER)).toMatchObject({ outcome: 'written' });
        expect(tree(out)).toEqual(next);
      }
      expect(refusals).toBeGreaterThan(tried.length / 2);
    },
  );

  test('being full from any operation on refuses the run and puts back what it had changed', () => {
    for (const operation of some(1)) {
      const out = copy('failing');
      const files = failingFrom(operation, 'ENOSPC', ['create', 'makeFolder', 'link']);
      const result = publish(out, AFTER, { files });
      expect(withoutWork(tree(out))).toEqual(result.outcome === 'refused' ? old : next);
    }
  });

  test('becoming read-only at any operation leaves whole files, and the next run that may write completes it', () => {
    for (const operation of some(2)) {
      const out = copy('failing');
      publish(out, AFTER, { files: failingFrom(operation, 'EROFS') });
      expectNothingHalfWritten(out);
      expect(publish(out, AFTER)).toMatchObject({ outcome: 'written' });
      expect(tree(out)).toEqual(next);
    }
  });
});

/** Without the sign of the killed run, which the next one removes. */
function withoutSigns(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes('/run~')));
}

function withoutWork(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.meshwright/')));
}
