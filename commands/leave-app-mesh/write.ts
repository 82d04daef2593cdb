import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Why a folder is not written; undefined where it may be. */
export function notWritable(out: string): string | undefined {
  if (!existsSync(out)) return undefined;
  if (!statSync(out).isDirectory()) return 'it is a file';
  const found = readdirSync(out);
  const own = found.includes('report.json') && found.includes('runbook.md');
  return found.length === 0 || own ? undefined : 'it holds other files than this command’s';
}

/**
 * Writes all files, or none: into a folder beside, which then takes the place of the old one.
 *
 * @param isKept whether a file of the old folder, by its name, is not this command's and stays
 */
export function writeFolder(
  out: string,
  files: ReadonlyMap<string, string>,
  isKept: (file: string) => boolean,
): void {
  const target = resolve(out);
  mkdirSync(dirname(target), { recursive: true });
  const beside = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    for (const [path, text] of files) {
      const file = join(beside, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
    }
    const old = `${beside}-old`;
    const kept = existsSync(target) ? readdirSync(target).filter(isKept) : [];
    for (const file of kept) copyFileSync(join(target, file), join(beside, file));
    if (existsSync(target)) renameSync(target, old);
    renameSync(beside, target);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
