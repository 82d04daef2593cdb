import { createHash, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random';
import type { Sample } from './samples';

const publicKeys = [
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey,
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
  generateKeyPairSync('ed25519').publicKey,
];

/** Words of the trade, as names are made of. */
const words =
  'kong mesh gateway ingress controller plugin consumer route service proxy envoy data plane zone egress payment order cart checkout inventory customer catalogue search review rating metal jazz prod staging europe west cluster platform team billing invoice'.split(
    ' ',
  );

function name(r: Random, parts: number, separator = '-'): string {
  return Array.from({ length: parts }, () => r.one(words)).join(separator);
}

function camel(r: Random, parts: number): string {
  return Array.from({ length: parts }, () => r.one(words))
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join('');
}

function certificate(r: Random): string {
  const body = Buffer.concat([
    Buffer.from([0x30, 0x82, 0x03, 0x10, 0x30, 0x82, 0x01, 0xf8, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x14]),
    r.bytes(780),
  ]);
  return `-----BEGIN CERTIFICATE-----\n${body.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

/** Ways to make texts that look like credentials and are none. */
export const harmless: Readonly<Record<string, (r: Random) => Sample>> = {
  'digest in hexadecimal': (r) => [
    r.one(['checksum', 'note', 'checksum/config', 'pod-template-hash']),
    createHash(r.one(['md5', 'sha1', 'sha256', 'sha512']))
      .update(r.hex(9))
      .digest('hex'),
  ],
  'digest in base64': (r) => [
    r.one(['digest', 'note', 'integrity']),
    createHash(r.one(['md5', 'sha1', 'sha256', 'sha384', 'sha512']))
      .update(r.hex(9))
      .digest('base64'),
  ],
  'placeholder in angle brackets': (r) => [
    r.one(['note', 'app.properties']),
    r.one([
      `https://user:<password>@git.example.com/${name(r, 2)}.git`,
      `port=80\npassword=<path:secret/data/${name(r, 2)}#password>\n`,
      `<password></password>${name(r, 1)}`,
      `curl -u "$USER:$PASS" https://${name(r, 2)}.example.com`,
      `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" ${name(r, 1)}`,
      `machine ${name(r, 2)}.example.com login ci password $TOKEN`,
    ]),
  ],
  'public key by its name in a file': (r) => ['app.yaml', `a:\n  port: 80\n  publicKey: ${r.base64(91)}\n`],
  'archive in base64': (r) => [
    'note',
    Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), r.bytes(200)]).toString('base64'),
  ],
  'address with parts that colons divide': (r) => [
    'note',
    r.one([
      `10:20:30:40:${r.digits(2)}`,
      `${name(r, 2)}.svc:5432:5433:${name(r, 1)}`,
      `00:1b:44:11:3a:${r.hex(2)}`,
    ]),
  ],
  'digest for a URL': (r) => ['thumbprint', createHash('sha256').update(r.hex(9)).digest('base64url')],
  'subresource integrity': (r) => ['note', `sha384-${r.base64(48)}`],
  'image by digest': (r) => ['image', `registry.example.com/${name(r, 2)}/${name(r, 2)}@sha256:${r.hex(64)}`],
  'image by tag': (r) => [
    'image',
    `${r.digits(12)}.dkr.ecr.eu-west-1.amazonaws.com/${name(r, 2)}:v1.${r.digits(2)}.0-${r.hex(8)}`,
  ],
  caBundle: (r) => ['caBundle', Buffer.from(certificate(r)).toString('base64')],
  certificate: (r) => [r.one(['ca.crt', 'note']), certificate(r)],
  'certificate in DER': (r) => ['note', certificate(r).replace(/-----[A-Z ]+-----|\n/g, '')],
  'public key': (r) => ['note', String(r.one(publicKeys).export({ type: 'spki', format: 'pem' }))],
  'public key in DER': (r) => [
    r.one(['note', 'publicKey']),
    r.one(publicKeys).export({ type: 'spki', format: 'der' }).toString('base64'),
  ],
  'public key of SSH': (r) => [
    r.one(['note', 'known_hosts', 'authorized_keys']),
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 43)} ${name(r, 1)}@example.com`,
  ],
  'TLS policy of a load balancer': (r) => [
    'service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy',
    `ELBSecurityPolicy-${r.one(['TLS13-1-2-2021-06', 'TLS13-1-3-2021-06', 'FS-1-2-Res-2020-10', 'TLS13-1-2-Res-FIPS-2023-04'])}`,
  ],
  'public key of age': (r) => ['note', `age1${r.of('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}`],
  'public key of WireGuard': (r) => ['publicKey', r.base64(32)],
  'public key of PGP': (r) => [
    'note',
    `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${r.base64(600).replace(/.{64}/g, '$&\n')}\n=${r.letters(4)}\n-----END PGP PUBLIC KEY BLOCK-----\n`,
  ],
  UUID: (r) => [r.one(['note', 'clientId', 'controlPlaneId', 'tenantID', 'keyId']), r.uuid()],
  ARN: (r) => [
    r.one(['roleArn', 'note', 'secret', 'password', 'certificate']),
    r.one([
      `arn:aws:iam::${r.digits(12)}:role/${camel(r, 3)}`,
      `arn:aws:secretsmanager:eu-west-1:${r.digits(12)}:secret:${name(r, 2, '/')}-${r.letters(6)}`,
      `arn:aws:kms:eu-west-1:${r.digits(12)}:key/${r.uuid()}`,
    ]),
  ],
  'id of a resource': (r) => [
    'note',
    r.one([
      `vpc-0${r.hex(16)}`,
      `sg-0${r.hex(16)}`,
      `https://oidc.eks.eu-west-1.amazonaws.com/id/${r.of('0123456789ABCDEF', 32)}`,
      `Z${r.upper(20)}`,
      `01${r.upper(24)}`,
    ]),
  ],
  'long identifier': (r) => [
    r.one(['note', 'name', 'policyName']),
    r.one([
      camel(r, 5),
      `${camel(r, 4)}${r.digits(2)}`,
      name(r, 6),
      name(r, 5, '_'),
      name(r, 4, '.'),
      `${name(r, 3, '/')}/${camel(r, 2)}V2`,
      `${camel(r, 3)}Service_${camel(r, 2)}2024`,
    ]),
  ],
  'name of a Secret': (r) => [
    r.one([
      'secretName',
      'secret',
      'tokenSecret',
      'existingSecret',
      'passwordSecret',
      'clientSecret',
      'apiKey',
      'authSecretName',
      'TLS_SECRET',
      'DB_SECRET',
    ]),
    r.one([
      `${name(r, 2)}-token`,
      `${name(r, 2)}-credentials`,
      name(r, 3),
      `${name(r, 1)}-tls-${r.lower(5)}`,
      `${name(r, 1)}/${name(r, 2)}`,
    ]),
  ],
  'key of a Secret': (r) => [
    r.one(['secretKey', 'key', 'passwordKey', 'property', 'remoteKey']),
    r.one(['password', 'token', 'api-key', 'tls.key', 'clientSecret', 'DB_PASSWORD', 'consumer1/api-key']),
  ],
  'path of a secret file': (r) => [
    r.one(['passwordFile', 'PGPASSWORD_FILE', 'DB_PASSWORD', 'tokenPath', 'keyFile', 'privateKey', 'token']),
    r.one([
      `/run/secrets/${name(r, 2)}`,
      '/var/run/secrets/kubernetes.io/serviceaccount/token',
      `/etc/${name(r, 1)}/tls/tls.key`,
      `./secrets/${name(r, 1)}.txt`,
    ]),
  ],
  'vault reference': (r) => [
    r.one(['password', 'redis.password', 'DB_PASSWORD', 'token', 'clientSecret', 'note']),
    r.one([
      `{vault://aws/${name(r, 2)}/password}`,
      `{vault://env/${name(r, 1)}}`,
      `vault:secret/data/${name(r, 1)}#password`,
      `ref+awssecrets://${name(r, 2)}`,
      `op://${name(r, 1)}/${name(r, 1)}/password`,
      `ENC[AES256_GCM,data:${r.base64(20)},iv:${r.base64(12)},tag:${r.base64(12)},type:str]`,
    ]),
  ],
  'template of a value': (r) => [
    r.one(['password', 'DB_PASSWORD', 'token', 'url', 'apiKey']),
    r.one([
      '$' + '{DB_PASSWORD}',
      '$(DB_PASSWORD)',
      '{{ .Values.password }}',
      '{{ .password }}',
      '<password>',
      '$DB_PASSWORD',
      'postgres://$(DB_USER):$(DB_PASSWORD)@db/shop',
      'postgres://$' + '{USER}:$' + '{PASS}@db/shop',
      'Bearer {{ .token }}',
      'CHANGE_ME',
      '********',
      'your-api-key',
    ]),
  ],
  'address without password': (r) => [
    'url',
    r.one([
      `https://${name(r, 2)}.example.com:8443/${name(r, 2, '/')}?tag=${name(r, 1)}`,
      `postgres://db.prod.svc:5432/${name(r, 1)}`,
      `https://registry.example.com:5000/v2/${name(r, 1)}@sha256:${r.hex(64)}`,
      `git@github.com:example/${name(r, 2)}.git`,
      `ssh://git@github.com/example/${name(r, 2)}`,
      `https://example.com/@${name(r, 1)}/${name(r, 1)}`,
      `spiffe://${name(r, 1)}/ns/prod/sa/${name(r, 1)}`,
    ]),
  ],
  'setting about a password': (r) => [
    r.one([
      'passwordPolicy',
      'tokenUrl',
      'token_endpoint',
      'authType',
      'AUTH_METHOD',
      'passwordMinLength',
      'keyNames',
      'tokenTTL',
      'secretRefreshInterval',
      'cacheKey',
      'tokenReview',
      'auth',
    ]),
    r.one([
      'strong',
      'https://login.example.com/oauth2/token',
      'client_secret_post',
      'basic',
      'none',
      '12',
      '1h',
      'apikey',
      'true',
    ]),
  ],
  'file of settings': (r) => [
    'app.yaml',
    `server:\n  port: 8080\n  auth:\n    enabled: true\n    tokenUrl: https://login.example.com/token\n    passwordFile: /run/secrets/password\n  ${name(r, 1)}: ${name(r, 2)}\n  secretName: ${name(r, 2)}-token\n  password: \${DB_PASSWORD}\n`,
  ],
  'words about secrets': (r) => [
    'description',
    r.one([
      'Rotate the token: it is read from AWS Secrets Manager every hour.',
      'Basic authentication with a password for each consumer',
      'The bearer token is taken from the header Authorization',
      `Use key authentication for ${name(r, 2)}; the secret is ${name(r, 2)}`,
      'Secret key: see the documentation of the gateway',
      'password: must have at least 12 characters',
    ]),
  ],
  picture: (r) => [
    'icon',
    r.one([
      `data:image/png;base64,iVBORw0KGgo${r.base64(300)}`,
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${r.digits(2)}"><path d="M${r.digits(3)} ${r.digits(3)}z"/></svg>`,
      ).toString('base64'),
    ]),
  ],
  'text in base64': (r) => [
    'note',
    Buffer.from(`${name(r, 5, ' ')}\n${name(r, 5, ' ')}\n`).toString('base64'),
  ],
  'annotation of a controller': (r) =>
    r.one<Sample>([
      ['checksum/secret', r.hex(64)],
      ['argocd.argoproj.io/tracking-id', `${name(r, 2)}:apps/Deployment:prod/${name(r, 2)}`],
      ['kubernetes.io/service-account.uid', r.uuid()],
      ['eks.amazonaws.com/role-arn', `arn:aws:iam::${r.digits(12)}:role/${name(r, 3)}`],
      ['deployment.kubernetes.io/revision', r.digits(2)],
    ]),
  'encrypted value': (r) => [
    r.one(['encryptedData', 'password', 'token']),
    `AgB${r.base64(400).replace(/=+$/, '')}`,
  ],
  'integrity of a script': (r) => ['index.html', `<script integrity="sha384-${r.base64(48)}" src="/a.js">`],
  'key for browsers': (r) => [
    r.one(['note', 'STRIPE_PUBLISHABLE']),
    r.one([
      `pk_live_${r.letters(24)}`,
      `https://${r.hex(32)}@o${r.digits(6)}.ingest.sentry.io/${r.digits(7)}`,
    ]),
  ],
  'script that asks for a password': (r) => [
    'run.sh',
    `export PASSWORD="\${PASSWORD:?${name(r, 2, ' ')} is missing}"\nTOKEN=$(cat /run/secrets/${name(r, 2)})\n`,
  ],
  commit: (r) => [r.one(['revision', 'note', 'targetRevision']), r.hex(40)],
};

/** Every text of the objects that stand in this repository, and hold no credential. */
export function textsOfFolder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}
