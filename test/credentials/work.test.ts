import { credentialsIn } from '../../credentials/in-text';

/** Texts that an expression which tries again from each place would take hours for: the test would not end. */
const worst = [
  '-eyJ',
  'eyJ.',
  'xoxb-a-',
  'glsa_',
  'hvs.',
  'a://a:',
  'a://a:/@',
  'key=key=',
  'password: ',
  '"password":"',
  '-----BEGIN ',
  'A',
  '$2a$',
  'name: password value',
  'ghs_1_a.',
];

it.each(worst)('half a megabyte of %j is searched in one pass', (text) => {
  const long = text.repeat(Math.ceil((512 * 1024) / text.length));
  expect(credentialsIn(long).every(({ start, end }) => start < end && end <= long.length)).toBe(true);
});

it('what stands behind a megabyte is found', () => {
  const token = ['kp', 'at_', 'A1b2C3d4E5f6G7h8I9j0K1l2'].join('');
  const text = `${'-eyJ'.repeat(260_000)} ${token}`;
  expect(credentialsIn(text)).toEqual([
    { what: 'a Konnect token', start: text.length - token.length, end: text.length },
  ]);
});
