import { chmodSync, mkdirSync, mkdtempSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCodeCache, userCacheFolder } from '../../bin/code-cache';

const code = Buffer.from('machine code');
let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'meshwright-cache-'));
});

test('what is kept is read again, by the same version and Node alone', () => {
  openCodeCache(base, '1.0.0-a', 'v22')?.keep('synth.v8', code);
  expect(openCodeCache(base, '1.0.0-a', 'v22')?.read('synth.v8')).toEqual(code);
  expect(openCodeCache(base, '1.0.0-a', 'v22')?.read('check.v8')).toBeUndefined();
  expect(openCodeCache(base, '1.0.0-a', 'v24')?.read('synth.v8')).toBeUndefined();
  expect(openCodeCache(base, '1.0.1-b', 'v22')?.read('synth.v8')).toBeUndefined();
});

test('nobody but the user may enter the folders or read the files', () => {
  openCodeCache(base, '1.0.0-a', 'v22')?.keep('synth.v8', code);
  const paths = [
    'meshwright',
    'meshwright/1.0.0-a',
    'meshwright/1.0.0-a/v22',
    'meshwright/1.0.0-a/v22/synth.v8',
  ];
  expect(paths.map((path) => statSync(join(base, path)).mode & 0o777)).toEqual([0o700, 0o700, 0o700, 0o600]);
});

test.each(['meshwright', 'meshwright/1.0.0-a', 'meshwright/1.0.0-a/v22'])(
  'there is no cache where others may write to %s',
  (path) => {
    openCodeCache(base, '1.0.0-a', 'v22')?.keep('synth.v8', code);
    chmodSync(join(base, path), 0o770);
    expect(openCodeCache(base, '1.0.0-a', 'v22')).toBeUndefined();
  },
);

test('code that others may write is not run, and neither is a link', () => {
  const cache = openCodeCache(base, '1.0.0-a', 'v22');
  cache?.keep('synth.v8', code);
  const folder = join(base, 'meshwright/1.0.0-a/v22');
  symlinkSync(join(folder, 'synth.v8'), join(folder, 'check.v8'));
  expect(cache?.read('check.v8')).toBeUndefined();
  chmodSync(join(folder, 'synth.v8'), 0o622);
  expect(cache?.read('synth.v8')).toBeUndefined();
});

test('there is none in a folder that is a link', () => {
  mkdirSync(join(base, 'elsewhere'), { mode: 0o700 });
  symlinkSync(join(base, 'elsewhere'), join(base, 'meshwright'));
  expect(openCodeCache(base, '1.0.0-a', 'v22')).toBeUndefined();
});

test('there is none where nothing can be made', () => {
  expect(openCodeCache('/dev/null', '1.0.0-a', 'v22')).toBeUndefined();
});

test('three versions keep their code', () => {
  for (const version of ['1.0.0-a', '1.0.1-b', '1.0.2-c', '1.0.3-d', '1.0.4-e'])
    openCodeCache(base, version, 'v22');
  expect(readdirSync(join(base, 'meshwright'))).toHaveLength(3);
  expect(readdirSync(join(base, 'meshwright'))).toContain('1.0.4-e');
});

test.each([
  ['linux', { XDG_CACHE_HOME: '/x' }, '/x'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ana/.cache'],
  ['linux', {}, '/home/ana/.cache'],
  ['darwin', {}, '/home/ana/Library/Caches'],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local' }, 'C:\\Users\\ana\\AppData\\Local'],
  ['win32', {}, undefined],
] as const)('on %s with %j the cache is in %s', (platform, environment, folder) => {
  expect(userCacheFolder(environment, platform, '/home/ana')).toBe(folder);
});
