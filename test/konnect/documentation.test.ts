import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../commands/synth';
import { compile } from '../../main';
import { type Run, Stage } from './stage';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'konnect.md'), 'utf8');
const fences = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text = '']) => ({
  language,
  text,
}));
const commands = fences
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'));

/** The same text with ids, hosts and fingerprints that do not change from run to run. */
function steady(text: string, stage: Stage, ids: string[]): string {
  const present = [
    ...stage.konnect.meshControlPlanes,
    ...stage.konnect.accounts,
    ...stage.konnect.controlPlanes,
    ...stage.konnect.tokens,
  ].map(({ id }) => id);
  for (const id of present) if (!ids.includes(id)) ids.push(id);
  let result = text;
  for (const [index, id] of ids.entries()) {
    const name = `${index + 1}`.repeat(8);
    result = result.replaceAll(id, `${name}-0000-4000-8000-000000000000`).replaceAll(id.slice(0, 8), name);
  }
  return result
    .replace(/[0-9a-f]{10}(?=\.eu\.(?:cp|tp)\.konghq\.com)/g, '0123456789')
    .replace(/sha256 [0-9a-f]{16}/g, 'sha256 0123456789abcdef')
    .replace(/version [0-9a-f]{64}/g, `version ${'0123456789abcdef'.repeat(4)}`)
    .replaceAll(stage.directory, '')
    .replaceAll('/clusters/', 'clusters/')
    .replaceAll('/dist/', 'dist/')
    .replace(/(?<=ireland-\d{8}T\d{6}Z-)[0-9a-f]{8}/g, '01234567')
    .replace(/http:\/\/127\.0\.0\.1:\d+\/(\w+)/g, 'https://$1.api.konghq.com');
}

test('docs/konnect.md leads from an empty Konnect and an empty AWS to a synced zone, command by command', async () => {
  const stage = new Stage();
  await stage.start();
  const clusters = join(stage.directory, 'clusters');
  const dist = join(stage.directory, 'dist');
  const file = join(clusters, 'ireland.yaml');
  const outputs: string[] = [];
  const lines: string[] = [];
  const ids: string[] = [];
  let synths = 0;
  try {
    mkdirSync(clusters);
    writeFileSync(file, fences.find(({ language }) => language === 'yaml')?.text ?? '');
    expect(readdirSync(clusters)).toEqual(['ireland.yaml']);

    for (const command of commands) {
      if (command === 'npm run synth') {
        const world = { environment: {}, stdout: sink(lines), stderr: sink(lines) };
        expect([synth(['--clusters', clusters, '--out', dist], compile, world), lines.join('')]).toEqual([
          0,
          expect.any(String),
        ]);
        synths += 1;
        continue;
      }
      const [, words = ''] = /^npm run konnect -- (.*)$/.exec(command) ?? [];
      if (words.startsWith('zone status')) bringTheZoneUp(stage);
      if (words.startsWith('zone rotate') && words.includes('--finish')) useNewestToken(stage);
      if (words.startsWith('zone delete')) stopTheZone(stage);
      const run: Run = await stage.command([
        ...words.split(' '),
        '--clusters',
        clusters,
        ...(/^(mesh apply|doctor)/.test(words) ? ['--dist', dist] : []),
      ]);
      expect([command, run.errors, run.code]).toEqual([command, '', 0]);
      outputs.push(steady(run.out, stage, ids));
      if (words.includes('--dry-run')) {
        expect(stage.faults.seen.filter(({ change }) => change)).toEqual([]);
        expect(readFileSync(file, 'utf8')).toBe(fences.find(({ language }) => language === 'yaml')?.text);
      }
    }

    // The output names what was created.
    const text = readFileSync(file, 'utf8');
    const written = readdirSync(join(dist, 'ireland'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(yaml|json)$/.test(name))
      .map((name) => readFileSync(join(dist, 'ireland', name), 'utf8'))
      .join('\n');
    const gateway = stage.konnect.controlPlanes[0];
    const host = String(gateway?.config.telemetry_endpoint).replace('https://', '');
    expect(synths).toBe(1);
    expect(text).toContain('# The mesh zone in Ireland.');
    for (const name of [
      stage.konnect.meshControlPlanes[0]?.id ?? 'no control plane',
      gateway?.id ?? 'no gateway',
      host,
      'grpcs://eu.mesh.sync.konghq.com:443',
      'konnect/mesh/ireland/token',
      'konnect/gateway/ireland/certificate',
      'konnect/gateway/ireland/key',
    ]) {
      expect(written).toContain(name);
    }
    // And the global control plane has the Mesh of the output.
    expect([...stage.konnect.resources.values()]).toEqual([
      expect.objectContaining({ type: 'Mesh', name: 'default', meshServices: { mode: 'Exclusive' } }),
    ]);
    for (const secret of stage.canaries)
      expect(`${written}${text}${stage.transcript}`.includes(secret)).toBe(false);

    const shown = fences.filter(({ language }) => language === 'text').map((fence) => fence.text);
    expect(shown.length).toBeGreaterThan(3);
    for (const block of shown) expect(outputs.join('\n')).toContain(block.trim());
    expect(stage.konnect.wrong).toEqual([]);
  } finally {
    await stage.stop();
    if (process.env.SHOW_OUTPUT !== undefined) process.stdout.write(outputs.join('\n-----\n'));
  }
});

const sink = (lines: string[]) => ({ write: (text: string) => lines.push(text) });

/** What the cluster does once the output is synced: its control plane signs in with the token. */
function bringTheZoneUp(stage: Stage): void {
  stage.konnect.zones.set(`${stage.konnect.meshControlPlanes[0]?.id} ireland`, { connected: true });
  useNewestToken(stage);
}

function useNewestToken(stage: Stage): void {
  const newest = stage.konnect.tokens.at(-1);
  if (newest !== undefined) newest.last_used_at = stage.time.toISOString();
}

function stopTheZone(stage: Stage): void {
  stage.konnect.zones.set(`${stage.konnect.meshControlPlanes[0]?.id} ireland`, { connected: false });
}
