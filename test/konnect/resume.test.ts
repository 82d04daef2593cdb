import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLong, times } from '../long';
import type { Fault, Seen } from './faults';
import { Stage } from './stage';

const zoneCreate = ['zone', 'create', '--zone', 'eu-west-1', '--region', 'eu'];
const gatewayCreate = ['gateway', 'create', '--type', 'kic', '--region', 'eu'];

const meshApply = ['mesh', 'apply', '--yes', '--dist', 'DIST'];

const globalResources =
  'type: Mesh\nname: default\n---\ntype: MeshRetry\nname: jazz\nmesh: default\nspec: {}\n';

interface Scenario {
  readonly words: readonly string[];
  /** Commands that have run before. */
  readonly before: readonly (readonly string[])[];
  /** What is there in the end, in terms that do not depend on ids. */
  readonly end: (stage: Stage) => unknown;
  readonly expected: unknown;
}

const zoneEnd = (stage: Stage) => {
  const { konnect, aws } = stage;
  const name = 'konnect/mesh/ireland/token';
  const secret = aws.secrets.get(`eu-west-1 ${name}`);
  const stored = konnect.tokens.find(({ id }) => id === secret?.current);
  return {
    controlPlanes: konnect.meshControlPlanes.length,
    accounts: konnect.accounts.length,
    roles: konnect.roles.map((role) => role.role_name),
    tokens: konnect.tokens.length,
    storedTokenWorks: stored !== undefined && aws.value('eu-west-1', name) === stored.value,
    waitsForDeletion: secret?.deletedOn !== undefined,
    fileNamesControlPlane: stage.text.includes(`controlPlaneId: ${konnect.meshControlPlanes[0]?.id}`),
  };
};

const gatewayEnd = (stage: Stage) => {
  const { konnect, aws } = stage;
  const certificate = aws.secrets.get('eu-west-1 konnect/gateway/ireland/certificate');
  const key = aws.secrets.get('eu-west-1 konnect/gateway/ireland/key');
  const fingerprints = konnect.certificates.map(({ cert }) =>
    new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase(),
  );
  return {
    controlPlanes: konnect.controlPlanes.length,
    pinned: konnect.certificates.length,
    onePair: certificate?.current !== undefined && certificate.current === key?.current,
    storedIsPinned: fingerprints.includes(certificate?.current ?? ''),
    fileNamesControlPlane: stage.text.includes(`controlPlaneId: ${konnect.controlPlanes[0]?.id}`),
  };
};

const zone = {
  controlPlanes: 1,
  accounts: 1,
  roles: ['Connector'],
  tokens: 1,
  storedTokenWorks: true,
  waitsForDeletion: false,
  fileNamesControlPlane: true,
};
const gateway = {
  controlPlanes: 1,
  pinned: 1,
  onePair: true,
  storedIsPinned: true,
  fileNamesControlPlane: true,
};

const scenarios: readonly Scenario[] = [
  { words: zoneCreate, before: [], end: zoneEnd, expected: zone },
  { words: gatewayCreate, before: [], end: gatewayEnd, expected: gateway },
  { words: ['zone', 'rotate', '--now'], before: [zoneCreate], end: zoneEnd, expected: zone },
  { words: ['gateway', 'rotate', '--now'], before: [gatewayCreate], end: gatewayEnd, expected: gateway },
  // The old token and the old certificate stay until --finish.
  { words: ['zone', 'rotate'], before: [zoneCreate], end: zoneEnd, expected: { ...zone, tokens: 2 } },
  {
    words: ['gateway', 'rotate'],
    before: [gatewayCreate],
    end: gatewayEnd,
    expected: { ...gateway, pinned: 2 },
  },
  {
    words: ['zone', 'rotate', '--now', '--finish'],
    before: [zoneCreate, ['zone', 'rotate']],
    end: zoneEnd,
    expected: zone,
  },
  {
    words: ['gateway', 'rotate', '--finish'],
    before: [gatewayCreate, ['gateway', 'rotate']],
    end: gatewayEnd,
    expected: gateway,
  },
  {
    words: ['zone', 'delete', '--yes'],
    before: [zoneCreate],
    end: zoneEnd,
    expected: { ...zone, accounts: 0, roles: [], tokens: 0, storedTokenWorks: false, waitsForDeletion: true },
  },
  {
    words: meshApply,
    before: [zoneCreate],
    end: ({ konnect }) => [...konnect.resources.values()].map(({ type, name }) => `${type} ${name}`),
    expected: ['Mesh default', 'MeshRetry jazz'],
  },
  // After a deletion everything comes back, the AWS secret too.
  { words: zoneCreate, before: [zoneCreate, ['zone', 'delete', '--yes']], end: zoneEnd, expected: zone },
];

