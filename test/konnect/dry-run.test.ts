import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from './stage';

const zoneCreate = ['zone', 'create', '--zone', 'eu-west-1', '--region', 'eu'];
const gatewayCreate = ['gateway', 'create', '--type', 'data-plane', '--region', 'eu'];

const scenarios: readonly { words: readonly string[]; before: readonly (readonly string[])[] }[] = [
  { words: zoneCreate, before: [] },
  { words: [...zoneCreate, '--legacy-provision-zone'], before: [] },
  { words: zoneCreate, before: [zoneCreate, ['zone', 'delete', '--yes']] },
  { words: ['zone', 'rotate'], before: [zoneCreate] },
  { words: ['zone', 'rotate', '--now'], before: [zoneCreate] },
  { words: ['zone', 'delete', '--yes'], before: [zoneCreate] },
  { words: gatewayCreate, before: [] },
  { words: ['gateway', 'rotate'], before: [gatewayCreate] },
  { words: ['gateway', 'rotate', '--now'], before: [gatewayCreate] },
  { words: ['gateway', 'rotate', '--finish'], before: [gatewayCreate, ['gateway', 'rotate']] },
  { words: ['mesh', 'apply', '--yes'], before: [zoneCreate] },
];

describe.each(
  scenarios.map((scenario) => ({
    ...scenario,
    title: [...scenario.before, scenario.words].map((one) => one.join(' ')).join(', then '),
  })),
)('$title --dry-run', ({ words, before }) => {
  const stage = new Stage();
  const dist = join(stage.directory, 'dist');
  const withDist = words[0] === 'mesh' ? [...words, '--dist', dist] : words;
  beforeAll(async () => {
    await stage.start();
    mkdirSync(join(dist, 'ireland', 'global'), { recursive: true });
    writeFileSync(join(dist, 'ireland', 'global', 'mesh.yaml'), 'type: Mesh\nname: default\n');
    for (const earlier of before) expect((await stage.run(...earlier)).errors).toBe('');
  });
  afterAll(async () => {
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  /** A call without ids: `POST /v3/system-accounts/*\/access-tokens`. */
  const plain = (call: string) =>
    call
      .replace(/^(\w+) https?:\/\/[^/]+\/\w+\//, '$1 /')
      .replace(/^(\w+) \/(?:eu|global)\//, '$1 /')
      .replace(/(\([^)]*\)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})/g, '*')
      .replace(/^secretsmanager (\w+).*$/, 'secretsmanager $1');

  test('changes nothing, and shows every call that the command then makes, in order', async () => {
    const text = stage.text;
    stage.faults.reset();
    const dry = await stage.run(...withDist, '--dry-run');
    expect([dry.errors, dry.code]).toEqual(['', 0]);
    expect(stage.faults.seen.filter(({ change }) => change)).toEqual([]);
    expect(stage.text).toBe(text);
    const shown = dry.out
      .split('\n')
      .flatMap(
        (line) =>
          /^would send: (\w+ \S+(?: \S+)*?)(?: [{]| tags| version| recoverable| in |$)/.exec(line)?.[1] ?? [],
      )
      .map(plain);

    stage.faults.reset();
    const real = await stage.run(...withDist);
    expect([real.errors, real.code]).toEqual(['', 0]);
    const made = stage.faults.seen.filter(({ change }) => change).map(({ what }) => plain(what));
    expect(made.length).toBeGreaterThan(0);
    expect(shown).toEqual(made);
    for (const secret of stage.canaries) expect(stage.transcript.includes(secret)).toBe(false);
  });
});
