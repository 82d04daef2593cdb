import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { isLong } from '../long';
import { emptyCluster, Stage } from './stage';

const present = isLong && spawnSync('python3', ['-c', 'import moto.server']).status === 0;
const why = !isLong ? 'only in npm run test:long' : present ? '' : 'needs Python 3 with moto[server]';

/** Starts moto on a free port; gives its address and the process. */
async function startMoto(): Promise<{ address: string; process: ChildProcess }> {
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(text)));
  });
  return { address, process: child };
}

// A stand-in written here agrees with the client written here; moto is somebody else's reading of the API.
(present ? describe : describe.skip)(`against moto${why === '' ? '' : ` (${why})`}`, () => {
  let moto: { address: string; process: ChildProcess };
  let stage: Stage;
  let reader: SecretsManagerClient;
  beforeAll(async () => {
    moto = await startMoto();
    stage = new Stage();
    await stage.start(emptyCluster.replace('210987654321', '123456789012'));
    process.env.AWS_ENDPOINT_URL = moto.address;
    reader = new SecretsManagerClient({ region: 'eu-west-1' });
  });
  afterAll(async () => {
    moto.process.kill();
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  const value = async (name: string) =>
    (await reader.send(new GetSecretValueCommand({ SecretId: `konnect/${name}` }))).SecretString ?? '';
  const run = async (...words: string[]) => {
    const done = await stage.run(...words);
    expect([words, done.errors, done.code]).toEqual([words, '', 0]);
    return done.out;
  };

  test('the life of a zone: created, found again, rotated, deleted, created again', async () => {
    const create = ['zone', 'create', '--zone', 'eu-west-1', '--region', 'eu'];
    await run(...create);
    const [first] = stage.konnect.tokens;
    expect(await value('mesh/ireland/token')).toBe(first?.value);
    const described = await reader.send(
      new DescribeSecretCommand({ SecretId: 'konnect/mesh/ireland/token' }),
    );
    expect(described.VersionIdsToStages).toEqual({ [first?.id ?? '']: ['AWSCURRENT'] });
    expect(await run(...create)).toContain('holds the token');

    if (first !== undefined) first.last_used_at = stage.time.toISOString();
    await run('zone', 'rotate');
    const second = stage.konnect.tokens[1];
    expect(await value('mesh/ireland/token')).toBe(second?.value);
    await run('zone', 'rotate', '--finish', '--now');
    expect(stage.konnect.tokens.map(({ id }) => id)).toEqual([second?.id]);

    await run('zone', 'delete', '--yes');
    await expect(value('mesh/ireland/token')).rejects.toThrow();
    await run(...create);
    expect(await value('mesh/ireland/token')).toBe(stage.konnect.tokens[0]?.value);
  });

  test('a certificate and a key that fit, before and after a rotation', async () => {
    const pair = async () => {
      const certificate = new X509Certificate(await value('gateway/ireland/certificate'));
      const fits = certificate.checkPrivateKey(createPrivateKey(await value('gateway/ireland/key')));
      return { fingerprint: certificate.fingerprint256, fits };
    };
    await run('gateway', 'create', '--type', 'kic', '--region', 'eu');
    const before = await pair();
    await run('gateway', 'rotate');
    const after = await pair();
    expect([before.fits, after.fits]).toEqual([true, true]);
    expect(after.fingerprint).not.toBe(before.fingerprint);
    await run('gateway', 'rotate', '--finish');
    expect(stage.konnect.certificates).toHaveLength(1);
  });

  test('credentials of another account are refused', async () => {
    writeFileSync(stage.file, emptyCluster);
    const { errors } = await stage.run('zone', 'create', '--zone', 'a', '--region', 'eu');
    expect(errors).toContain('The AWS credentials belong to account 123456789012');
  });
});
