import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { checkCommand } from '../../commands/check';
import { leaveCommand } from '../../commands/leave-app-mesh';
import { reportSchema } from '../../migrate/report-schema';
import { shop } from '../migrate/shop';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-leave-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const input = join(folder, 'shop.yaml');
writeFileSync(input, shop);

function run(command: typeof leaveCommand, ...argv: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const status = command(argv, {
    environment: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

function filesIn(path: string): ReadonlyMap<string, string> {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted();
  return new Map(
    files.filter((file) => /\.\w+$/.test(file)).map((file) => [file, readFileSync(join(path, file), 'utf8')]),
  );
}

const out = join(folder, 'out');
const first = run(leaveCommand, input, '--out', out);

describe('meshwright leave-app-mesh', () => {
  it('writes the report, stage folders, patches, runbook and script, and ends with 0 where nothing is lost', () => {
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain('0 lost');
    const files = [...filesIn(out).keys()];
    for (const file of [
      'report.md',
      'report.json',
      'report.schema.json',
      'runbook.md',
      'finish.sh',
      'plan.json',
      '20-mesh/mesh.shop.yaml',
      '30-routes/meshhttproute.shop.price.yaml',
      '50-lock/meshtrafficpermission.shop.price-1.yaml',
      'patches/kustomization.yaml',
      'patches/service.shop.price.without-mesh.yaml',
    ])
      expect(files).toContain(file);
  });

  it('writes the same bytes a second time, over its own output, and leaves the input as it was', () => {
    const before = filesIn(out);
    expect(run(leaveCommand, folder, '--out', out).status).toBe(0);
    const again = filesIn(out);
    const withoutPaths = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([file]) => !file.startsWith('report.'));
    expect(withoutPaths(again)).toEqual(withoutPaths(before));
    expect(run(leaveCommand, input, '--out', out).status).toBe(0);
    expect(filesIn(out)).toEqual(before);
    expect(readFileSync(input, 'utf8')).toBe(shop);
  });

  it('keeps what the runbook’s commands have written beside it: the records of what there was', () => {
    const records = ['before-app-mesh.yaml', 'before-services-shop.yaml', 'open.yaml'];
    for (const file of records) writeFileSync(join(out, file), file);
    expect(run(leaveCommand, input, '--out', out).status).toBe(0);
    for (const file of records) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(file);
      rmSync(join(out, file));
    }
  });

  it('gives a report that its schema takes, with the line of every field', () => {
    const report: unknown = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
    const validate = new Ajv({ allowUnionTypes: true }).compile({
      ...reportSchema,
      properties: { ...reportSchema.properties, $schema: { type: 'string' } },
    });
    expect(validate(report)).toBe(true);
    const lines = shop.split('\n');
    const host = lines.findIndex((line) => line.includes('hostname: price-2.shop')) + 1;
    expect(report).toMatchObject({
      fields: expect.arrayContaining([
        expect.objectContaining({
          object: 'shop/price-2',
          field: '/spec/serviceDiscovery/dns/hostname',
          file: input,
          line: host,
          verdict: 'kept',
        }),
      ]),
    });
  });

  it('brings no error into the set that it was made of', () => {
    const errors = (...paths: readonly string[]) => {
      const { findings } = JSON.parse(run(checkCommand, ...paths, '--format', 'json').stdout);
      return findings
        .filter(({ severity }: { severity: string }) => severity === 'error')
        .map(({ rule, path }: { rule: string; path: string }) => `${rule} ${path}`);
    };
    expect(errors(input, out)).toEqual(errors(input));
  });

  it('writes nothing with --check', () => {
    const nowhere = join(folder, 'nowhere');
    expect(run(leaveCommand, input, '--check', '--out', nowhere).status).toBe(0);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('ends with 3 where something is lost, and with 0 where that is agreed to', () => {
    const lossy = join(folder, 'lossy.yaml');
    writeFileSync(
      lossy,
      shop.replace('spec: { namespaceSelector:', 'spec: { meshOwner: "123456789012", namespaceSelector:'),
    );
    const lost = run(leaveCommand, lossy, '--check');
    expect(lost.status).toBe(3);
    expect(lost.stderr).toContain('Mesh shop: /spec/meshOwner is lost');
    expect(run(leaveCommand, lossy, '--check', '--allow-loss', 'Mesh:shop').status).toBe(0);
    rmSync(lossy);
  });

  it('ends with 1 for what App Mesh would refuse, and for what it does not say', () => {
    const refused = join(folder, 'refused.yaml');
    writeFileSync(
      refused,
      shop.replace('match: { prefix: /price }', 'match: { prefix: /price, path: { exact: /a } }'),
    );
    expect(run(leaveCommand, refused, '--check')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('App Mesh refuses it'),
    });
    writeFileSync(refused, shop.replaceAll(/ {6}priority: \d\n/g, ''));
    const asked = run(leaveCommand, refused, '--check');
    expect(asked.status).toBe(1);
    expect(asked.stderr).toContain('--order shop/price=testers,rest');
    expect(run(leaveCommand, refused, '--check', '--order', 'shop/price=testers,rest').status).toBe(0);
    rmSync(refused);
  });

  it('ends with 1 where callers are unknown, and says how to know them', () => {
    const alone = join(folder, 'alone.yaml');
    writeFileSync(
      alone,
      shop
        .split('---\n')
        .filter((text) => !text.includes('kind: Deployment'))
        .join('---\n'),
    );
    const unknown = run(leaveCommand, alone, '--check');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain(
      'kubectl get deployments,statefulsets,daemonsets,serviceaccounts -n shop',
    );
    expect(run(leaveCommand, alone, '--check', '--permissions', 'later').status).toBe(0);
    expect(run(leaveCommand, alone, '--check', '--identity', 'label:app').status).toBe(0);
    rmSync(alone);
  });

  it('ends with 2 for what it cannot read, and for a folder that is somebody else’s', () => {
    expect(run(leaveCommand, join(folder, 'nothing.yaml'), '--check').status).toBe(2);
    const others = mkdtempSync(join(folder, 'others-'));
    writeFileSync(join(others, 'mine.txt'), 'mine');
    expect(run(leaveCommand, input, '--out', others)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('other files'),
    });
    expect(run(leaveCommand, input).status).toBe(2);
    expect(run(leaveCommand, input, '--check', '--application', '--zone', 'east')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--zone beside --application'),
    });
    rmSync(others, { recursive: true });
  });

  it('writes application files and a cluster file instead of objects, which explain and check-step read as synth does', () => {
    const whole = join(folder, 'whole.yaml');
    writeFileSync(
      whole,
      shop
        .replaceAll('match: { prefix: /price }', 'match: { prefix: / }')
        .replace('port: 80, targetPort: 8080', 'port: 8080'),
    );
    const files = join(folder, 'files');
    expect(run(leaveCommand, whole, '--application', '--out', files)).toMatchObject({
      status: 0,
      stderr: '',
    });
    const written = [...filesIn(files).keys()];
    expect(written).toEqual(expect.arrayContaining(['applications/shop.yaml', 'clusters/shop.yaml']));
    expect(written.filter((file) => /^[2-5]0-/.test(file))).toEqual([]);
    const runbook = readFileSync(join(files, 'runbook.md'), 'utf8');
    expect(runbook).toContain('meshwright synth');
    expect(runbook).not.toMatch(/-f [2-5]0-/);
    expect(runbook).toContain('spiffe://shop.default.mesh.local');
    const explained = run(leaveCommand, ...['explain', 'GET', '/any', '--from', 'shop/front', whole, files]);
    expect(explained.stdout).toContain('answered alike');
    expect(explained.stdout).toMatch(/Kong Mesh\n +5 % +shop\/price-2\n +95 % +shop\/price-1/);
    const step = run(leaveCommand, 'check-step', '3', files, whole);
    expect(step.stdout).toContain('MeshHTTPRoute shop/price is not there');
    rmSync(whole);
  });

  it('refuses application files for what they cannot say, with the line of each field, and writes nothing', () => {
    const nowhere = join(folder, 'no-files');
    const refused = run(leaveCommand, input, '--application', '--out', nowhere);
    expect(refused.status).toBe(1);
    const line = shop.split('\n').findIndex((each) => each.includes('  routes:')) + 1;
    expect(refused.stderr).toContain(`${input}:${line}`);
    expect(refused.stderr).toContain('requests to nobody (404)');
    expect(existsSync(nowhere)).toBe(false);
  });

  it('lists every patch in the component that applies them', () => {
    const { patches }: { patches: { path?: string; patch?: string }[] } = parse(
      readFileSync(join(out, 'patches/kustomization.yaml'), 'utf8'),
    );
    const files = readdirSync(join(out, 'patches')).filter((file) => file !== 'kustomization.yaml');
    expect(patches.flatMap(({ path }) => path ?? []).toSorted()).toEqual(files.toSorted());
    // Kustomize finds a port by its protocol too, as it is written, and passes over it in silence otherwise.
    for (const { path = '' } of patches) {
      const text = path === '' ? '' : readFileSync(join(out, 'patches', path), 'utf8');
      if (!text.includes('protocol: TCP')) continue;
      const { metadata, spec } = parse(text);
      const again = patches
        .map(({ patch = '{}' }) => parse(patch))
        .find((each) => each.metadata?.name === metadata.name);
      expect(again.spec.ports).toEqual(
        spec.ports.map(({ protocol: _, ...port }: { protocol: string }) => port),
      );
    }
  });

  it('says where a number stands twice among the ports of a Service, of which kustomize may drop one', () => {
    const both = join(folder, 'both.yaml');
    const ports = 'ports: [{ port: 8080, protocol: UDP, name: quic }, { port: 8080, name: http }]';
    writeFileSync(
      both,
      shop.replace('selector: { app: front }, ports: [{ port: 8080 }]', `selector: { app: front }, ${ports}`),
    );
    const twice = join(folder, 'twice');
    expect(run(leaveCommand, both, '--out', twice)).toMatchObject({ status: 0 });
    const patch = (name: string) => readFileSync(join(twice, `patches/service.shop.${name}.yaml`), 'utf8');
    expect(patch('front')).toMatch(
      /^# Port 8080 is there twice: write the protocol of both in your own file/m,
    );
    expect(patch('price')).not.toContain('twice');
  });

  it('moves callees before callers in the runbook, and gives each step a check and a way back', () => {
    const runbook = readFileSync(join(out, 'runbook.md'), 'utf8');
    const moves = [...runbook.matchAll(/^## \d+\. Move Deployment (\S+)$/gm)].map(([, name]) => name);
    expect(moves.at(-1)).toBe('shop/front');
    const steps = runbook.split(/^## /m).slice(1);
    for (const step of steps) expect(step).toMatch(/Check:[\s\S]*check-step \d+ \.[\s\S]*Back: /);
  });
});
