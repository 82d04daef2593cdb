import { generateKeyPairSync } from 'node:crypto';
import type { Random } from './random';

/** A credential as a field of a ConfigMap, or a value in another place: `[name of the field, text]`. */
export type Sample = readonly [field: string, text: string];

/** Private keys take long to make; a few are enough. */
const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ed25519: generateKeyPairSync('ed25519').privateKey,
};

function pem(type: 'pkcs1' | 'pkcs8' | 'sec1', key: keyof typeof keys): string {
  return String(keys[key].export({ type, format: 'pem' }));
}

function der(type: 'pkcs1' | 'pkcs8' | 'sec1', key: keyof typeof keys): string {
  return keys[key].export({ type, format: 'der' }).toString('base64');
}

function wrap(text: string, width: number): string {
  return Buffer.from(text)
    .toString('base64')
    .replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
}

/** In the shape that armours have: lines of base64 between two lines that say what it is. */
function armour(label: string, body: string): string {
  return `-----BEGIN ${label}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

/** Parts of a known form, put together here so that no form of a credential stands in a file. */
function joined(...parts: readonly string[]): string {
  return parts.join('');
}

const words = [
  'swordfish',
  'hunter2',
  'Tr0ub4dor&3',
  'correct horse battery staple',
  'summer-2024',
  'S3cr3t!',
  'letmein',
  'qwerty123',
  'P@ssw0rd',
  'jazz',
];

/** A way to make samples of one kind, shaped by what its maker documents. */
export const kinds: Readonly<Record<string, (random: Random) => Sample>> = {
  'JSON Web Key': (r) => [
    'jwk',
    `# kept\n${JSON.stringify({ kty: 'EC', crv: 'P-256', x: r.url(43), y: r.url(43), d: r.url(43) })}\n`,
  ],
  'key of Laravel': (r) => ['APP_SECRET', `base64:${r.base64(32)}`],
  'ODBC string, in braces': (r) => [
    'note',
    `Driver={ODBC Driver 18};Server=db;UID=sa;PWD={${r.letters(12)}};`,
  ],
  'user of curl': (r) => [
    'note',
    `set -e\ncurl ${r.one(['-u ', '--user ', '-sS -u '])}admin:${r.letters(14)} https://api.example.com/v1\n`,
  ],
  'password of mysql': (r) => ['note', `mysql -uroot -p${r.letters(12)} shop < /tmp/dump.sql`],
  netrc: (r) => ['note', `machine api.example.com login ci@example.com password ${r.letters(20)}\n`],
  pgpass: (r) => ['note', `# for psql\ndb.example.com:5432:shop:shop:${r.letters(14)}\n`],
  'password of HAProxy': (r) => ['note', `userlist u\n  user admin insecure-password ${r.one(words)}\n`],
  'PagerDuty routing key': (r) => ['note', `pagerduty_configs:\n- routing_key: ${r.hex(32)}\n`],
  'password that a directory is bound with': (r) => ['note', `ldap.bind.credential=${r.letters(14)}\n`],
  'seed of one-time passwords': (r) => [
    'note',
    `otpauth://totp/Shop:a@example.com?secret=${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32)}&issuer=Shop`,
  ],
  'SCRAM hash': (r) => [
    'note',
    joined('SCRAM-SHA', `-256$4096:${r.base64(16)}$${r.base64(32)}:${r.base64(32)}`),
  ],
  'Yandex Cloud token': (r) => ['note', joined('t1', '.', r.url(54), '.', r.url(86))],
  'Adyen key': (r) => ['note', joined('AQ', 'E', r.url(90), '-', r.base64(32))],
  'HubSpot token': (r) => ['note', joined('pat-', 'na1-', r.uuid())],
  'Lob key': (r) => ['note', joined('live', '_', r.hex(35))],
  'Aiven password': (r) => ['note', joined('AVNS', '_', r.url(19))],
  'private key, SSH2': (r) => [
    'note',
    `---- BEGIN ${joined('SSH2 ENCRYPTED PRIVATE', ' KEY')} ----\nComment: "a"\n${r.base64(300)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----\n`,
  ],
  'AWS secret key': (r) => [
    r.one(['AWS_SECRET_ACCESS_KEY', 'secretAccessKey', 'note']),
    r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 40),
  ],
  'AWS access key': (r) => [
    'note',
    joined(r.one(['AKIA', 'ASIA']), r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)),
  ],
  'AWS credentials file': (r) => [
    'credentials',
    `[default]\naws_access_key_id = ${joined('AKIA', r.upper(16))}\naws_secret_access_key = ${r.base64(30)}\nregion = eu-west-1\n`,
  ],
  'AWS session token': (r) => ['note', joined('IQoJb3JpZ2lu', 'X2Vj', r.base64(300))],
  'GitHub classic token': (r) => [
    'note',
    joined(r.one(['ghp', 'gho', 'ghu', 'ghs', 'ghr']), '_', r.letters(36)),
  ],
  'GitHub fine-grained token': (r) => ['note', joined('github', '_pat_', r.letters(22), '_', r.letters(59))],
  'GitLab token': (r) => ['note', joined(r.one(['glpat-', 'gldt-', 'glrt-', 'glptt-']), r.url(20))],
  'Slack bot token': (r) => [
    'note',
    joined('xox', 'b-', r.digits(12), '-', r.digits(13), '-', r.letters(24)),
  ],
  'Slack user token': (r) => [
    'note',
    joined('xox', 'p-', r.digits(12), '-', r.digits(12), '-', r.digits(12), '-', r.hex(32)),
  ],
  'Slack app token': (r) => ['note', joined('xapp', '-1-A', r.upper(10), '-', r.digits(13), '-', r.hex(64))],
  'Slack webhook': (r) => [
    'url',
    joined('https://hooks.slack.com', `/services/T${r.upper(10)}/B${r.upper(10)}/${r.letters(24)}`),
  ],
  'Discord webhook': (r) => [
    'url',
    joined('https://discord.com', `/api/webhooks/${r.digits(18)}/${r.url(68)}`),
  ],
  'Discord bot token': (r) => ['note', joined('M', r.letters(23), '.', r.url(6), '.', r.url(38))],
  'Telegram bot token': (r) => ['note', joined(r.digits(10), ':AA', r.url(33))],
  'Stripe key': (r) => [
    'note',
    joined(r.one(['sk', 'rk']), r.one(['_live_', '_test_']), r.letters(r.one([24, 99]))),
  ],
  'Stripe webhook secret': (r) => ['note', joined('whsec', '_', r.letters(32))],
  'npm token': (r) => ['note', joined('npm', '_', r.letters(36))],
  npmrc: (r) => ['.npmrc', joined('//registry.example.com/:_auth', 'Token=', r.uuid(), '\n')],
  'PyPI token': (r) => ['note', joined('pypi-', 'AgEIcHlwaS5vcmc', r.url(150))],
  'RubyGems key': (r) => ['note', joined('rubygems', '_', r.hex(48))],
  'SendGrid key': (r) => ['note', joined('SG', '.', r.url(22), '.', r.url(43))],
  'Mailgun key': (r) => ['note', joined('key', '-', r.hex(32))],
  'Vault token': (r) => ['note', joined(r.one(['hvs', 'hvb']), '.', r.url(r.one([24, 95, 140])))],
  'Vault token, older': (r) => ['VAULT_TOKEN', joined('s', '.', r.letters(24))],
  'Twilio key': (r) => ['note', joined('SK', r.hex(32))],
  'Twilio token': (r) => ['TWILIO_AUTH_TOKEN', r.hex(32)],
  'age key': (r) => ['note', joined('AGE-SECRET', '-KEY-1', r.of('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58))],
  'PGP key': (r) => [
    'note',
    armour(joined('PGP PRIVATE', ' KEY BLOCK'), `${r.base64(400)}\n=${r.letters(4)}`),
  ],
  'private key, PEM': (r) => [
    'tls.key',
    r.one([pem('pkcs1', 'rsa'), pem('pkcs8', 'rsa'), pem('sec1', 'ec'), pem('pkcs8', 'ed25519')]),
  ],
  'private key, encrypted': (r) => ['note', armour(joined('ENCRYPTED PRIVATE', ' KEY'), r.base64(300))],
  'private key, OpenSSH': (r) => ['identity', armour(joined('OPENSSH PRIVATE', ' KEY'), r.base64(300))],
  'private key, PuTTY': (r) => [
    'id.ppk',
    joined('PuTTY-User', `-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n${r.base64(40)}\n`),
  ],
  'private key, DER in base64': (r) => [
    'note',
    r.one([der('pkcs1', 'rsa'), der('pkcs8', 'rsa'), der('sec1', 'ec'), der('pkcs8', 'ec')]),
  ],
  'private key, PEM in base64': (r) => [
    'note',
    r.one([wrap(pem('pkcs8', 'rsa'), 1e6), wrap(pem('sec1', 'ec'), 76)]),
  ],
  'key in hexadecimal': (r) => [
    r.one(['encryptionKey', 'HMAC_KEY', 'signing_key', 'cookieSecret', 'session-key', 'key']),
    r.hex(r.one([32, 64, 128])),
  ],
  'WireGuard key': (r) => [
    'wg0.conf',
    `[Interface]\nAddress = 10.0.0.1/24\nPrivateKey = ${r.base64(32)}\n\n[Peer]\nPublicKey = ${r.base64(32)}\n`,
  ],
  'password in a URL': (r) => [
    'url',
    joined(
      r.one([
        'postgres',
        'mysql',
        'mongodb+srv',
        'amqp',
        'redis',
        'https',
        'ldap',
        'nats',
        'smtp',
        'clickhouse',
        'git+ssh',
      ]),
      '://',
      r.one(['shop', 'admin', 'app_user']),
      ':',
      r.one([...words.filter((word) => !/[ @]/.test(word)), r.letters(16)]),
      '@db.prod.svc:5432/shop',
    ),
  ],
  'password in a URL without user': (r) => [
    'note',
    joined('redis://', ':', r.letters(12), '@cache.prod.svc:6379/0'),
  ],
  'password with a slash in a URL': (r) => [
    'note',
    joined('amqp://', 'shop:', r.letters(6), '/', r.letters(6), '@mq.prod.svc:5672/'),
  ],
  'token in a URL': (r) => [
    'repository',
    joined(
      'https://',
      r.one(['oauth2:', 'x-access-token:', '']),
      r.letters(40),
      '@git.example.com/shop/app.git',
    ),
  ],
  JDBC: (r) => [
    'note',
    r.one([
      joined('jdbc:postgresql://db:5432/shop?user=shop&pass', `word=${r.letters(10)}`),
      joined(
        'jdbc:sqlserver://db:1433;databaseName=shop;user=sa;pass',
        `word=${r.one(['hunter2', 'S3cr3t!x'])};encrypt=true`,
      ),
    ]),
  ],
  ADO: (r) => [
    'note',
    joined(
      'Server=tcp:db.example.net,1433;Initial Catalog=shop;User ID=shop;Pass',
      `word=${r.letters(12)};Encrypt=True;`,
    ),
  ],
  'ADO, Pwd': (r) => [
    'ConnectionStrings__Shop',
    joined('Server=db;Database=shop;Uid=shop;P', `wd=${r.letters(9)};`),
  ],
  libpq: (r) => [
    'note',
    joined(
      'host=db port=5432 dbname=shop user=shop pass',
      `word=${r.one(['swordfish', r.letters(10), "'two words'"])} sslmode=require`,
    ),
  ],
  'Azure storage': (r) => [
    'note',
    joined(
      'DefaultEndpointsProtocol=https;AccountName=shop;Account',
      `Key=${r.base64(64)};EndpointSuffix=core.windows.net`,
    ),
  ],
  'Azure Service Bus': (r) => [
    'note',
    joined(
      'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess',
      `Key=${r.base64(32)}`,
    ),
  ],
  'Azure SAS': (r) => [
    'note',
    joined(
      'https://shop.blob.core.windows.net/c?sv=2024-11-04&ss=b&se=2030-01-01T00:00:00Z&si',
      `g=${encodeURIComponent(r.base64(32))}`,
    ),
  ],
  'Azure client secret': (r) => ['note', joined(r.letters(3), r.digits(1), 'Q~', r.url(34))],
  'Docker configuration': (r) => [
    'config.json',
    JSON.stringify({
      auths: { 'ghcr.io': { auth: Buffer.from(`shop:${r.one(words)}`).toString('base64') } },
    }),
  ],
  'Docker configuration, in base64': (r) => [
    'note',
    Buffer.from(
      JSON.stringify({ auths: { 'ghcr.io': { username: 'shop', password: r.letters(12) } } }),
    ).toString('base64'),
  ],
  'Basic header': (r) => [
    'header',
    joined('Authorization: Bas', `ic ${Buffer.from(`shop:${r.one(words)}`).toString('base64')}`),
  ],
  'Bearer header': (r) => [
    'header',
    joined('Authorization: Bea', `rer ${r.one([r.letters(32), r.hex(40), r.url(43)])}`),
  ],
  'JSON Web Token': (r) => [
    'note',
    [
      { alg: 'RS256', typ: 'JWT' },
      { sub: r.lower(8), exp: 2e9 },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat(r.url(86))
      .join('.'),
  ],
  'token in base64': (r) => ['note', wrap(joined('gh', 'p_', r.letters(36)), r.one([1e6, 76, 20]))],
  'password in base64': (r) => [
    'note',
    wrap(
      joined('[client]\nuser = shop\npass', `word = ${r.one(words)}\nhost = db.prod.svc.cluster.local\n`),
      64,
    ),
  ],
  'URL in base64': (r) => [
    'DATABASE_URL',
    wrap(joined('postgres://', 'shop:', r.letters(12), '@db.prod.svc/shop'), 1e6),
  ],
  'readable password': (r) => [
    r.one([
      'password',
      'DB_PASSWORD',
      'adminPassword',
      'redis.passwd',
      'POSTGRES_PASSWORD',
      'smtp_pass',
      'keystore-passphrase',
      'PGPASSWORD',
      'rootPwd',
    ]),
    r.one(words),
  ],
  'readable password in a file': (r) => [
    r.one(['app.properties', 'settings.yaml', 'env.sh']),
    `url=jdbc:mysql://db/shop\n${r.one(['spring.datasource.', 'export DB_', '  '])}pass${r.one(['', 'wd'])}${r.one(['=', ': '])}${r.one(words)}\nretries=3\n`,
  ],
  'Google API key': (r) => ['note', joined('AI', 'za', 'Sy', r.url(33))],
  'Google OAuth secret': (r) => ['note', joined('GOC', 'SPX-', r.url(28))],
  'Google service account': (r) => [
    'sa.json',
    JSON.stringify({
      type: 'service_account',
      private_key_id: r.hex(40),
      private_key: pem('pkcs8', 'rsa'),
      client_email: 'a@b.iam.gserviceaccount.com',
    }),
  ],
  'OpenAI key': (r) => [
    'note',
    r.one([
      joined('sk-pro', 'j-', r.url(74), 'T3Blbk', 'FJ', r.url(74)),
      joined('sk', '-', r.letters(20), 'T3Blbk', 'FJ', r.letters(20)),
      joined('sk', '-', r.letters(48)),
    ]),
  ],
  'Anthropic key': (r) => ['note', joined('sk-an', 't-api03-', r.url(93), 'AA')],
  'Hugging Face token': (r) => [
    'note',
    joined('hf', '_', r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 34)),
  ],
  'Datadog key': (r) => [r.one(['DD_API_KEY', 'datadogApiKey', 'DD_APP_KEY']), r.hex(r.one([32, 40]))],
  'Heroku key': (r) => ['HEROKU_API_KEY', r.one([r.uuid(), joined('HRKU', '-AA', r.url(58))])],
  'DigitalOcean token': (r) => ['note', joined('dop', '_v1_', r.hex(64))],
  'Shopify token': (r) => ['note', joined(r.one(['shpat', 'shpss', 'shpca']), '_', r.hex(32))],
  'Docker Hub token': (r) => ['note', joined('dckr', '_pat_', r.url(27))],
  'New Relic key': (r) =>
    r.one<Sample>([
      ['note', joined('NRA', 'K-', r.upper(27))],
      ['NEW_RELIC_LICENSE_KEY', joined(r.hex(36), 'NRAL')],
    ]),
  'Grafana token': (r) => ['note', joined('gl', 'sa_', r.letters(32), '_', r.hex(8))],
  'Terraform Cloud token': (r) => ['note', joined(r.letters(14), '.atlas', 'v1.', r.url(67))],
  'Databricks token': (r) => ['note', joined('da', 'pi', r.hex(32))],
  'Atlassian token': (r) => ['note', joined('ATA', 'TT3xFfGF0', r.url(180), '=', r.upper(8))],
  'Linear key': (r) => ['note', joined('lin', '_api_', r.letters(40))],
  'Konnect token': (r) => ['note', joined(r.one(['kp', 'sp']), 'at_', r.letters(60))],
  'licence of Kong': (r) => [
    'license',
    JSON.stringify({
      license: {
        signature: r.hex(128),
        payload: { license_key: r.one([r.upper(40), 'ASDASDASDASDASDASDASDASDASD_a1VASASD']) },
        version: 1,
      },
    }),
  ],
  'password hash': (r) =>
    r.one<Sample>([
      ['htpasswd', joined('admin:', '$2', 'y$10$', r.letters(53))],
      ['note', joined('$ap', 'r1$', r.letters(8), '$', r.letters(22))],
      ['note', joined('{SH', 'A}', r.base64(20))],
    ]),
  'Cloudflare token': (r) => ['CF_API_TOKEN', r.url(40)],
  'PagerDuty key': (r) => ['PAGERDUTY_INTEGRATION_KEY', r.hex(32)],
  'Okta token': (r) => ['OKTA_API_TOKEN', joined('00', r.url(40))],
  'Tailscale key': (r) => ['note', joined('tsk', 'ey-auth-', r.letters(16), '-', r.letters(32))],
  'Pulumi token': (r) => ['note', joined('pu', 'l-', r.hex(40))],
  'SonarQube token': (r) => ['note', joined('sq', 'p_', r.hex(40))],
  'Postman key': (r) => ['note', joined('PM', 'AK-', r.hex(24), '-', r.hex(34))],
  'Square token': (r) => ['note', joined('sq0', 'atp-', r.url(22))],
  'access token of Square': (r) => ['note', joined('EA', 'AA', r.url(60))],
  'New Relic licence key': (r) => ['note', joined(r.hex(36), 'NR', 'AL')],
  'webhook of Teams': (r) => [
    'url',
    joined(
      'https://shop.webhook.off',
      `ice.com/webhookb2/${r.uuid()}@${r.uuid()}/IncomingWebhook/`,
      `${r.hex(32)}/${r.uuid()}`,
    ),
  ],
  'base of the keys of Rails': (r) => ['SECRET_KEY_BASE', r.hex(128)],
  'JDBC address of Oracle': (r) => [
    'url',
    joined('jdbc:ora', 'cle:thin:shop/', r.letters(12), '@//db.prod:1521/shop'),
  ],
  'settings of Redis': (r) => [
    'redis.conf',
    `maxmemory 1gb\n${r.one(['requirepass', 'masterauth'])} ${r.one(words)}${r.digits(2)}!\n`,
  ],
  'secret of a client': (r) => [
    r.one(['clientSecret', 'OIDC_CLIENT_SECRET', 'client_secret', 'webhookSecret']),
    r.one([r.letters(32), r.hex(32), r.uuid(), r.base64(24)]),
  ],
  'generated password': (r) => [
    r.one(['adminPassword', 'MYSQL_ROOT_PASSWORD']),
    r.of('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#%&*+-=?@^_', 20),
  ],
  'token of a bootstrap': (r) => ['token', joined(r.lower(6), '.', r.lower(16))],
  'argument of a command': (r) => ['args', joined('--db-pass', `word=${r.one(words)}`)],
};
