import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, type FileSystem, makeFolders } from './file-system';
import { WORK_FOLDER } from './names';

/**
 * One run at a time in a folder. Each run makes a file whose *name* says who it is (making a file is atomic, filling it
 * is not), then looks for the others': if there is another living one, it takes its own away and tries again later. Two
 * that start together both see each other at worst, so both step back; never do both go on. The file of a process that
 * is gone is removed by whoever sees it, which is safe since no other run ever has that name.
 */
const PREFIX = 'run~';
/** A run on another machine cannot be asked whether it lives; after this long it is taken for dead. */
const OTHER_MACHINE_MS = 10 * 60_000;
const held = new Set<string>();

export interface RunLock {
  release(): void;
}

/** Another run that holds the folder. */
export interface Busy {
  readonly busy: string;
}

/**
 * @param patience how long to wait for another run, in milliseconds
 * @throws the file system's error if the lock cannot be made
 */
export function takeRunLock(files: FileSystem, out: string, patience: number): RunLock | Busy {
  const folder = join(out, WORK_FOLDER);
  const name = [PREFIX + process.pid, startOf(process.pid), Date.now(), hostname(), randomUUID()].join('~');
  const until = Date.now() + patience;
  for (;;) {
    held.add(name);
    let other: string | undefined;
    try {
      announce(files, folder, join(folder, name));
      other = files
        .list(folder)
        .find((entry) => entry !== name && entry.startsWith(PREFIX) && !isGone(files, folder, entry));
    } catch (error) {
      held.delete(name);
      throw error;
    }
    if (other === undefined) return { release: () => release(files, folder, name) };
    release(files, folder, name);
    if (Date.now() >= until) return { busy: join(folder, other) };
    sleep(20 + Math.random() * 60);
  }
}

function announce(files: FileSystem, folder: string, path: string): void {
  for (;;) {
    makeFolders(files, folder);
    try {
      files.create(path, '', false);
      return;
    } catch (error) {
      // The run before us removed the folder when it had finished.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

function release(files: FileSystem, folder: string, name: string): void {
  held.delete(name);
  try {
    files.removeFile(join(folder, name));
    files.removeFolder(folder);
  } catch (error) {
    // What stays is recognised as a dead run's by the next one; the work itself is done.
    if (codeOf(error) === '') throw error;
  }
}

/** Whether the run of a lock file is over; its file is then removed. */
function isGone(files: FileSystem, folder: string, entry: string): boolean {
  const [, pid = '', start = '', since = '', host = ''] = entry.split('~');
  const gone =
    host === hostname()
      ? !isAlive(Number(pid), start) || (Number(pid) === process.pid && !held.has(entry))
      : Date.now() - Number(since) > OTHER_MACHINE_MS;
  if (gone) files.removeFile(join(folder, entry));
  return gone;
}

function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  // The number of a process is used again: its start time tells the two apart.
  return start === startOf(pid);
}

/** When a process started, in the kernel's ticks since boot; `0` where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
