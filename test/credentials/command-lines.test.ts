import { credentialsInObject } from '../../credentials/in-object';

function shown(args: readonly unknown[]): readonly string[] {
  return credentialsInObject({ args }).map(({ text, start, end }) => text.slice(start, end));
}

test.each<[readonly unknown[], readonly string[]]>([
  [['mysql', '-uroot', '-pswordfish'], ['swordfish']],
  [['/usr/bin/mysqldump', '-h', 'db', '-pswordfish', 'shop'], ['swordfish']],
  [['sshpass', '-pswordfish', 'ssh', 'host'], ['swordfish']],
  [['curl', '-u', 'admin:swordfish', 'https://api.example.com'], ['swordfish']],
  [['curl', '--user=admin:swordfish', 'https://api.example.com'], ['swordfish']],
  [['mysql', '-uroot', '-p$(PASSWORD)'], []],
  [['mysql', '-uroot', '-p', 'shop'], []],
  [['kubectl', 'port-forward', '-pswordfish'], []],
  [['curl', '-u', '$(USER):$(PASS)', 'https://api.example.com'], []],
  [['curl', '-u', 'admin', 'https://api.example.com:8443'], []],
  [['curl', '-s', 'https://api.example.com:8443'], []],
  [['docker', 'run', '-p8080:80', '-u', '1000:1000'], []],
])('of the arguments %j %j is a password', (args, passwords) => {
  expect(shown(args)).toEqual(passwords);
});
