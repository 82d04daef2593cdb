import { valueWithoutCredentials, withoutCredentials } from '../../credentials/shown';
import { isLong } from '../long';
import { Random } from './random';

const drawn = isLong ? 20_000 : 500;
const seed = isLong ? new Date().toISOString().slice(0, 10) : 'paths';

const words =
  'shop Payments meshwright pending gateway-routes clusters half blue WORKSPACE team_a 50-workloads'.split(
    ' ',
  );

/** Folders whose names programs make up, below those that people name. */
const folders: readonly ((r: Random) => string)[] = [
  (r) => `/tmp/${r.one(words)}-${r.letters(6)}`,
  (r) => `/tmp/${r.one(words)}-${r.one(words)}-${r.letters(6)}/${r.one(words)}-${r.letters(8)}`,
  (r) => `/dev/shm/meshwright-${r.letters(6)}`,
  (r) => `/tmp/tmp.${r.letters(10)}`,
  (r) => `/private/var/folders/${r.lower(2)}/${r.lower(30)}/T/${r.one(words)}-${r.letters(6)}`,
  (r) => `/home/runner/work/_temp/${r.uuid()}`,
  (r) => `/builds/${r.letters(8)}/0/Platform/${r.one(words)}`,
  (r) => `/home/jenkins/agent/workspace/${r.one(words)}_PR-${r.digits(4)}-${r.upper(32)}`,
  (r) => `/Users/${r.one(words)}${r.digits(2)}/Projects/${r.letters(12)}/${r.letters(12)}`,
  (r) => `/nix/store/${r.lower(32)}-${r.one(words)}`,
  (r) => `/var/lib/docker/overlay2/${r.hex(64)}/merged`,
  (r) => `clusters/${r.hex(40)}`,
  (r) => `dist/${r.one(words)}-${r.letters(6)}/${r.one(words)}`,
  (r) => `${r.one(words)}/${r.letters(8)}/${r.one(words)}/v${r.digits(1)}/${r.letters(8)}`,
  (r) => `Releases/${r.digits(8)}/${r.one(words)}_${r.digits(4)}/${r.hex(12)}`,
  (r) => `../${r.one(words)}/${r.uuid()}`,
];

function path(r: Random): string {
  const below = Array.from({ length: r.below(4) }, () => r.one(words));
  return [r.one(folders)(r), ...below, r.one(['half', 'blue', 'a.yaml', 'Chart.yaml', 'none'])].join('/');
}

const said = (place: string): readonly string[] => [
  place,
  `${place}:12:3`,
  ` --> ${place}:12:3`,
  `run meshwright synth --out ${place}, which finishes or undoes it`,
  `found "${place}"; no such file: '${place}' (${place})`,
  `token of ${place}: not read`,
];

test('paths of files are shown as they are, whatever their folders are called', () => {
  const random = new Random(seed);
  const hidden = Array.from({ length: drawn }, () => path(random))
    .flatMap(said)
    .filter((text) => withoutCredentials(text) !== text);
  expect(hidden).toEqual([]);
});

test('so are they in a field of a report, or in one that says where a credential is kept', () => {
  const random = new Random(`${seed} fields`);
  const places = Array.from({ length: 50 }, () => path(random));
  for (const file of places) expect(valueWithoutCredentials({ file })).toEqual({ file });
  const texts = places.filter((place) => place.startsWith('/')).map((place) => `tokenFile: ${place}`);
  expect(texts.filter((text) => withoutCredentials(text) !== text)).toEqual([]);
});

test('a credential in a path is not shown: one of a known form in any, one that looks generated in an address', () => {
  const random = new Random(`${seed} planted`);
  // A few keys at random do not look it, wherever they stand.
  const keys = Array.from({ length: 200 }, () => `${random.letters(38)}aB7`).filter(
    (key) => withoutCredentials(key) !== key,
  );
  expect(keys.length).toBeGreaterThan(190);
  const shown = keys
    .flatMap((key) => {
      const token = ['gh', 'p_', random.letters(36)].join('');
      return [
        [token, `${path(random)}/${token}`],
        [token, `${path(random)}/${token}/${random.one(words)}`],
        [key, `/api/hooks/${key}/send`],
        [key, `/v1/${key}`],
        [key, `found ${random.one(words)}/${random.letters(8)}/shop/${key} in it`],
      ] as const;
    })
    .filter(([secret, text]) => withoutCredentials(text).includes(secret));
  expect(shown).toEqual([]);
});

test('neither is a key in base64 whose signs are slashes too', () => {
  const random = new Random(`${seed} base64`);
  const keys = Array.from({ length: 500 }, () => `aB7${random.base64(36).slice(0, 38)}`);
  const shown = (texts: readonly string[]) =>
    texts.filter((text) => !withoutCredentials(text).includes('(hidden)'));
  expect(shown(keys).length).toBeLessThanOrEqual(keys.length * 0.03);
  expect(shown(keys.map((key) => `path /config/${key}`)).length).toBeLessThanOrEqual(keys.length * 0.03);
});
