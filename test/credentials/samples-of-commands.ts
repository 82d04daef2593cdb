import type { Random } from './random';
import type { Sample } from './samples';

/** A password as people make it up, and as generators do. */
function password(r: Random): string {
  return r.one([
    `${r.one(['amber', 'falcon', 'Walnut', 'Harbor'])}-${r.digits(3)}`,
    `Summer${r.digits(4)}`,
    `P@ss${r.lower(6)}`,
    r.letters(16),
  ]);
}

/** A line of a script that runs a command. */
function command(...lines: readonly ((word: string, r: Random) => string)[]): (r: Random) => Sample {
  return (r) => ['note', `#!/bin/sh\nset -e\n${r.one(lines)(password(r), r)}\n`];
}

/** A file of a program. */
function file(...texts: readonly ((word: string, r: Random) => string)[]): (r: Random) => Sample {
  return (r) => ['note', r.one(texts)(password(r), r)];
}

/** Passwords that a command, a statement or a setting gives by its place. */
export const commandKinds: Readonly<Record<string, (r: Random) => Sample>> = {
  'login of a registry': command(
    (word) => `docker login -u ci -p ${word} registry.example.com`,
    (word) => `helm registry login registry.example.com -u ci -p '${word}'`,
    (word) => `crane auth login registry.example.com -u ci -p ${word}`,
    (word) => `skopeo copy --dest-creds ci:${word} a b`,
    (word) => `echo ${word} | docker login --username ci --password-stdin registry.example.com`,
  ),
  'login of Azure': command(
    (word, r) => `az login --service-principal -u ${r.uuid()} -p ${word} --tenant ${r.uuid()}`,
  ),
  sshpass: command((word) => `sshpass -p ${word} ssh root@10.0.0.4 uptime`),
  'bind of a directory': command(
    (word) => `ldapsearch -x -D cn=admin,dc=example -w ${word} -b dc=example`,
    (word) => `ldapadd -x -D "cn=admin,dc=example" -w "${word}" -f a.ldif`,
  ),
  'client of MongoDB': command(
    (word) => `mongosh --host db -u admin -p ${word} --eval "db.stats()"`,
    (word) => `mongodump \\\n  -u admin \\\n  -p ${word} --out /backup`,
  ),
  'client of Redis': command(
    (word) => `redis-cli -h redis -a ${word} ping`,
    (word) => `redis-server --requirepass ${word} --appendonly yes`,
  ),
  'client of SQL Server and Cassandra': command(
    (word) => `/opt/mssql-tools/bin/sqlcmd -S localhost -U sa -P "${word}"`,
    (word) => `cqlsh cassandra -u cassandra -p ${word}`,
  ),
  'user of RabbitMQ': command(
    (word) => `rabbitmqctl add_user shop ${word}`,
    (word) => `rabbitmqctl change_password shop ${word}`,
    (word) => `rabbitmqadmin -u shop -p ${word} list queues`,
  ),
  'alias of MinIO': command((word) => `mc alias set store http://minio:9000 minio ${word}`),
  'share of a network': command((word) => `smbclient //nas/share -U shop%${word}`),
  'token of InfluxDB': command((_, r) => `influx write -t ${r.base64(64)} -b shop`),
  'key store of Java': command(
    (word) => `keytool -genkey -keystore k.jks -storepass ${word} -keypass ${word}`,
  ),
  'password of a user': command(
    (word) => `echo 'root:${word}' | chpasswd`,
    (word) => `htpasswd -bc /etc/nginx/users admin ${word}`,
    (word) => `htpasswd -nb admin ${word} > /etc/nginx/users`,
  ),
  'user of SQL': file(
    (word) => `CREATE USER 'shop'@'%' IDENTIFIED BY '${word}';\n`,
    (word) => `ALTER USER shop IDENTIFIED WITH mysql_native_password BY '${word}';\n`,
    (word) => `CREATE ROLE shop WITH LOGIN PASSWORD '${word}';\n`,
  ),
  "data source of Go's driver": file(
    (word) => `shop:${word.replace('@', '.')}@tcp(db:3306)/shop?parseTime=true`,
  ),
  'user of Redis': file((word) => `user default off\nuser shop on >${word} ~* +@all\n`),
  'page of HAProxy': file((word) => `listen stats\n  stats enable\n  stats auth admin:${word}\n`),
  'setting before blanks': file(
    (word) => `connection a\nremote_username shop\nremote_password ${word}\n`,
    (word) => `authentication {\n    auth_type PASS\n    auth_pass ${word}\n}\n`,
    (word) => `[OUTPUT]\n    Name es\n    HTTP_Passwd ${word}\n`,
    (word, r) => `<match **>\n  user elastic\n  password ${word}${r.digits(1)}\n</match>\n`,
  ),
  'call with a user and a password': file(
    (word) => `requests.get(url, auth=('admin', '${word}'))\n`,
    (word) => `server.login("shop@example.com", "${word}")\n`,
    (word) => `DriverManager.getConnection("jdbc:mysql://db/shop", "root", "${word}");\n`,
    (word) => `my $db = DBI->connect('dbi:mysql:shop', 'root', '${word}');\n`,
    (word) => `$p = ConvertTo-SecureString "${word}" -AsPlainText -Force\n`,
    (word) => `ENV.fetch('DB_PASSWORD', '${word}')\n`,
  ),
  'account of a machine': file(
    (word) => `rootpw --plaintext ${word}\n`,
    (word) => `#cloud-config\nchpasswd:\n  list: |\n    root:${word}\n  expire: false\n`,
  ),
  'password of a network': file(
    (word) => `10.0.0.1 10.0.0.2 : PSK "${word}"\n`,
    (word) => `cache_peer parent.example.com parent 3128 0 login=shop:${word}\n`,
    (word) => `realm=example.com\nuser=shop:${word}\n`,
  ),
  'user of ZooKeeper': file(
    (word) => `Server {\n  a.DigestLoginModule required\n  user_super="${word}";\n};\n`,
  ),
  'secret of BIND': (r) => ['note', `key "k" {\n  algorithm hmac-sha256;\n  secret "${r.base64(32)}";\n};\n`],
  'key of the members of Consul': (r) => ['note', `{"encrypt": "A1b${r.base64(30)}"}`],
  'user and password': (r) => [
    r.one(['BASIC_AUTH', 'CREDS', 'NEXUS_CREDENTIALS']),
    `admin:${r.letters(8)}7a`,
  ],
  'default of .netrc': file((word) => `default login anonymous password ${word}\n`),
  'constant of PHP': file(
    (word) => `<?php\ndefine( 'DB_NAME', 'shop' );\ndefine( 'DB_PASSWORD', '${word}' );\n`,
  ),
  'default of a variable': file((word) => `os.environ.setdefault("DB_PASSWORD", "${word}")\n`),
  'secret of a connection, at the end of an element': (r) => [
    'note',
    `<add>Endpoint=https://a.azconfig.io;Id=ab-l0-s0:${r.letters(8)};Secret=${r.base64(32)}</add>`,
  ],
  'password with a caret, in a URL': (r) => ['note', `mysql://shop:${r.letters(8)}^${r.letters(6)}@db/shop`],
};
