import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { emptyCluster, Stage } from './stage';

const create = ['zone', 'create', '--zone', 'eu-west-1', '--region', 'eu'];

describe('a command that fails', () => {
  let stage: Stage;
  beforeEach(async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    stage = new Stage();
    await stage.start();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
    for (const secret of stage.canaries) expect(stage.transcript.includes(secret)).toBe(false);
    expect(stage.transcript).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
  });

  const failing = async (...words: string[]) => {
    const run = await stage.run(...words);
    expect(run.code).toBe(1);
    return run.errors;
  };
  const problem = (status: number, detail: string) => ({ status, body: { status, title: 'No', detail } });

  test('says that there is no token, and that it is read from the environment only', async () => {
    stage.environment = { KONNECT_TOKEN: '' };
    expect(await failing(...create)).toMatch(
      /^KONNECT_TOKEN is not set: .+ It is read from the environment only\.$/,
    );
  });

  test('has no option that takes a token', async () => {
    const run = await stage.run(...create, '--token', 'kpat_x');
    expect(run).toMatchObject({ code: 2, errors: 'Unknown argument: token (meshwright konnect --help)' });
  });

  test.each([
    [['zone'], 'Which command? --help lists them.'],
    [['zone', 'create', '--zoned', 'a'], 'Unknown argument: zoned'],
    [['zone', 'create', '--zone', 'a', '--zone', 'b'], '--zone is given more than once'],
    [['zone', 'create', '--zone', '--region', 'eu'], 'Not enough arguments following: zone'],
    [['gateway', 'create', '--region', 'eu'], 'Missing required argument: type'],
    [
      ['gateway', 'create', '--type', 'hybrid'],
      'Invalid values:\n  Argument: type, Given: "hybrid", Choices: "kic", "data-plane"',
    ],
  ])('refuses the command line %j', async (words, sentence) => {
    const run = await stage.run(...words);
    expect(run).toMatchObject({ code: 2, errors: `${sentence} (meshwright konnect --help)` });
    expect(stage.faults.seen).toEqual([]);
  });

  test('says on 401 that the token is not accepted', async () => {
    stage.environment = { KONNECT_TOKEN: 'kpat_another' };
    expect(await failing(...create)).toContain(
      'Konnect does not accept the token (401). KONNECT_TOKEN is expired, revoked or incomplete',
    );
    expect(stage.aws.secrets.size).toBe(0);
  });

  test('says on 403 which role is needed', async () => {
    stage.konnect.refuse = { path: /^POST \/v1\/mesh/, answer: problem(403, 'missing permission') };
    expect(await failing(...create)).toBe(
      'Cannot create the mesh control plane "kong-mesh": the token may not do this (403). Its owner needs the role Creator on Mesh Control Planes. Konnect says: No; missing permission',
    );
  });

  test('says that a quota is used up, whatever the status', async () => {
    stage.konnect.refuse = {
      path: /^POST \/v1\/mesh/,
      answer: problem(403, 'Quota exceeded for mesh control planes'),
    };
    expect(await failing(...create)).toContain('a quota of the Konnect organisation is used up (403)');
  });

  test('says in which region a control plane is when it is not in this one', async () => {
    const id = '5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90';
    stage.konnect.meshControlPlanes.push({ region: 'us', id, name: 'production' });
    expect(await failing(...create, '--control-plane', id)).toBe(
      `The mesh control plane ${id} is in Konnect region us, not in eu: give --region us, or correct mesh.konnect.region.`,
    );
  });

  test('says on 404 that the control plane is nowhere', async () => {
    const id = '5f3c1d0a-6f0e-4d2b-9b7e-2a1c8e4f7d90';
    expect(await failing(...create, '--control-plane', id)).toContain(
      `There is no mesh control plane ${id} in Konnect region eu`,
    );
  });

  test('says on 409 that the name is taken, after having looked for it five times', async () => {
    stage.konnect.refuse = { path: /^POST \/v1\/mesh/, answer: problem(409, 'name is taken') };
    expect(await failing(...create)).toContain('Konnect has something of that name, or it is in use (409)');
    expect(stage.waits).toHaveLength(4);
  });

  test('waits as long as Retry-After asks on 429, then goes on', async () => {
    stage.faults.decide = ({ index }) =>
      index === 1 ? { when: 'before', status: 429, headers: { 'retry-after': '7' } } : undefined;
    expect((await stage.run(...create)).code).toBe(0);
    expect(stage.waits).toEqual([7250]);
  });

  test('gives up at once when Retry-After asks for more than two minutes', async () => {
    stage.faults.decide = ({ service }) =>
      service === 'konnect' ? { when: 'before', status: 429, headers: { 'retry-after': '3600' } } : undefined;
    expect(await failing(...create)).toContain('Konnect still asks for fewer calls (429) after 1 attempts');
    expect(stage.waits).toEqual([]);
  });

  test('backs off with jitter on 5xx and says after five attempts that Konnect failed', async () => {
    stage.faults.decide = ({ service }) =>
      service === 'konnect' ? { when: 'before', status: 502 } : undefined;
    expect(await failing(...create)).toContain('Konnect failed (502) 5 times in a row');
    expect(stage.waits).toEqual([375, 750, 1500, 3000]);
  });

  test('says when there is no network', async () => {
    stage.environment = { KONNECT_API_URL: 'http://127.0.0.1:9' };
    expect(await failing(...create)).toMatch(
      /^Cannot list the mesh control planes: .*127\.0\.0\.1:9.*; tried 5 times\.$/,
    );
  });

  test('says when KONNECT_API_URL leads to something that is not Konnect', async () => {
    const server = createServer((_request, response) => response.end('<html>Sign in</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    stage.environment = { KONNECT_API_URL: `http://127.0.0.1:${port}` };
    const errors = await failing(...create);
    server.close();
    expect(errors).toContain("is not what Konnect's API describes. Is KONNECT_API_URL right?");
  });

  test('does not follow a redirect with the token', async () => {
    let asked = 0;
    const other = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    stage.faults.decide = ({ service }) =>
      service === 'konnect'
        ? { when: 'before', status: 302, headers: { location: `http://127.0.0.1:${port}/` } }
        : undefined;
    expect(await failing(...create)).toContain('leads elsewhere (302), and the token is not sent there');
    other.close();
    expect(asked).toBe(0);
  });

  test('refuses to send the token unencrypted to another machine', async () => {
    stage.environment = { KONNECT_API_URL: 'http://konnect.example.com' };
    expect(await failing(...create)).toContain('KONNECT_API_URL must start with https://');
  });

  test('asks for a region rather than taking one', async () => {
    expect(await failing('zone', 'create', '--zone', 'eu-west-1')).toContain(
      'Which Konnect region? Give --region',
    );
    expect(await failing('zone', 'create', '--zone', 'a', '--region', 'ue')).toContain(
      '--region is "ue": expected one of us, eu',
    );
  });

  test('names the fields of a cluster file that are not ready', async () => {
    writeFileSync(stage.file, 'aws: {region: eu-west-1}\n');
    expect(await failing(...create)).toMatch(/the section aws has to be complete first\. aws\.account: /);
    writeFileSync(stage.file, `${emptyCluster}mesh: {backend: app-mesh, name: dj}\n`);
    expect(await failing(...create)).toContain('mesh.backend is app-mesh; a zone of Konnect needs kong-mesh');
    writeFileSync(stage.file, emptyCluster.replace('version:', 'mode: kic\n  version:'));
    expect(await failing('gateway', 'create', '--type', 'kic', '--region', 'eu')).toContain(
      'gateway.mode is kic',
    );
    expect(stage.faults.seen).toEqual([]);
  });

  test('refuses an account that may do more than connect the zone', async () => {
    await stage.run(...create);
    const account = stage.konnect.accounts[0]?.id ?? '';
    stage.konnect.teams.push({ account, id: '1', name: 'Organization Admin' });
    expect(await failing(...create)).toContain('may do more than connect a zone: team Organization Admin');
  });

  test('stops before Konnect is asked when the AWS credentials are of another account', async () => {
    stage.aws.account = '111111111111';
    expect(await failing(...create)).toContain(
      'The AWS credentials belong to account 111111111111, and the cluster file says aws.account 210987654321',
    );
    expect(stage.faults.seen.filter(({ service }) => service === 'konnect')).toEqual([]);
  });

  test.each([
    ['AccessDenied', 'the AWS identity may not do this; it needs sts:GetCallerIdentity'],
    [
      'ExpiredTokenException',
      'AWS does not accept the credentials, or there are none (ExpiredTokenException)',
    ],
  ])('explains %s of AWS', async (code, sentence) => {
    stage.aws.refuse = code;
    expect(await failing(...create)).toContain(sentence);
  });

  test('explains an AWS quota and a refusal where they happen', async () => {
    stage.faults.decide = ({ what }) => {
      if (what === 'secretsmanager CreateSecret') stage.aws.refuse = 'LimitExceededException';
      return undefined;
    };
    expect(await failing(...create)).toContain('a quota of the AWS account is used up');
    stage.aws.refuse = undefined;
    stage.faults.decide = ({ what }) => {
      if (what === 'secretsmanager PutSecretValue') stage.aws.refuse = 'AccessDeniedException';
      return undefined;
    };
    expect(await failing(...create)).toContain('it needs secretsmanager:PutSecretValue');
  });

  test('says when AWS does not answer', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    expect(await failing(...create)).toContain('no answer from AWS');
  });

  test('leaves a secret alone that somebody else made, unless it is adopted', async () => {
    const name = 'eu-west-1 konnect/mesh/ireland/token';
    stage.aws.secrets.set(name, {
      arn: 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:konnect/mesh/ireland/token-AbCdEf',
      versions: new Map([['their-version-id-0123456789abcdef', 'theirs']]),
      current: 'their-version-id-0123456789abcdef',
      previous: undefined,
      tags: {},
      kmsKey: undefined,
      deletedOn: undefined,
    });
    expect(await failing(...create)).toContain('is there already and is not the zone-token of ireland');
    expect(stage.aws.value('eu-west-1', 'konnect/mesh/ireland/token')).toBe('theirs');
    expect(stage.konnect.tokens).toEqual([]);
    expect((await stage.run(...create, '--adopt-secret')).errors).toBe('');
    expect(stage.aws.value('eu-west-1', 'konnect/mesh/ireland/token')).toBe(stage.konnect.tokens[0]?.value);
    expect(stage.aws.secrets.get(name)?.tags['meshwright-cluster']).toBe('ireland');
  });

  test('shows nothing of what a server sends back when it sends back the token', async () => {
    // The stand-in's faults echo the Authorization header.
    stage.faults.decide = ({ service }) =>
      service === 'konnect' ? { when: 'before', status: 400 } : undefined;
    expect(await failing(...create)).toContain('Konnect says: fault; Bearer [hidden]');
  });
});
