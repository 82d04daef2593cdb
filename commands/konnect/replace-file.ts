import { chmodSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Gives a file another text: written beside it first, so that it is never half written. What is beside it has the name of
 * the file, the process's number and `.new`, which `.gitignore` names; what a killed run left there is removed.
 */
export function replaceFile(place: string, text: string): void {
  const beside = `${place}.${process.pid}.new`;
  for (const left of leftBeside(place)) rmSync(left, { force: true });
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    chmodSync(beside, statSync(place).mode);
    renameSync(beside, place);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** What runs that are over left beside a file. */
function leftBeside(place: string): readonly string[] {
  const [start, end] = [`${basename(place)}.`, '.new'];
  return readdirSync(dirname(place)).flatMap((name) => {
    const number = name.startsWith(start) && name.endsWith(end) ? name.slice(start.length, -end.length) : '';
    return /^\d{1,9}$/.test(number) && !isOther(Number(number)) ? [join(dirname(place), name)] : [];
  });
}

/** Whether a number is that of another process which lives. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
