import { commands } from '../../bin/commands';
import { meshwright } from '../../bin/meshwright';
import { version } from '../../package.json';

/** Runs the program in this process. */
async function run(...argv: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const world = {
    environment: {},
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
  };
  const startThread = (): never => {
    throw new Error('no thread is needed');
  };
  return { status: await meshwright(argv, world, { startThread }), ...said };
}

test('the help lists every command with what it does, within 80 columns', async () => {
  const { status, stdout } = await run('--help');
  expect(status).toBe(0);
  for (const { name, summary } of commands)
    expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(await run('help')).toMatchObject({ status: 0, stdout });
});

test('--version is that of package.json', async () => {
  expect(await run('--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
});

test.each(commands.map(({ name }) => [name]))(
  '%s --help shows its own help, which calls it so',
  async (name) => {
    if (name === 'konnect') return;
    const { status, stdout, stderr } = await run(name, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`meshwright ${name}`);
    expect(stdout).toContain('Exit status: 0');
    expect(await run('help', name)).toEqual({ status, stdout, stderr });
  },
);

test('a command that there is not ends with 2, and tells the nearest', async () => {
  expect(await run('topolgy')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^There is no command "topolgy"\. Did you mean topology\?\n\nmeshwright COMMAND/,
    ),
  });
  expect(await run()).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Which command\?/) });
});

test('explain tells a rule from a cluster', async () => {
  expect(await run('explain', 'kong/missing-plugin')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Why:'),
  });
  expect(await run('explain', 'kong/missing-plugn')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('did you mean kong/missing-plugin?'),
  });
  const folder = ['--clusters', 'test/reference/clusters', '--applications', 'test/reference/applications'];
  expect(await run('explain', 'us-west-2-kong-mesh', 'mesh.backend', ...folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('kong-mesh'),
  });
  expect(await run('explain')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('meshwright explain RULE'),
  });
});
