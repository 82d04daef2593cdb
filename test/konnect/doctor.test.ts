import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../commands/synth';
import { compile } from '../../main';
import { Stage } from './stage';

/** A stage on which zone, gateway and output are complete and the zone is connected. */
async function completeStage(given = '[aws-load-balancer-controller]'): Promise<Stage> {
  const stage = new Stage();
  await stage.start();
  writeFileSync(stage.file, stage.text.replace('[aws-load-balancer-controller]', given));
  await stage.run('zone', 'create', '--zone', 'eu-west-1', '--region', 'eu');
  await stage.run('gateway', 'create', '--type', 'kic', '--region', 'eu');
  const world = { environment: {}, stdout: { write: () => true }, stderr: { write: () => true } };
  mkdirSync(join(stage.directory, 'dist'));
  // Only the cluster file lies in the folder itself.
  expect(synth(['--clusters', stage.directory, '--out', join(stage.directory, 'dist')], compile, world)).toBe(
    0,
  );
  stage.konnect.zones.set(`${stage.konnect.meshControlPlanes[0]?.id} eu-west-1`, { connected: true });
  return stage;
}

const tokenSecret = 'eu-west-1 konnect/mesh/ireland/token';

interface Ailment {
  readonly title: string;
  readonly make: (stage: Stage) => void;
  readonly line: RegExp;
  readonly code?: number;
}

