import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../output/folders';
import { referenceClusters } from '../reference/reference';

const REPOSITORY = join(__dirname, '../..');
const WAIT_MS = 30_000;

const folder = temporaryFolder();
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill();
  folder.remove();
});

/** A watch of two clusters in a folder of its own, and what it says. */
async function watching(name: string) {
  const root = join(folder.root, name);
  fs.mkdirSync(join(root, 'clusters'), { recursive: true });
  fs.cpSync(join(REPOSITORY, 'applications'), join(root, 'applications'), { recursive: true });
  for (const cluster of ['us-west-2-kong-mesh', 'eu-west-1-kong-mesh'])
    fs.copyFileSync(join(referenceClusters, `${cluster}.yaml`), join(root, `clusters/${cluster}.yaml`));
  const child = spawn(process.execPath, [join(REPOSITORY, 'tools/compiled/run.js'), 'main.ts', '--watch'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  /** Waits until a pattern was said since the last time, and gives all that was said since then. */
  const until = async (pattern: RegExp): Promise<string> => {
    const end = Date.now() + WAIT_MS;
    while (!pattern.test(said)) {
      if (Date.now() > end) throw new Error(`waited for ${pattern}, heard:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const heard = said;
    said = '';
    return heard;
  };
  const cluster = (name: string) => join(root, `clusters/${name}.yaml`);
  const edit = (name: string, from: string | RegExp, to: string) =>
    fs.writeFileSync(cluster(name), fs.readFileSync(cluster(name), 'utf8').replace(from, to));
  const dist = (path: string) => join(root, 'dist', path);
  await until(/watching clusters/);
  return { root, child, until, cluster, edit, dist };
}

const ROUTES = 'us-west-2-kong-mesh/60-routes/dj.yaml';

describe('npm run synth -- --watch', () => {
  test('writes what a save changes and nothing else, and says so in one line', async () => {
    const { until, edit, dist } = await watching('save');
    const other = fs.statSync(dist('eu-west-1-kong-mesh/60-routes/dj.yaml')).ino;
    expect(fs.readFileSync(dist(ROUTES), 'utf8')).toMatch('weight: 5');
    edit('us-west-2-kong-mesh', 'jazz: 5', 'jazz: 31');
    expect(await until(/written.*\n/)).toBe('dist: 2 files written, in 1 cluster\n');
    expect(fs.readFileSync(dist(ROUTES), 'utf8')).toMatch('weight: 31');
    expect(fs.statSync(dist('eu-west-1-kong-mesh/60-routes/dj.yaml')).ino).toBe(other);
  }, 60_000);

  test('writes what a save of an application changes, in every cluster that runs it', async () => {
    const { until, root, dist } = await watching('application');
    const file = join(root, 'applications/dj.yaml');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('minute: 3', 'minute: 7'));
    expect(await until(/written.*\n/)).toBe('dist: 2 files written, in 2 clusters\n');
    expect(fs.readFileSync(dist(ROUTES), 'utf8')).toMatch('minute: 7');
  }, 60_000);

  test('sees a file that an editor puts in place of another', async () => {
    const { until, cluster, dist } = await watching('atomic');
    const file = cluster('us-west-2-kong-mesh');
    for (const share of [41, 42]) {
      fs.writeFileSync(`${file}~`, fs.readFileSync(file, 'utf8').replace(/jazz: \d+/, `jazz: ${share}`));
      fs.renameSync(`${file}~`, file);
      await until(/written.*\n/);
      expect(fs.readFileSync(dist(ROUTES), 'utf8')).toMatch(`weight: ${share}`);
    }
  }, 60_000);

  test('shows an error, writes nothing meanwhile, and goes on once it is mended', async () => {
    const { until, edit, dist } = await watching('error');
    edit('us-west-2-kong-mesh', 'jazz: 5', 'jazz: none');
    const heard = await until(/nothing was written/);
    expect(heard).toMatch(/--> clusters\/us-west-2-kong-mesh\.yaml:\d+/);
    expect(heard).not.toMatch(/\n {4}at /);
    expect(fs.readFileSync(dist(ROUTES), 'utf8')).toMatch('weight: 5');
    edit('us-west-2-kong-mesh', 'jazz: none', 'jazz: 7');
    await until(/2 files written/);
    expect(fs.readFileSync(dist(ROUTES), 'utf8')).toMatch('weight: 7');
  }, 60_000);

  test('writes a new cluster, takes away one whose file is gone, and outlives the folder', async () => {
    const { root, until, cluster, edit, dist } = await watching('files');
    fs.copyFileSync(join(referenceClusters, 'us-west-2-app-mesh.yaml'), cluster('us-west-2-app-mesh'));
    await until(/files written, in 1 cluster\n/);
    expect(fs.existsSync(dist('us-west-2-app-mesh/meshwright.lock.json'))).toBe(true);
    fs.rmSync(cluster('us-west-2-app-mesh'));
    await until(/files deleted, in 1 cluster\n/);
    expect(fs.existsSync(dist('us-west-2-app-mesh'))).toBe(false);
    fs.renameSync(join(root, 'clusters'), join(root, 'elsewhere'));
    await until(/nothing was written/);
    fs.renameSync(join(root, 'elsewhere'), join(root, 'clusters'));
    await until(/up to date/);
    edit('us-west-2-kong-mesh', 'jazz: 5', 'jazz: 6');
    await until(/2 files written/);
  }, 90_000);
});
