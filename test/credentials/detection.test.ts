import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { credentialsInObject } from '../../credentials/in-object';
import { credentialsIn } from '../../credentials/in-text';
import { isLong } from '../long';
import { harmless as likeCredentials, textsOfFolder } from './harmless';
import { harmlessCode } from './harmless-code';
import { Random } from './random';
import { kinds as formed } from './samples';
import { commandKinds } from './samples-of-commands';
import { makerKinds } from './samples-of-makers';

const kinds = { ...formed, ...makerKinds, ...commandKinds };
const harmless = { ...likeCredentials, ...harmlessCode };

const samplesOfEach = 12;
const harmlessOfEach = 75;

/** The seed of the day is another one each day in the long tests, so that what is found does not depend on one draw. */
const seed = isLong ? new Date().toISOString().slice(0, 10) : 'credentials';

function found(field: string, text: string): boolean {
  return credentialsInObject({ data: { [field]: text } }).length > 0;
}

describe('of credentials as their makers shape them', () => {
  const names = Object.keys(kinds);

  it('there are samples of at least 40 kinds', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(names.length * samplesOfEach).toBeGreaterThanOrEqual(400);
  });

  it('at least 98 % are found', () => {
    const samples = names.flatMap((kind) =>
      Array.from({ length: samplesOfEach }, (_, index) => {
        const [field, text] = kinds[kind]?.(new Random(`${seed} ${kind} ${index}`)) ?? ['', ''];
        return { kind, field, text };
      }),
    );
    const missed = samples.filter(({ field, text }) => !found(field, text));
    expect(missed.length > samples.length * 0.02 ? missed : []).toEqual([]);
  });

  it.each(names)('%s is found', (kind) => {
    const missed = Array.from({ length: samplesOfEach }, (_, index) =>
      kinds[kind]?.(new Random(`${seed} ${kind} ${index}`)),
    ).filter((sample) => sample !== undefined && !found(...sample));
    expect(missed.length).toBeLessThanOrEqual(samplesOfEach / 3);
  });
});

describe('of texts that only look like credentials', () => {
  const names = Object.keys(harmless);
  const texts = names.flatMap((kind) =>
    Array.from({ length: harmlessOfEach }, (_, index) => {
      const [field, text] = harmless[kind]?.(new Random(`${seed} ${kind} ${index}`)) ?? ['', ''];
      return { kind, field, text };
    }),
  );

  it('there are at least 2,000', () => {
    expect(texts.length).toBeGreaterThanOrEqual(2000);
  });

  it('at most 1 % are taken for one', () => {
    const taken = texts.filter(({ field, text }) => found(field, text));
    expect(taken.length > texts.length * 0.01 ? taken : []).toEqual([]);
  });
});

it('nothing is found in objects that hold no credential', () => {
  const texts = ['checks/good', 'fixtures'].flatMap((folder) => textsOfFolder(join(__dirname, '..', folder)));
  const objects = texts.flatMap((text) =>
    parseAllDocuments(text).map((document): unknown => document.toJS({ maxAliasCount: 100 })),
  );
  expect(objects.length).toBeGreaterThan(10);
  expect(
    objects.flatMap((object) => credentialsInObject(object).map(({ at, what }) => [at.join('/'), what])),
  ).toEqual([]);
});

describe('the name of a field', () => {
  const name = ['swordfish'];

  it.each([
    [{ env: [{ name: 'DB_PASSWORD', value: name[0] }] }],
    [{ parameters: [{ name: 'postgresql.auth.password', value: name[0] }] }],
    [{ args: ['--user', 'shop', '--password', name[0]] }],
    [{ args: [`--db-password=${name[0]}`] }],
    [{ redis: { password: { value: name[0] } } }],
    [{ data: { 'app.ini': `[db]\nuser = shop\npassword = ${name[0]}\n` } }],
    [{ data: { 'env.json': `[{"name":"DB_PASSWORD","value":"${name[0]}"}]` } }],
    [{ data: { 'env.yaml': `env:\n- name: DB_PASSWORD\n  value: ${name[0]}\n` } }],
  ])('says that %j holds a readable password', (object) => {
    expect(credentialsInObject(object).map(({ text, start, end }) => text.slice(start, end))).toEqual([
      'swordfish',
    ]);
  });

  it.each([
    [{ env: [{ name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' }] }],
    [{ secretKeyRef: { name: 'db', key: 'password' } }],
    [{ data: [{ secretKey: 'password', remoteRef: { key: 'prod/db', property: 'password' } }] }],
    [{ env: [{ name: 'DB_PASSWORD', value: '$(DB_PASSWORD_FROM_ELSEWHERE)' }] }],
    [{ tls: [{ secretName: 'shop-tls' }] }],
    [{ args: ['--password-file', '/run/secrets/db', '--password', '$(DB_PASSWORD)'] }],
  ])('does not say so of %j', (object) => {
    expect(credentialsInObject(object)).toEqual([]);
  });
});

it('the text itself cannot switch the search off', () => {
  const token = ['glsa', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6', '0a1b2c3d'].join('_');
  expect(credentialsIn(`# secretlint-disable\n${token}`).map(({ what }) => what)).toEqual([
    'a Grafana token',
  ]);
});

it('base64 may be in base64, and lines may wrap it', () => {
  const plain = ['postgres://', 'shop:swordfish', '@db/shop'].join('');
  const twice = Buffer.from(Buffer.from(plain).toString('base64')).toString('base64');
  expect(credentialsIn(twice.replace(/.{16}/g, '$&\n'))).toHaveLength(1);
});
