import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Machine code that V8 made of the program, and what the program found out, kept for the next start. */
export interface CodeCache {
  read(name: string): Buffer | undefined;
  keep(name: string, code: Buffer): void;
}

/** So many versions of the program keep their code; of older ones it is removed. */
const VERSIONS_KEPT = 3;

/** The user's folder for what programs can make again; undefined where the system names none. */
export function userCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home = homedir(),
): string | undefined {
  const { XDG_CACHE_HOME: asked, LOCALAPPDATA: local } = environment;
  if (platform === 'win32') return local;
  if (asked !== undefined && isAbsolute(asked)) return asked;
  if (!isAbsolute(home)) return undefined;
  return platform === 'darwin' ? join(home, 'Library/Caches') : join(home, '.cache');
}

/**
 * The cache of one version of the program below a folder. Code in it is run, so it is used only where nobody else can write:
 * every folder and file is the user's own, with no permission for others; otherwise there is no cache.
 *
 * @param version names the program's text: what is kept of another text is not looked at
 * @param runtime names the Node that made the code
 */
export function openCodeCache(base: string, version: string, runtime: string): CodeCache | undefined {
  const all = join(base, 'meshwright');
  const own = join(all, version);
  const folder = join(own, runtime);
  try {
    const isNew = statSync(own, { throwIfNoEntry: false }) === undefined;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (![all, own, folder].every(isPrivateFolder)) return undefined;
    if (isNew) removeOld(all, version);
  } catch {
    // No home, a file system that cannot be written, no space left: the program starts without.
    return undefined;
  }
  return {
    read: (name) => {
      const file = join(folder, name);
      try {
        return isPrivate(lstatSync(file), 'file') ? readFileSync(file) : undefined;
      } catch {
        return undefined;
      }
    },
    keep: (name, code) => {
      const partial = join(folder, `${name}.${process.pid}`);
      try {
        // A run that reads it meanwhile sees all of it or none.
        writeFileSync(partial, code, { mode: 0o600, flag: 'wx' });
        renameSync(partial, join(folder, name));
      } catch {
        rmSync(partial, { force: true });
      }
    },
  };
}

function isPrivateFolder(folder: string): boolean {
  return isPrivate(lstatSync(folder), 'folder');
}

/** Whether it is no link, belongs to the user, and nobody else may do anything with it. Windows keeps a user's folders so by itself. */
function isPrivate(
  status: { isFile(): boolean; isDirectory(): boolean; readonly uid: number; readonly mode: number },
  kind: 'file' | 'folder',
): boolean {
  if (kind === 'file' ? !status.isFile() : !status.isDirectory()) return false;
  const user = process.getuid?.();
  return user === undefined || (status.uid === user && (status.mode & 0o077) === 0);
}

function removeOld(all: string, version: string): void {
  const others = readdirSync(all)
    .filter((name) => name !== version)
    .map((name) => ({ name, time: lstatSync(join(all, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time);
  for (const { name } of others.slice(VERSIONS_KEPT - 1)) {
    rmSync(join(all, name), { recursive: true, force: true });
  }
}
