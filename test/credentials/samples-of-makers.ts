import type { Random } from './random';
import type { Sample } from './samples';

/** Parts of a known form, put together here so that no form of a credential stands in a file. */
function joined(...parts: readonly string[]): string {
  return parts.join('');
}

/** A form in a place that says nothing: in prose, in a header of a plugin, in an address, in a call. */
function anywhere(r: Random, token: string): Sample {
  return r.one<Sample>([
    ['note', token],
    ['headers', `X-Upstream:${token}`],
    ['note', `line one\nuses ${token} for now\n`],
    ['note', `curl "https://api.example.com/v1?x=${token}&page=2"\n`],
    ['note', `const client = new Client("${token}");\n`],
  ]);
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Forms of tokens, each by what its maker documents. */
export const makerKinds: Readonly<Record<string, (r: Random) => Sample>> = {
  'Telegram bot, in an address': (r) => [
    'note',
    joined('https://api.telegram.org/bot', r.digits(10), ':AA', r.url(33), '/sendMessage'),
  ],
  Axiom: (r) => anywhere(r, joined(r.one(['xaat', 'xapt']), '-', r.uuid())),
  ElevenLabs: (r) => anywhere(r, joined('sk', '_', r.hex(48))),
  Langfuse: (r) => anywhere(r, joined('sk-', 'lf-', r.uuid())),
  Firecrawl: (r) => anywhere(r, joined('fc', '-', r.hex(32))),
  Tavily: (r) => anywhere(r, joined('tvly', '-dev-', r.letters(32))),
  Pinecone: (r) => anywhere(r, joined('pcsk', '_', r.letters(6), '_', r.letters(63))),
  Resend: (r) => anywhere(r, joined('re', '_', r.letters(7), '1_a', r.letters(22), 'Z')),
  Render: (r) => anywhere(r, joined('rnd', '_', 'a1Z', r.letters(25))),
  CockroachDB: (r) => anywhere(r, joined('CCDB1', '_', r.letters(22), '_', r.letters(40))),
  Notion: (r) => anywhere(r, joined('ntn', '_', r.digits(11), r.letters(35))),
  ClickUp: (r) => anywhere(r, joined('pk', '_', r.digits(8), '_', r.upper(32))),
  Asana: (r) => anywhere(r, joined('1/', r.digits(16), ':', r.hex(32))),
  Intercom: (r) => [
    'note',
    Buffer.from(joined('tok', ':', r.hex(8), '_', r.hex(12), '_', r.hex(16), ':1:0')).toString('base64'),
  ],
  OpenShift: (r) => anywhere(r, joined('sha256', '~', r.url(43))),
  Rancher: (r) => ['note', joined('token', '-', r.lower(5), ':', r.lower(54))],
  EKS: (r) => anywhere(r, joined('k8s-aws', '-v1.', r.url(120))),
  Dropbox: (r) => anywhere(r, joined('sl', '.', r.url(135))),
  Salesforce: (r) => ['note', joined('00D', r.letters(12), '!AQ', r.of(`${base32}abc._`, 92))],
  'JFrog reference token': (r) => [
    'note',
    Buffer.from(joined('reftkn', ':01:', r.digits(10), ':', r.letters(26))).toString('base64'),
  ],
  'Google token of a service': (r) => anywhere(r, joined('ya29', '.c.', r.url(120))),
  'Zoho token': (r) => anywhere(r, joined('1000', '.', r.hex(32), '.', r.hex(32))),
  'AppSync key': (r) => anywhere(r, joined('da2', '-', r.lower(25), '7')),
  'MaxMind licence': (r) => ['note', joined(r.letters(6), '_', r.letters(29), '_mmk')],
  'OpenVPN static key': (r) => [
    'note',
    joined(
      '-----BEGIN OpenVPN',
      ' Static key V1-----\n',
      r.hex(256),
      '\n-----END OpenVPN Static key V1-----\n',
    ),
  ],
  'password hash of PgBouncer': (r) => ['note', `"app" "${joined('md5', r.hex(32))}"\n`],
  'key that was given the word private': (r) => ['MJ_APIKEY_PRIVATE', r.hex(32)],
  'secret of a role of Vault': (r) => ['VAULT_SECRET_ID', r.uuid()],
  'token without a digit': (r) => [
    'SECRET_KEY',
    r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 40),
  ],
  'password with an at sign': (r) => ['JWT_SECRET', `Cherry@${r.digits(3)}`],
  'personal access token, by its name alone': (r) => ['note', `listen: :8080\nado_pat: "${r.lower(52)}"\n`],
  'subscription key': (r) => [
    'note',
    `curl -H 'Ocp-Apim-Subscription-Key: ${r.uuid()}' https://api.example.com\n`,
  ],
};
