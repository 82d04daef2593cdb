import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshwright } from '../../bin/meshwright';
import { init, type Question } from '../../commands/init';
import { type Ask, known, remote } from '../../commands/init/known';
import { temporaryFolder, tree, write } from '../output/folders';

const folder = temporaryFolder();
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

let number = 0;
let root = '';
beforeEach(() => {
  root = join(folder.root, `platform-${number++}`);
  mkdirSync(root);
  process.chdir(root);
});

const nothing: Ask = () => undefined;

async function run(argv: readonly string[], ask: Ask = nothing, question?: Question) {
  const said = { stdout: '', stderr: '' };
  const world = {
    environment: {},
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
  };
  const startThread = (): never => {
    throw new Error('one thread is enough');
  };
  const status =
    argv[0] === 'init'
      ? await init(argv.slice(1), world, ask, question)
      : await meshwright(argv, world, { startThread });
  return { status, ...said };
}

const clean = { status: 0, stderr: '' };

test.each([['flux'], ['argo-cd']])(
  'a new repository for %s is synthesised and checked without a finding, and says what is left to set',
  async (engine) => {
    expect(await run(['init', '--engine', engine])).toMatchObject({
      ...clean,
      stdout: expect.stringContaining(
        'Then: set aws.account, aws.oidcIssuer, delivery.repository in clusters/production.yaml',
      ),
    });
    expect(await run(['synth'])).toMatchObject(clean);
    expect(await run(['check', 'dist'])).toMatchObject({
      ...clean,
      stdout: expect.stringMatching(/^nothing found: \d+ objects/),
    });
    expect(await run(['synth', '--check'])).toMatchObject({ ...clean, stdout: 'dist: up to date\n' });
  },
);

test('choices come from the command line', async () => {
  const options = [
    '--cluster',
    'blue',
    '--application',
    'shop',
    '--region',
    'us-east-1',
    '--account',
    '210987654321',
  ];
  await run([
    'init',
    ...options,
    '--repository',
    'ssh://git@example.com/p',
    '--oidc-issuer',
    'https://oidc.eks.us-east-1.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128',
  ]);
  const cluster = readFileSync(join(root, 'clusters/blue.yaml'), 'utf8');
  expect(cluster).toContain('account: "210987654321"');
  expect(cluster).toContain('repository: ssh://git@example.com/p');
  expect(await run(['synth'])).toMatchObject(clean);
  expect(Object.keys(tree(root)).filter((path) => path.startsWith('applications/'))).toEqual([
    'applications/shop.yaml',
  ]);
});

test.each([
  [['--account', '12345'], 'expected one such as 123456789012'],
  [['--cluster', 'Blue Sea'], 'expected one such as production'],
  [['--region', 'moon'], 'expected one such as eu-west-1'],
  [
    ['--repository', 'https://me:secret@example.com/x'],
    'expected one such as https://github.com/example/platform',
  ],
  [['--engine', 'cron'], 'Choices'],
  [['--cluster', 'a', '--cluster', 'b'], 'more than once'],
  [['a', 'b'], 'Unknown argument: b'],
])('%j is wrong usage, and nothing is written', async (argv, said) => {
  const { status, stderr } = await run(['init', ...argv]);
  expect(status).toBe(2);
  expect(stderr).toContain(said);
  expect(tree(root)).toEqual({});
});

test('in a repository that is there, what is there is kept, and .gitignore gets the lines that it lacks', async () => {
  const own = {
    'package.json': '{"name": "mine"}\n',
    'README.md': '# Mine\n',
    '.gitignore': 'node_modules\n*.swp',
    'clusters/production.yaml': 'mine: true\n',
  };
  write(root, own);
  const { stdout } = await run(['init']);
  expect(tree(root)).toMatchObject({
    ...own,
    '.gitignore': 'node_modules\n*.swp\n.cache/\n.meshwright/\ncomment.md\n',
  });
  expect(stdout).toContain('kept:    clusters/production.yaml');
  const first = tree(root);
  expect((await run(['init'])).stdout).not.toContain('written:');
  expect(tree(root)).toEqual(first);
});

test('a folder is made where one is named', async () => {
  expect(await run(['init', 'new/platform'])).toMatchObject({
    ...clean,
    stdout: expect.stringContaining('Next: cd new/platform &&'),
  });
  expect(JSON.parse(readFileSync('new/platform/package.json', 'utf8'))).toMatchObject({
    name: 'platform',
    private: true,
  });
});

test('a folder that cannot be written is said', async () => {
  write(root, { file: '' });
  expect(await run(['init', 'file/below'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('ENOTDIR'),
  });
});

test('on a terminal, what the machine knows is offered, and a wrong answer is asked for again', async () => {
  const context = 'arn:aws:eks:us-west-2:111122223333:cluster/Blue_1';
  const ask: Ask = (program, ...words) =>
    program === 'kubectl'
      ? context
      : program === 'git'
        ? 'git@example.com:me/platform.git'
        : words.includes('describe-cluster')
          ? 'https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128'
          : undefined;
  const asked: string[] = [];
  const answers = new Map([['AWS account', ['twelve', '444455556666']]]);
  const question: Question = async (text, offered) => {
    asked.push(`${text}: ${offered}`);
    return answers.get(text)?.shift() ?? '';
  };
  await run(['init', '--engine', 'flux'], ask, question);
  expect(asked).toEqual([
    'Name of the cluster file: blue-1',
    'AWS region: us-west-2',
    'AWS account: 111122223333',
    'AWS account: 111122223333',
    'Name of the cluster in EKS: Blue_1',
    'OpenID Connect issuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128',
    'URL of the Git repository: ssh://git@example.com/me/platform.git',
    'Name of the application file: hello',
  ]);
  expect(readFileSync(join(root, 'clusters/blue-1.yaml'), 'utf8')).toContain('account: "444455556666"');
  expect(await run(['synth'])).toMatchObject(clean);
});

test('nobody is asked with --yes, and without kubectl, aws and git nothing is missed', async () => {
  const question: Question = () => {
    throw new Error('asked');
  };
  expect(await run(['init', '--yes'], nothing, question)).toMatchObject(clean);
  expect(known(nothing)).toEqual({});
});

test.each([
  ['git@github.com:me/platform.git', 'ssh://git@github.com/me/platform.git'],
  ['https://github.com/me/platform', 'https://github.com/me/platform'],
  ['https://me:token@github.com/me/platform', undefined],
  ['/srv/git/platform', undefined],
  [undefined, undefined],
])('the remote %s is the repository %s', (url, repository) => {
  expect(remote(url)).toBe(repository);
});
