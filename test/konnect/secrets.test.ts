import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { hideSecrets, SecretText } from '../../konnect/secret-text';
import { Stage } from './stage';

const root = resolve(__dirname, '..', '..');

describe('a secret text', () => {
  const secret = new SecretText(['spat', 'canary', '0123456789'].join('_'));

  test('shows itself in no way but one', () => {
    const shown = [
      `${secret}`,
      String(secret),
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ a: { secret } }, { showHidden: true }),
    ];
    for (const text of shown) expect(text).not.toContain('canary');
    expect(Object.values(secret)).toEqual([]);
    expect(structuredClone(secret)).toEqual({});
    expect(secret.reveal()).toContain('canary');
  });

  test('is taken out of what others wrote, in the forms that JSON and addresses give it', () => {
    const key = new SecretText('-----BEGIN/KEY-----\nAAAA+BBBB/CCCC\n-----END KEY-----\n');
    const texts = [secret.reveal(), JSON.stringify(key.reveal()), encodeURIComponent(key.reveal().trim())];
    expect(hideSecrets(texts.join(' | '), [secret, key])).toBe('[hidden] | "[hidden]\\n" | [hidden]');
  });
});

/** Every file below a folder, with its text. */
function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

describe('as a process of its own', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.start();
  });
  afterEach(() => stage.stop());

  /** Runs the command with a home, a folder for temporary files and a working folder of its own. */
  async function run(address: string, ...words: string[]): Promise<{ out: string; status: number | null }> {
    const { directory } = stage;
    for (const name of ['home', 'tmp', 'work']) mkdirSync(join(directory, name), { recursive: true });
    const child = spawn(
      process.execPath,
      [
        join(root, 'tools/compiled/run.js'),
        'commands/konnect.ts',
        ...words,
        '--cluster',
        'ireland',
        '--clusters',
        directory,
      ],
      {
        cwd: join(directory, 'work'),
        env: {
          PATH: process.env.PATH,
          HOME: join(directory, 'home'),
          TMPDIR: join(directory, 'tmp'),
          KONNECT_TOKEN: stage.token,
          KONNECT_API_URL: address,
          AWS_ENDPOINT_URL: process.env.AWS_ENDPOINT_URL,
          AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID,
          AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY,
          AWS_MAX_ATTEMPTS: '1',
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    const status = await new Promise<number | null>((done) => child.on('close', done));
    return { out, status };
  }

  test('no token and no key is printed, written to disk or put into an error, whether the commands succeed or fail', async () => {
    const address = stage.address;
    let seen = '';
    let progress = '';
    const inProcess = async (...words: string[]) => {
      // It goes the same way to the disk and to what is printed, and needs no process of its own.
      const environment = { ...process.env, TMPDIR: join(stage.directory, 'tmp') };
      const replaced = jest.replaceProperty(process, 'env', environment);
      const done = await stage.run(...words);
      replaced.restore();
      expect([words, done.code, done.out]).toEqual([words, 0, expect.any(String)]);
      seen += `${done.out}\n${done.errors}\n`;
      progress += done.progress;
    };
    await inProcess('zone', 'create', '--zone', 'eu-west-1', '--region', 'eu', '--dry-run');
    const created = await run(address, 'zone', 'create', '--zone', 'eu-west-1', '--region', 'eu');
    expect(created).toEqual({ status: 0, out: expect.any(String) });
    seen += created.out;
    await inProcess('gateway', 'create', '--type', 'kic', '--region', 'eu');
    await inProcess('gateway', 'rotate', '--now');
    await inProcess('zone', 'status');
    // Konnect echoes the Authorization header in an error; AWS refuses; both answer nonsense.
    stage.faults.decide = ({ service }) =>
      service === 'konnect' ? { when: 'before', status: 422 } : undefined;
    const echoed = await run(address, 'zone', 'rotate');
    stage.faults.decide = ({ what }) =>
      what.endsWith('PutSecretValue') ? { when: 'before', status: 400 } : undefined;
    const refused = await run(address, 'zone', 'rotate');
    expect([echoed.status, refused.status]).toEqual([1, 1]);
    expect(echoed.out).toContain('Bearer [hidden]');
    expect(refused.out).toMatch(/^Cannot store a value in secret/m);
    seen += echoed.out + refused.out;

    const lines = stage.canaries
      .flatMap((secret) => secret.split('\n'))
      .filter((line) => line.length >= 16 && !line.includes('PRIVATE KEY'));
    expect(lines.length).toBeGreaterThan(8);
    const disk = textsBelow(stage.directory);
    expect(disk.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect((seen + progress).includes(line)).toBe(false);
      expect(disk.filter((text) => text.includes(line))).toEqual([]);
    }
    // Standard error is no terminal here, so there are no progress lines; and never a stack trace.
    expect(seen).not.toMatch(/^ {2}GET /m);
    expect(seen).not.toMatch(/^\s+at /m);
  });

  test('the cluster file keeps its mode and what somebody else wrote meanwhile, and nothing is left beside it', async () => {
    chmodSync(stage.file, 0o600);
    stage.faults.decide = ({ what }) => {
      if (what.endsWith('PutSecretValue')) appendFileSync(stage.file, '# written meanwhile\n');
      return undefined;
    };
    await stage.run('zone', 'create', '--zone', 'eu-west-1', '--region', 'eu');
    expect(readdirSync(stage.directory)).toEqual(['ireland.yaml']);
    expect(statSync(stage.file).mode & 0o777).toBe(0o600);
    expect(stage.text).toMatch(/ {4}zone: eu-west-1\n(?:.|\n)*# written meanwhile\n$/);
  });
});

test('the AWS SDK and the certificate library are loaded when a command first needs them, not before', () => {
  const files = ['konnect', 'commands'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, room, name)),
  );
  expect(files.length).toBeGreaterThan(30);
  const eager = /^import (?!type )[^;]*from '(@aws-sdk|@peculiar|reflect-metadata)/m;
  expect(files.filter((file) => eager.test(readFileSync(file, 'utf8')))).toEqual([]);
});
