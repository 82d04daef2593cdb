import type { Random } from './random';
import type { Sample } from './samples';

/** What scripts, code and settings say of credentials, and what makers give to everybody. */
export const harmlessCode: Readonly<Record<string, (r: Random) => Sample>> = {
  'credential that code fetches': (r) => [
    'note',
    r.one([
      'PASSWORD = os.environ["DB_PASSWORD"]\npassword=args.password\n',
      'resource "aws_db_instance" "a" {\n  password = var.db_password\n}\n',
      'secret := data.secrets[_]\npassword := input.request.password\n',
      'const password = process.env.DB_PASSWORD;\nif (user.password !== hash(password)) return;\n',
      'PASSWORD=`openssl rand -hex 16`; echo $PASSWORD > /out/password',
      'read -s -p "Password: " password\n',
    ]),
  ],
  'password that a command takes from elsewhere': (r) => [
    'note',
    r.one([
      'mysqladmin ping -uroot -p"$MYSQL_ROOT_PASSWORD"',
      'mysql -uroot -p$$MYSQL_ROOT_PASSWORD -e "select 1"',
      'redis-cli -a $REDIS_PASSWORD ping',
      'mongosh -u "$MONGO_USER" -p "$MONGO_PASSWORD" --eval "db.stats()"',
      'echo "$DOCKER_PASSWORD" | docker login -u "$DOCKER_USER" --password-stdin',
      'docker run -p 8080:8080 -u 1000:1000 shop',
      'sshpass -e ssh root@10.0.0.4',
      'sshpass -f /etc/password ssh root@10.0.0.4',
      'htpasswd -Bbn "$USER" "$PASSWORD" > /auth/users',
      'rabbitmqctl add_user shop "$RABBITMQ_PASSWORD"',
      'mc alias set store http://minio:9000 "$MINIO_USER" "$MINIO_PASSWORD"',
      'ldapsearch -x -D cn=admin -w "$LDAP_PASSWORD" -b dc=example',
      'helm install shop charts/shop -f values.yaml --set a=b',
      'git clone https://x-access-token:$GITHUB_TOKEN@github.com/example/shop',
      'mkdir -p /data/shop && cp -p a b',
    ]),
  ],
  'what is said of a password': (r) => [
    'note',
    r.one([
      'test -z "$PASSWORD" && echo "password: missing" && exit 1',
      'msg := "password: must be set"',
      'password: see 1Password vault "Production"',
      '# requirepass foobared\nprotected-mode no\n',
      '  password reset\n  password\tsufficient pam_unix.so\n',
      'location / {\n  grpc_pass grpc://shop;\n  fastcgi_pass 127.0.0.1:9000;\n}\n',
    ]),
  ],
  'reference in the words of a tool': (r) => [
    r.one(['DB_PASSWORD', 'API_KEY', 'CLIENT_SECRET']),
    r.one([
      '$__file{/etc/secrets/db}',
      '$__env{DB_PASSWORD}',
      '<%= ENV["DB_PASSWORD"] %>',
      '[[ .password ]]',
      '#{DB_PASSWORD}#',
      'process.env.DB_PASSWORD',
      '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/db/)',
      'PLACEHOLDER',
      'to-be-replaced',
    ]),
  ],
  'name beside a colon': (r) => [
    r.one(['AUTH', 'CREDENTIALS', 'SHOP_CREDS']),
    r.one(['shop-secret:password', 'db-credentials-v2:api-key1', 'vault.example.com:8200', '10.0.0.1:8080']),
  ],
  'switch that is called as a password': (r) => [
    r.one(['ALLOW_EMPTY_PASSWORD', 'REQUIRE_PASSWORD', 'requirePassword']),
    r.one(['1', 'always', 'never']),
  ],
  'key for browsers': (r) => [
    r.one(['note', 'PUBLIC_KEY', 'SITE_KEY', 'POSTHOG_KEY', 'STRIPE_KEY']),
    r.one([
      `pk_live_${r.letters(24)}`,
      `sb_publishable_${r.url(22)}_${r.url(8)}`,
      `phc_${r.letters(43)}`,
      `6L${r.url(38)}`,
      `0x4AAAAAAA${r.url(13)}`,
    ]),
  ],
  'identifier that looks generated': (r) => [
    'note',
    r.one([
      `github_client_id = "${r.letters(32)}"\n`,
      `export STRIPE_ACCOUNT=acct_1${r.letters(16)}\n`,
      `cid: Qm${r.of('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', 44)}\n`,
      `tool --checksum ${r.base64(32)}\n`,
      `image: 123456789012.dkr.ecr.us-west-2.amazonaws.com/auth:${r.hex(40)}\n`,
    ]),
  ],
  'signature of an image': (r) => ['note', `MEUCIQ${r.base64(66)}`],
};
