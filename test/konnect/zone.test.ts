import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stage } from './stage';

const create = ['zone', 'create', '--zone', 'eu-west-1', '--control-plane', 'production', '--region', 'eu'];

describe('the zone of a cluster', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.start();
  });
  afterEach(async () => {
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  test('zone create reads what a base says, and leaves the base as it is', async () => {
    const base = stage.text.replace('# The mesh zone in Ireland.', '# All zones.');
    const path = join(dirname(stage.file), '_all.yaml');
    writeFileSync(path, base);
    writeFileSync(stage.file, 'extends: [_all]\n');
    const run = await stage.run(...create);
    expect(run.errors).toBe('');
    expect(stage.text).toMatch(/^extends: \[_all\]\nmesh:\n {2}backend: kong-mesh\n/);
    expect(stage.text).not.toContain('aws:');
    expect(readFileSync(path, 'utf8')).toBe(base);
    const again = await stage.run('zone', 'status');
    expect(again.errors).not.toContain('has no mesh.konnect');
  });

  test('zone create makes the control plane, the account, its one role, the token, the secret and the cluster file', async () => {
    const run = await stage.run(...create);
    expect(run.errors).toBe('');
    expect(run.code).toBe(0);
    const [controlPlane] = stage.konnect.meshControlPlanes;
    const [account] = stage.konnect.accounts;
    const [token] = stage.konnect.tokens;
    expect(controlPlane).toMatchObject({ region: 'eu', name: 'production' });
    expect(account?.name).toBe(`kong-mesh-zone-eu-west-1-${controlPlane?.id.slice(0, 8)}`);
    expect(stage.konnect.roles).toEqual([
      expect.objectContaining({
        account: account?.id,
        role_name: 'Connector',
        entity_type_name: 'Mesh Control Planes',
        entity_id: controlPlane?.id,
        entity_region: 'eu',
      }),
    ]);
    expect(token).toMatchObject({
      account: account?.id,
      expires_at: '2027-02-20T01:30:00.000Z',
    });
    const secret = stage.aws.secrets.get('eu-west-1 konnect/mesh/ireland/token');
    expect(secret?.current).toBe(token?.id);
    expect(stage.aws.value('eu-west-1', 'konnect/mesh/ireland/token')).toBe(token?.value);
    expect(secret?.tags).toEqual({
      'managed-by': 'meshwright',
      'meshwright-cluster': 'ireland',
      'meshwright-purpose': 'zone-token',
    });
    expect(stage.text.replace(controlPlane?.id ?? '', 'ID')).toMatchInlineSnapshot(`
     "# The mesh zone in Ireland.
     aws:
       region: eu-west-1
       account: "210987654321" # production
       eksCluster: mesh-eu-west-1
       oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/1F2E3D4C5B6A79880716253443526170
     delivery:
       engine: argo-cd
       repository: https://github.com/example/platform
     mesh:
       backend: kong-mesh
       controlPlane: konnect
       konnect:
         region: eu
         controlPlaneId: ID
         zone: eu-west-1
         tokenSecret: konnect/mesh/ireland/token

     gateway:
       # 3.10 is the long-term version
       version: "3.10"
     given: [aws-load-balancer-controller]
     "
    `);
  });

  test('a second zone create changes nothing', async () => {
    await stage.run(...create);
    const text = stage.text;
    stage.faults.reset();
    const run = await stage.run('zone', 'create');
    expect(run.code).toBe(0);
    expect(stage.faults.seen.filter(({ change }) => change)).toEqual([]);
    expect(stage.text).toBe(text);
  });

  test("zone status tells the token's end, the secret's version and the connection", async () => {
    await stage.run(...create);
    const [controlPlane] = stage.konnect.meshControlPlanes;
    const before = await stage.run('zone', 'status');
    expect(before.out).toContain('90 days left');
    stage.konnect.zones.set(`${controlPlane?.id} eu-west-1`, {
      connected: true,
    });
    const after = await stage.run('zone', 'status');
    expect(before.out).toContain('eu-west-1 has never connected');
    expect(after.out).toContain('eu-west-1 connected since 2026-11-22T01:00:00Z, version 2.14.3');
    expect(after.out).toContain(`version ${stage.konnect.tokens[0]?.id}`);
  });
});
