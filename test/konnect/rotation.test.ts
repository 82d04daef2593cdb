import { Stage } from './stage';

const create = ['zone', 'create', '--zone', 'eu-west-1', '--region', 'eu'];

describe('the life of a zone', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.start();
    await stage.run(...create);
    stage.faults.reset();
  });
  afterEach(async () => {
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  const stored = () => stage.aws.secrets.get('eu-west-1 konnect/mesh/ireland/token')?.current;
  const changes = () =>
    stage.faults.seen.filter(({ change }) => change).map(({ what }) => what.replace(/[0-9a-f-]{36}/g, '*'));
  const use = (id: string | undefined) => {
    const token = stage.konnect.tokens.find((one) => one.id === id);
    if (token !== undefined) token.last_used_at = stage.time.toISOString();
  };

  test('zone rotate stores the new token and leaves the old one working', async () => {
    const old = stored();
    use(old);
    const run = await stage.run('zone', 'rotate', '--expires', '12w');
    expect(run.errors).toBe('');
    expect(changes()).toEqual([
      'POST /global/v3/system-accounts/*/access-tokens',
      'secretsmanager PutSecretValue',
    ]);
    expect(stage.konnect.tokens.map(({ id }) => id)).toEqual([old, stored()]);
    expect(stage.konnect.tokens[1]?.expires_at).toBe('2027-02-14T01:30:00.000Z');
  });

  test('a second zone rotate issues no further token while the old one works', async () => {
    use(stored());
    await stage.run('zone', 'rotate');
    const fresh = stored();
    const run = await stage.run('zone', 'rotate');
    expect(run.out).toContain('A rotation is under way already, so no further token was issued.');
    expect(stored()).toBe(fresh);
    expect(stage.konnect.tokens).toHaveLength(2);
  });

  test('zone rotate --finish refuses while nobody has signed in with the new token, then deletes the old one', async () => {
    use(stored());
    await stage.run('zone', 'rotate');
    const early = await stage.run('zone', 'rotate', '--finish');
    expect(early.code).toBe(1);
    expect(early.errors).toContain(
      'Zone eu-west-1 has not signed in with the new token yet, so the old one stays.',
    );
    expect(stage.konnect.tokens).toHaveLength(2);
    use(stored());
    expect((await stage.run('zone', 'rotate', '--finish')).code).toBe(0);
    expect(stage.konnect.tokens.map(({ id }) => id)).toEqual([stored()]);
  });

  test('zone rotate --now stores the new token before it deletes the old one', async () => {
    const old = stored();
    use(old);
    await stage.run('zone', 'rotate', '--now');
    expect(changes()).toEqual([
      'POST /global/v3/system-accounts/*/access-tokens',
      'secretsmanager PutSecretValue',
      'DELETE /global/v3/system-accounts/*/access-tokens/*',
    ]);
    expect(stored()).not.toBe(old);
    expect(stage.konnect.tokens.map(({ id }) => id)).toEqual([stored()]);
  });

  test('zone create replaces a token that has ended', async () => {
    const old = stored();
    stage.time = new Date('2027-06-01T00:00:00Z');
    expect((await stage.run('zone', 'status')).out).toContain('ended 101 days ago');
    await stage.run('zone', 'create');
    expect(stored()).not.toBe(old);
  });

  test('zone delete asks, and a no changes nothing', async () => {
    stage.answer = false;
    const run = await stage.run('zone', 'delete');
    expect(run).toMatchObject({ code: 1, errors: 'Nothing was changed.' });
    expect(stage.questions).toEqual(['Delete them?']);
    expect(changes()).toEqual([]);
  });

  test('zone delete needs --yes where nobody can answer', async () => {
    const run = await stage.run('zone', 'delete');
    expect(run.errors).toBe('Nothing was changed: nobody can answer here, so give --yes.');
    expect(changes()).toEqual([]);
  });

  test('zone delete refuses a connected zone, and keeps the control plane and the cluster file', async () => {
    const id = stage.konnect.meshControlPlanes[0]?.id;
    stage.konnect.zones.set(`${id} eu-west-1`, { connected: true });
    const text = stage.text;
    stage.answer = true;
    const refused = await stage.run('zone', 'delete');
    expect(refused.errors).toContain('remove Kong Mesh from the cluster first, or give --force');
    expect((await stage.run('zone', 'delete', '--force')).code).toBe(0);
    expect(stage.konnect.accounts).toEqual([]);
    expect(stage.konnect.tokens).toEqual([]);
    expect(stage.konnect.zones.size).toBe(0);
    expect(stage.konnect.meshControlPlanes).toHaveLength(1);
    expect(stage.text).toBe(text);
    expect(stage.aws.secrets.get('eu-west-1 konnect/mesh/ireland/token')?.deletedOn).toBeDefined();
  });

  test('collections of more than one page are read to their end', async () => {
    stage.konnect.largestPage = 1;
    use(stored());
    await stage.run('zone', 'rotate');
    use(stored());
    await stage.run('zone', 'rotate', '--finish');
    expect(stage.konnect.tokens.map(({ id }) => id)).toEqual([stored()]);
  });

  test('the old call is behind a flag, gives its token once, and a later zone create moves to a system account', async () => {
    const other = new Stage();
    await other.start();
    try {
      const run = await other.run(...create, '--legacy-provision-zone');
      expect(run.errors).toBe('');
      expect(other.konnect.accounts).toEqual([]);
      expect(other.aws.value('eu-west-1', 'konnect/mesh/ireland/token')).toMatch(/^zone-/);
      other.faults.reset();
      expect((await other.run(...create, '--legacy-provision-zone')).code).toBe(0);
      expect(other.faults.seen.filter(({ change }) => change)).toEqual([]);
      other.aws.secrets.clear();
      expect((await other.run(...create, '--legacy-provision-zone')).errors).toContain(
        'its token is given only once',
      );
      await other.run(...create);
      expect(other.aws.value('eu-west-1', 'konnect/mesh/ireland/token')).toBe(other.konnect.tokens[0]?.value);
      for (const secret of other.canaries) expect(other.transcript.includes(secret)).toBe(false);
    } finally {
      await other.stop();
    }
  });
});