const faults: readonly (Fault & { readonly title: string })[] = [
  { title: 'fails', when: 'before', status: 503 },
  { title: 'takes effect and gets no answer', when: 'after', status: 'no answer' },
];

describe.each(
  scenarios.map((scenario) => ({
    ...scenario,
    title: [...scenario.before, scenario.words].map((one) => one.join(' ')).join(', then '),
  })),
)('$title', ({ words: pattern, before, end, expected }) => {
  const stage = new Stage();
  const dist = join(stage.directory, 'dist');
  const words = pattern.map((word) => (word === 'DIST' ? dist : word));
  let restore = () => {};
  let requests: readonly Seen[] = [];
  /** Every so manieth, from another one on for each of two tests; all of them where the long tests are asked for. */
  const some = (all: readonly Seen[], step: number, turn: 0 | 1) => {
    const first = ((turn * step) / 2) % Math.min(step, all.length);
    return isLong ? all : all.filter((_, at) => at % step === first);
  };
  // A read takes no effect, so its lost answer is no other case than its failure.
  const failing = ({ when }: Fault, turn: 0 | 1) => {
    const changes = requests.filter(({ change }) => change);
    if (when === 'after') return some(changes, 2, turn);
    const reads = requests.filter(({ change }) => !change);
    return [...some(changes, 4, turn), ...some(reads, 12, turn)];
  };

  beforeAll(async () => {
    // The AWS SDK waits a random time before it tries again.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    await stage.start();
    mkdirSync(join(dist, 'ireland', 'global'), { recursive: true });
    writeFileSync(join(dist, 'ireland', 'global', 'mesh.yaml'), globalResources);
    for (const earlier of before) expect((await stage.run(...earlier)).errors).toBe('');
    restore = stage.remember();
    stage.faults.reset();
    expect((await stage.run(...words)).errors).toBe('');
    expect(end(stage)).toEqual(expected);
    requests = [...stage.faults.seen];
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  test.each(faults)('reaches the same end in one run when any one request $title', async (fault) => {
    process.env.AWS_MAX_ATTEMPTS = '2';
    for (const { index, what } of failing(fault, 0)) {
      restore();
      stage.faults.decide = (seen) => (seen.index === index ? fault : undefined);
      const run = await stage.run(...words);
      expect([index, what, run.errors, end(stage)]).toEqual([index, what, '', expected]);
    }
  });

  test.each(faults)(
    'is finished by a second run when one request $title and nothing works after it',
    async (fault) => {
      process.env.AWS_MAX_ATTEMPTS = '1';
      for (const { index, what } of failing(fault, 1)) {
        restore();
        stage.faults.decide = (seen) => {
          if (seen.index < index) return undefined;
          return seen.index === index ? fault : { when: 'before', status: 'no answer' };
        };
        const broken = await stage.run(...words);
        expect([index, what, broken.code]).toEqual([index, what, 1]);
        expect(broken.errors).toMatch(/^Cannot .+[.]$/);
        stage.faults.reset();
        const run = await stage.run(...words);
        expect([index, what, run.errors, end(stage)]).toEqual([index, what, '', expected]);
      }
    },
  );

  test('reaches the same end over a network on which a third of all requests fail, run after run', async () => {
    process.env.AWS_MAX_ATTEMPTS = '1';
    for (let seed = 1; seed <= times(1, 12); seed += 1) {
      restore();
      const random = generator(seed);
      stage.faults.decide = () => {
        if (random() > 1 / 3) return undefined;
        return { when: random() < 0.5 ? 'before' : 'after', status: random() < 0.5 ? 500 : 'no answer' };
      };
      for (let run = 0; run < 4; run += 1) {
        if ((await stage.run(...words)).code === 0) break;
      }
      stage.faults.reset();
      const run = await stage.run(...words);
      expect([seed, run.errors, end(stage)]).toEqual([seed, '', expected]);
    }
  });
});

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
