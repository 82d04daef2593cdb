import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { z } from 'zod';
import { KonnectClient } from '../../konnect/client';
import { encodedForms } from '../../konnect/encoded-forms';
import { hideSecrets, SecretText } from '../../konnect/secret-text';
import { shownWords } from '../../konnect/server-words';
import { guard } from '../../konnect/surroundings';
import { times } from '../long';

// Assembled here, so that scanners find no token in the repository.
const value = ['kpat', 'Canary/Of+The_Personal-Access~Token0123456789'].join('_');
const token = new SecretText(value);
const reversed = [...value].reverse().join('');
const hex = Buffer.from(value).toString('hex');

/** Ways in which a server may send back what it was sent; each is undone by the second function. */
const encodings: readonly [string, string, (text: string) => string][] = [
  ['as it is', value, (text) => text],
  ['backwards', reversed, (text) => [...text].reverse().join('')],
  ['in base64', Buffer.from(value).toString('base64'), (text) => Buffer.from(text, 'base64').toString()],
  [
    'in base64 with its scheme',
    Buffer.from(`Bearer ${value}`).toString('base64'),
    (text) => Buffer.from(text, 'base64').toString(),
  ],
  [
    'in base64 with a user',
    Buffer.from(`me:${value}`).toString('base64'),
    (text) => Buffer.from(text, 'base64').toString(),
  ],
  [
    'in base64url',
    Buffer.from(value).toString('base64url'),
    (text) => Buffer.from(text, 'base64url').toString(),
  ],
  ['in hexadecimal', hex, (text) => Buffer.from(text, 'hex').toString()],
  ['in upper-case hexadecimal', hex.toUpperCase(), (text) => Buffer.from(text, 'hex').toString()],
  ['escaped for addresses', encodeURIComponent(value), decodeURIComponent],
  ['escaped for addresses, every letter', hex.replace(/../g, '%$&'), decodeURIComponent],
  ['escaped for JSON, every letter', hex.replace(/../g, '\\u00$&'), (text) => JSON.parse(`"${text}"`)],
  [
    'in hexadecimal with colons',
    hex.replace(/..(?=.)/g, '$&:'),
    (text) => Buffer.from(text.replaceAll(':', ''), 'hex').toString(),
  ],
  [
    'in hexadecimal with blanks',
    hex.replace(/..(?=.)/g, '$& '),
    (text) => Buffer.from(text.replaceAll(' ', ''), 'hex').toString(),
  ],
];

describe('a secret that a server sends back', () => {
  test.each(encodings)('%s is not shown, whatever is around it', (_how, encoded, decode) => {
    expect(decode(encoded)).toContain(value);
    const around = fc.string({ unit: 'grapheme-ascii', maxLength: 12 });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const text = `${before} ${encoded} ${after}`;
        expect(hideSecrets(text, [token])).not.toContain(encoded);
        expect(shownWords(text, [], [token])).not.toContain(encoded);
      }),
      { numRuns: times(10, 300) },
    );
  });

  test('is found in base64 wherever what was encoded begins and ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const encoded = Buffer.from(before + value + after).toString('base64');
        expect(encodedForms(value).some((form) => encoded.includes(form))).toBe(true);
      }),
    );
  });

  test('is not shown letter by letter, in pieces, or encoded twice', () => {
    const twice = Buffer.from(Buffer.from(value).toString('base64')).toString('hex');
    for (const text of [
      [...value].join(' '),
      value.replace(/.{7}/g, '$& '),
      value.replace(/.{9}/g, '$&", "'),
    ])
      expect(shownWords(`The token ${text} is not known`, [], [token])).toBe('[hidden]');
    expect(shownWords(`The token ${twice} is not known`, [], [token])).toBe(
      'The token [hidden] is not known',
    );
  });
});

test('what a server says in words is shown: names of fields, identifiers, times, and what it was sent', () => {
  const sent = ['kong-mesh-zone-eu-west-1-Production-0b8f6a52', '/v3/system-accounts'];
  for (const text of [
    'Conflict; a system account of that name exists: kong-mesh-zone-eu-west-1-Production-0b8f6a52',
    'expires_at: must be within 12 months, before 2027-11-22T01:30:00Z; cluster_type.control_plane_endpoint: unknown',
    'no entity 0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214 (404), see "/v3/system-accounts".',
  ])
    expect(shownWords(text, sent, [token])).toBe(text);
});

describe('a server without measure', () => {
  let server: Server;
  let answer: (page: number) => string = () => '{}';
  let asked = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page[number]') ?? 1);
      response.end(answer(page));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => (asked = 0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function client() {
    const nothing = () => undefined;
    const environment = { KONNECT_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const surroundings = guard({
      environment,
      fetch,
      now: () => new Date(),
      sleep: async () => undefined,
      random: () => 0,
      print: nothing,
      complain: nothing,
      progress: nothing,
      execute: async () => ({ status: 127, stdout: '', stderr: '' }),
      confirm: undefined,
    });
    return new KonnectClient({ token, region: 'eu', surroundings, dryRun: false });
  }
  const call = { where: 'global', path: '/v3/x', purpose: 'list the things', needs: 'nothing' } as const;
  const item = z.object({ id: z.number() });

  test('is not asked for page after page', async () => {
    answer = (page) => JSON.stringify({ data: [{ id: page }], meta: { page: { total: 10 ** 9 } } });
    await expect(client().list(call, item)).rejects.toThrow(
      'Cannot list the things: /v3/x has more than 200 entries, and still more pages. Is KONNECT_API_URL right?',
    );
    expect(asked).toBe(200);
  });

  test('is not read to the end, nor asked again', async () => {
    answer = () => JSON.stringify({ data: [], padding: 'x'.repeat(9 * 1024 * 1024) });
    await expect(client().list(call, item)).rejects.toThrow(
      /^Cannot list the things: .* is larger than 8 MiB/,
    );
    expect(asked).toBe(1);
  });
});
