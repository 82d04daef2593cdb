import { createPrivateKey, X509Certificate } from 'node:crypto';
import { makeKeyPair } from '../../konnect/certificate';
import { guard } from '../../konnect/surroundings';
import { Stage } from './stage';

const nothing = () => undefined;
const quiet = {
  environment: {},
  fetch,
  sleep: async () => undefined,
  random: () => 0,
  print: nothing,
  complain: nothing,
  progress: nothing,
  execute: async () => ({ status: 127, stdout: '', stderr: '' }),
  confirm: undefined,
};

const create = ['gateway', 'create', '--type', 'kic', '--region', 'eu'];
const certificateName = 'konnect/gateway/ireland/certificate';
const keyName = 'konnect/gateway/ireland/key';

describe('the gateway of a cluster', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage();
    await stage.start();
  });
  afterEach(async () => {
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  const stored = () => new X509Certificate(stage.aws.value('eu-west-1', certificateName) ?? '');
  const pinned = () => stage.konnect.certificates.map(({ cert }) => new X509Certificate(cert).fingerprint256);

  test('gateway create makes the control plane and a pinned certificate whose key fits, and writes the cluster file', async () => {
    const run = await stage.run(...create);
    expect(run.errors).toBe('');
    const [controlPlane] = stage.konnect.controlPlanes;
    expect(controlPlane).toMatchObject({
      name: 'ireland',
      region: 'eu',
      config: {
        cluster_type: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
        auth_type: 'pinned_client_certs',
      },
    });
    const certificate = stored();
    const key = createPrivateKey(stage.aws.value('eu-west-1', keyName) ?? '');
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(key.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.subject).toBe('CN=ireland\nO=Meshwright');
    expect(new Date(certificate.validFrom).toISOString()).toBe('2026-11-22T01:25:00.000Z');
    expect(new Date(certificate.validTo).toISOString()).toBe('2027-11-22T01:30:00.000Z');
    expect(pinned()).toEqual([certificate.fingerprint256]);
    const version = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    expect(stage.aws.secrets.get(`eu-west-1 ${certificateName}`)?.current).toBe(version);
    expect(stage.aws.secrets.get(`eu-west-1 ${keyName}`)?.current).toBe(version);
    const host = String(controlPlane?.config.telemetry_endpoint).replace('https://', '');
    expect(stage.text.replace(controlPlane?.id ?? '', 'ID').replace(host, 'HOST')).toMatchInlineSnapshot(`
     "# The mesh zone in Ireland.
     aws:
       region: eu-west-1
       account: "210987654321" # production
       eksCluster: mesh-eu-west-1
       oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/1F2E3D4C5B6A79880716253443526170
     delivery:
       engine: argo-cd
       repository: https://github.com/example/platform

     gateway:
       # 3.10 is the long-term version
       version: "3.10"
       mode: konnect-kic
       konnect:
         region: eu
         controlPlaneId: ID
         telemetryEndpoint: HOST
         clientCertificate:
           certificateSecret: konnect/gateway/ireland/certificate
           keySecret: konnect/gateway/ireland/key
     given: [aws-load-balancer-controller]
     "
    `);
  });

  test('a control plane of data planes is written by its endpoint, and found by it again', async () => {
    await stage.run('gateway', 'create', '--type', 'data-plane', '--region', 'eu', '--control-plane', 'edge');
    const [controlPlane] = stage.konnect.controlPlanes;
    const host = String(controlPlane?.config.control_plane_endpoint).replace('https://', '');
    expect(stage.text).toContain(`controlPlaneEndpoint: ${host}\n`);
    expect(stage.text).not.toContain('controlPlaneId');
    stage.faults.reset();
    const again = await stage.run('gateway', 'create', '--type', 'data-plane');
    expect(again.code).toBe(0);
    expect(stage.faults.seen.filter(({ change }) => change)).toEqual([]);
  });

  test('a second gateway create changes nothing', async () => {
    await stage.run(...create);
    const text = stage.text;
    stage.faults.reset();
    const run = await stage.run(...create);
    expect(run.code).toBe(0);
    expect(stage.faults.seen.filter(({ change }) => change)).toEqual([]);
    expect(stage.text).toBe(text);
  });

  test('gateway rotate pins the new certificate before it is stored, and keeps the old one until --finish', async () => {
    await stage.run(...create);
    const old = stored().fingerprint256;
    stage.faults.reset();
    const rotated = await stage.run('gateway', 'rotate');
    expect(rotated.errors).toBe('');
    expect(
      stage.faults.seen.filter(({ change }) => change).map(({ what }) => what.replace(/[0-9a-f-]{36}/, 'ID')),
    ).toEqual([
      'POST /eu/v2/control-planes/ID/dp-client-certificates',
      'secretsmanager PutSecretValue',
      'secretsmanager PutSecretValue',
    ]);
    const fresh = stored().fingerprint256;
    expect(fresh).not.toBe(old);
    expect(pinned()).toEqual([old, fresh]);

    const again = await stage.run('gateway', 'rotate');
    expect(again.code).toBe(0);
    expect(stored().fingerprint256).toBe(fresh);
    expect(pinned()).toEqual([old, fresh]);

    const finished = await stage.run('gateway', 'rotate', '--finish');
    expect(finished.code).toBe(0);
    expect(pinned()).toEqual([fresh]);
  });

  test('gateway rotate --now leaves the new certificate alone pinned', async () => {
    await stage.run(...create);
    const old = stored().fingerprint256;
    expect((await stage.run('gateway', 'rotate', '--now')).code).toBe(0);
    expect(stored().fingerprint256).not.toBe(old);
    expect(pinned()).toEqual([stored().fingerprint256]);
  });

  test('certificates that others pinned are left alone', async () => {
    await stage.run(...create);
    const theirs = await makeKeyPair(guard({ ...quiet, now: () => stage.time }), 'spain', 30);
    const foreign = { controlPlane: stage.konnect.controlPlanes[0]?.id ?? '', title: undefined };
    stage.konnect.certificates.push(
      { ...foreign, id: 'of another cluster', cert: theirs.certificate },
      { ...foreign, id: 'unreadable', cert: 'not a certificate' },
    );
    await stage.run('gateway', 'rotate', '--now');
    expect(stage.konnect.certificates.map(({ id }) => id)).toEqual([
      'of another cluster',
      'unreadable',
      expect.any(String),
    ]);
  });

  test('a control plane of another type, or one that trusts a CA, is refused before anything is made', async () => {
    await stage.run(
      'gateway',
      'create',
      '--type',
      'data-plane',
      '--region',
      'eu',
      '--control-plane',
      'shared',
      '--dry-run',
    );
    expect(stage.konnect.controlPlanes).toEqual([]);
    const config = {
      control_plane_endpoint: 'https://a.eu.cp.konghq.com',
      telemetry_endpoint: 'https://a.eu.tp.konghq.com',
    };
    stage.konnect.controlPlanes.push(
      {
        region: 'eu',
        id: '00000000-0000-4000-8000-000000000001',
        name: 'shared',
        config: {
          ...config,
          cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE',
          auth_type: 'pinned_client_certs',
        },
      },
      {
        region: 'eu',
        id: '00000000-0000-4000-8000-000000000002',
        name: 'trusting',
        config: {
          ...config,
          cluster_type: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
          auth_type: 'pki_client_certs',
        },
      },
    );
    const wrongType = await stage.run(...create, '--control-plane', 'shared');
    expect(wrongType.code).toBe(1);
    expect(wrongType.errors).toContain(
      'is a CLUSTER_TYPE_CONTROL_PLANE, and --type kic needs CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
    );
    const trusting = await stage.run(...create, '--control-plane', 'trusting');
    expect(trusting.errors).toContain('auth_type pki_client_certs');
    expect(stage.aws.secrets.size).toBe(0);
  });
});
