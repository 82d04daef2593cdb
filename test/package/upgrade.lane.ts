import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../repository';
import { Folder, tarball } from './installation';

/** The commit before this one; this one itself in a checkout that has no other. */
const previous =
  spawnSync('git', ['rev-parse', '--verify', '--quiet', 'HEAD^'], { cwd: repository }).status === 0
    ? 'HEAD^'
    : 'HEAD';

/** Packs a commit of this repository as another version. */
function packed(commit: string, version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-commit-'));
  execFileSync('bash', ['-c', `git archive ${commit} | tar -x -C ${folder}`], { cwd: repository });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const file = join(folder, 'package.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
  execFileSync('npm', ['pack', '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}

test("a repository of the previous commit's package is upgraded, and diff says that it was Meshwright", () => {
  const there = new Folder();
  const install = (what: string) => there.must(`npm install --prefer-offline -D ${what}`, { offline: false });
  there.must('npm init -y');
  install(packed(previous, '0.0.1'));
  there.must('npx meshwright init && npx meshwright synth && npx meshwright check dist');
  const git = 'git -c user.name=a -c user.email=a@example.com';
  there.must(`git init -q -b main . && git add . && ${git} commit -qm before`);
  install(tarball);
  const stale = there.run('npx meshwright synth --check');
  expect(stale.status).toBe(1);
  expect(stale.stderr).toMatch(/production: stale because .*Meshwright did \(0\.0\.1 wrote it, this is \d/);
  there.must('npx meshwright synth && npx meshwright check dist && npx meshwright synth --check');
  expect(there.must('npx meshwright diff')).toMatch(/^Meshwright 0\.0\.1 -> \d\S+ wrote 1 cluster/);
  expect(there.must('npx meshwright diff --format markdown')).toMatch(
    /^<!-- meshwright diff -->\n\*\*Meshwright 0\.0\.1 -> /,
  );
});
