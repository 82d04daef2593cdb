import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leaveCommand } from '../../commands/leave-app-mesh';
import { working } from '../migrate/leaving-sets';
import { quotedFile } from '../reference/reference';

const page = readFileSync(resolve(__dirname, '../../docs/leave-app-mesh.md'), 'utf8');
const commands = [...page.matchAll(/^meshwright leave-app-mesh (.+)$/gm)].flatMap(([, words]) => words ?? []);

const folder = mkdtempSync(join(tmpdir(), 'meshwright-docs-leave-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'shop.yaml'), working);
// What the cluster has before the first step: nothing of the patches.
writeFileSync(join(folder, 'cluster.yaml'), working);

function run(words: string) {
  let said = '';
  const argv = words
    .split(' ')
    .filter((word) => word !== '<')
    .map((word) => (word.startsWith('dist/') ? quotedFile(word) : word))
    .map((word) =>
      ['shop.yaml', 'leave', 'files', 'cluster.yaml'].includes(word) ? join(folder, word) : word,
    );
  const stream = { write: (text: string) => (said += text) };
  return { status: leaveCommand(argv, { environment: {}, stdout: stream, stderr: stream }), said };
}

describe('docs/leave-app-mesh.md', () => {
  it('has a command for each thing to do', () => {
    expect(commands.map((words) => words.split(' ')[0])).toEqual([
      'shop.yaml',
      'shop.yaml',
      'explain',
      'check-step',
      'shop.yaml',
      'dist/us-west-2-app-mesh',
    ]);
  });

  it('looks, writes, asks and checks as it says', () => {
    const [look = '', write = '', ask = '', check = ''] = commands;
    expect(run(look)).toMatchObject({ status: 0, said: expect.stringContaining('nothing is written') });
    expect(run(write)).toMatchObject({ status: 0, said: expect.stringContaining('report.md') });
    const asked = run(ask);
    expect(asked.said).toContain('answered alike');
    expect(asked.said).toMatch(/App Mesh\n +100 % +shop\/price-2/);
    const undone = run(check);
    expect(undone.status).toBe(1);
    expect(undone.said).toContain('Service shop/price is not as its patch says');
  });

  it('writes application files as it says, which answer alike', () => {
    const [, , ask = '', , files = ''] = commands;
    expect(run(files)).toMatchObject({ status: 0, said: expect.stringContaining('files/report.md') });
    expect(run(ask.replace(/leave$/, 'files')).said).toContain('answered alike');
  });

  it('writes the script for a generated cluster, beside whose line the move is one', () => {
    const [, , , , , own = ''] = commands;
    expect(run(own)).toMatchObject({ status: 0, said: expect.stringContaining('leave/report.md') });
    const script = readFileSync(join(folder, 'leave/finish.sh'), 'utf8');
    expect(script).toMatch(/^let_go virtualnodes\.appmesh\.k8s\.aws \S+ --namespace \S+$/m);
  });

  it('names every flag of the help, and no other', () => {
    const { said } = run('--help');
    const flags = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g) ?? []);
    const told = flags(page);
    for (const flag of flags(said)) if (flag !== '--help') expect(told).toContain(flag);
  });
});