const ailments: readonly Ailment[] = [
  {
    title: 'a control plane that is gone',
    make: (stage) => void stage.konnect.meshControlPlanes.splice(0),
    line: /^wrong {4}zone: There is no mesh control plane .+ in Konnect region eu/m,
  },
  {
    title: 'a control plane that is in another region',
    make: (stage) =>
      stage.konnect.meshControlPlanes.push({
        ...(stage.konnect.meshControlPlanes.pop() ?? { id: '', name: '' }),
        region: 'au',
      }),
    line: /^wrong {4}zone: The mesh control plane .+ is in Konnect region au, not in eu/m,
  },
  {
    title: 'a role that was taken away',
    make: (stage) => void stage.konnect.roles.splice(0),
    line: /^wrong {4}role: .+ is not Connector of the control plane: run meshwright konnect zone create --cluster ireland$/m,
  },
  {
    title: 'a right too many',
    make: (stage) =>
      stage.konnect.teams.push({ account: stage.konnect.accounts[0]?.id ?? '', id: '1', name: 'Admins' }),
    line: /^warning {2}role: .+ also has team Admins: remove it in Konnect$/m,
    code: 0,
  },
  {
    title: 'an account that is gone',
    make: (stage) => void stage.konnect.accounts.splice(0),
    line: /^wrong {4}system account: .+ does not exist/m,
  },
  {
    title: 'a token that ends soon',
    make: (stage) => {
      stage.time = new Date('2027-02-15T00:00:00Z');
    },
    line: /^warning {2}token: ends in 5 days, on 2027-02-20: run meshwright konnect zone rotate --cluster ireland$/m,
    code: 0,
  },
  {
    title: 'a token and a certificate that have ended',
    make: (stage) => {
      stage.time = new Date('2028-02-15T00:00:00Z');
    },
    line: /^wrong {4}token: ended on 2027-02-20(?:.|\n)+^wrong {4}certificate: ended on 2027-11-22/m,
  },
  {
    title: 'a token that is not the stored one',
    make: (stage) => void stage.konnect.tokens.splice(0),
    line: /^wrong {4}token: the AWS secret holds no token of/m,
  },
  {
    title: 'a zone that never connected',
    make: (stage) => stage.konnect.zones.clear(),
    line: /^warning {2}zone: eu-west-1 has never connected: sync dist\/ireland\/ to the cluster$/m,
    code: 0,
  },
  {
    title: 'a zone that is disconnected',
    make: (stage) => {
      for (const zone of stage.konnect.zones.values()) zone.connected = false;
    },
    line: /^wrong {4}zone: eu-west-1 disconnected since 2026-11-22T02:00:00Z/m,
  },
  {
    title: 'an endpoint that is not the control plane’s',
    make: (stage) =>
      writeFileSync(
        stage.file,
        stage.text.replace(/telemetryEndpoint: .*/, 'telemetryEndpoint: other.eu.tp.konghq.com'),
      ),
    line: /^wrong {4}gateway\.konnect\.telemetryEndpoint: is other\.eu\.tp\.konghq\.com, and Konnect says/m,
  },
  {
    title: 'a certificate that is not pinned',
    make: (stage) => void stage.konnect.certificates.splice(0),
    line: /^wrong {4}certificate: what konnect\/gateway\/ireland\/certificate holds is not pinned/m,
  },
  {
    title: 'a certificate and a key of different pairs',
    make: (stage) => {
      const key = stage.aws.secrets.get('eu-west-1 konnect/gateway/ireland/key');
      if (key !== undefined) key.current = 'f'.repeat(64);
    },
    line: /^wrong {4}certificate: .+ hold parts of different pairs/m,
  },
  {
    title: 'a secret in another region',
    make: (stage) => {
      const secret = stage.aws.secrets.get(tokenSecret);
      stage.aws.secrets.delete(tokenSecret);
      if (secret !== undefined) stage.aws.secrets.set(tokenSecret.replace('eu-west-1', 'us-east-1'), secret);
    },
    line: /^wrong {4}AWS secret konnect\/mesh\/ireland\/token: does not exist in eu-west-1/m,
  },
  {
    title: 'a secret that waits to be deleted',
    make: (stage) => {
      const secret = stage.aws.secrets.get(tokenSecret);
      if (secret !== undefined) secret.deletedOn = 1;
    },
    line: /^wrong {4}AWS secret konnect\/mesh\/ireland\/token: waits to be deleted/m,
  },
  {
    title: 'a secret of another KMS key than the role may use',
    make: (stage) => {
      const secret = stage.aws.secrets.get(tokenSecret);
      if (secret !== undefined) secret.kmsKey = 'arn:aws:kms:eu-west-1:210987654321:key/1';
    },
    line: /^wrong {4}ExternalSecret kong-mesh-system\/cp-token: .+ is encrypted with arn:aws:kms:.+ which role .+ may not use/m,
  },
  {
    title: 'a secret of a KMS key that is named by its alias',
    make: (stage) => {
      const secret = stage.aws.secrets.get(tokenSecret);
      if (secret !== undefined) secret.kmsKey = 'alias/mesh';
    },
    line: /^warning {2}ExternalSecret kong-mesh-system\/cp-token: .+ is encrypted with alias\/mesh/m,
    code: 0,
  },
  {
    title: 'credentials of another account',
    make: (stage) => {
      stage.aws.account = '111111111111';
    },
    line: /^wrong {4}AWS account: the credentials are of 111111111111/m,
  },
  {
    title: 'a role that may read less than the cluster needs',
    make: (stage) =>
      rewrite(stage, 'permissions.json', /secret:konnect\/gateway[^"]*/g, 'secret:else-??????'),
    line: /^wrong {4}ExternalSecret kong\/konnect-client-tls: role .+ may not read arn:aws:secretsmanager:eu-west-1:210987654321:secret:konnect\/gateway\/ireland\/certificate-AbCdEf/m,
  },
  {
    title: 'output that is not there',
    make: (stage) => rmSync(join(stage.directory, 'dist'), { recursive: true }),
    line: /^wrong {4}output: There is no .+: run meshwright synth first\.$/m,
  },
  {
    title: 'a cluster file that is not complete',
    make: (stage) => writeFileSync(stage.file, stage.text.replace(/^ {4}telemetryEndpoint: .*\n/m, '')),
    line: /^wrong {4}.*ireland\.yaml:\d+: gateway\.konnect/m,
  },
];

function rewrite(stage: Stage, ending: string, from: RegExp, to: string): void {
  const folder = join(stage.directory, 'dist', 'ireland', 'iam');
  for (const name of readdirSync(folder).filter((one) => one.endsWith(ending))) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  }
}

describe('doctor', () => {
  let stage: Stage;
  const run = (...words: string[]) => stage.run('doctor', '--dist', join(stage.directory, 'dist'), ...words);
  let restore = () => {};
  beforeAll(async () => {
    stage = await completeStage();
    const remembered = stage.remember();
    const dist = join(stage.directory, 'dist');
    const kept = join(stage.directory, 'kept');
    cpSync(dist, kept, { recursive: true });
    restore = () => {
      remembered();
      rmSync(dist, { recursive: true, force: true });
      cpSync(kept, dist, { recursive: true });
    };
  });
  afterAll(() => stage.stop());
  beforeEach(() => restore());
  afterEach(() => {
    expect(stage.konnect.wrong).toEqual([]);
    expect(stage.faults.seen.filter(({ change }) => change)).toEqual([]);
    for (const secret of stage.canaries) expect(stage.transcript.includes(secret)).toBe(false);
  });

  test('finds everything in order', async () => {
    const { out, code } = await run();
    expect(out).toMatch(/^15 ok, 0 warnings, 0 wrong, 1 skipped$/m);
    expect(code).toBe(0);
  });

  test.each(ailments)('finds $title', async ({ make, line, code = 1 }) => {
    make(stage);
    const found = await run();
    expect(found.out).toMatch(line);
    expect(found.errors).toBe('');
    expect(found.code).toBe(code);
  });

  test('looks into the cluster with kubectl, where a kubeconfig is given', async () => {
    const asked: string[] = [];
    const secret = (namespace: string, name: string, status: string) => ({
      metadata: { namespace, name },
      status: { conditions: [{ type: 'Ready', status, message: 'could not get secret data from provider' }] },
    });
    const pod = (name: string, phase: string, ready: string) => ({
      metadata: { namespace: 'x', name },
      status: { phase, conditions: [{ type: 'Ready', status: ready }] },
    });
    stage.execute = async (program, words) => {
      asked.push(`${program} ${words.join(' ')}`);
      const items = words.includes('pods')
        ? words.includes('kong')
          ? [pod('kong-1', 'Running', 'False')]
          : [pod('a', 'Running', 'True'), pod('job', 'Succeeded', 'False')]
        : [secret('kong-mesh-system', 'cp-token', 'True'), secret('kong', 'konnect-client-tls', 'False')];
      return { status: 0, stdout: JSON.stringify({ items }), stderr: '' };
    };
    const { out, code } = await run('--kubeconfig', '/home/me/config', '--context', 'ireland');
    expect(asked[0]).toBe(
      'kubectl --kubeconfig /home/me/config --context ireland get externalsecrets.external-secrets.io --all-namespaces --output json --request-timeout 20s',
    );
    expect(out).toContain('ok       ExternalSecret kong-mesh-system/cp-token: is ready');
    expect(out).toContain(
      'wrong    ExternalSecret kong/konnect-client-tls: is not ready: could not get secret data from provider',
    );
    expect(out).toContain('ok       pods of kong-mesh-system: 2 run');
    expect(out).toContain('wrong    pod kong/kong-1: is Running and not ready');
    expect(code).toBe(1);
  });

  test('says that kubectl failed, and what it said', async () => {
    const { out } = await run('--kubeconfig', '/nowhere');
    expect(out).toContain(
      'wrong    cluster: kubectl get externalsecrets.external-secrets.io --all-namespaces failed (127): not installed',
    );
  });
});

test('doctor reads the policies of a cluster that makes its roles itself', async () => {
  const stage = await completeStage('[aws-load-balancer-controller, ack-iam]');
  try {
    const { out, code } = await stage.run('doctor', '--dist', join(stage.directory, 'dist'));
    expect(readdirSync(join(stage.directory, 'dist', 'ireland'))).not.toContain('iam');
    expect(out).toMatch(/^15 ok, 0 warnings, 0 wrong, 1 skipped$/m);
    expect(code).toBe(0);
  } finally {
    await stage.stop();
  }
});
