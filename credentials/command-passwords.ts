import { isReference } from './harmless';

/** Where a program takes a password that no name stands before. */
interface PasswordPlace {
  /** Flags that the password follows as the next word. */
  readonly next?: string;
  /** A flag that the password follows without a blank. */
  readonly attached?: string;
  /** Flags that a user follows, and its password after this sign. */
  readonly pair?: string;
  readonly sign?: string;
  /** What the program has to be told first: one of these, which commas divide, each of one or two words in a row. */
  readonly told?: string;
  /** How many words, of those that are no flags and follow what it is told, stand before the password. */
  readonly behind?: number;
}

const mysql: PasswordPlace = { attached: '-p' };
const ldap: PasswordPlace = { next: '-w' };
const mongo: PasswordPlace = { next: '-p' };
const registry: PasswordPlace = { next: '-p', told: 'login' };
const mssql: PasswordPlace = { next: '-P', attached: '-P' };
const keys: PasswordPlace = {
  next: '-storepass -keypass -srcstorepass -deststorepass -srckeypass -destkeypass -passwd -new',
};

/** By what its own page of options says of each program. */
const places: Readonly<Record<string, readonly PasswordPlace[]>> = {
  curl: [{ pair: '-u -U --user --proxy-user', sign: ':' }],
  mysql: [mysql],
  mysqldump: [mysql],
  mysqladmin: [mysql],
  mysqlimport: [mysql],
  mariadb: [mysql],
  'mariadb-dump': [mysql],
  'mariadb-admin': [mysql],
  sshpass: [{ next: '-p', attached: '-p' }],
  ldapsearch: [ldap],
  ldapadd: [ldap],
  ldapmodify: [ldap],
  ldapdelete: [ldap],
  ldapwhoami: [ldap],
  mongo: [mongo],
  mongosh: [mongo],
  mongodump: [mongo],
  mongorestore: [mongo],
  mongoexport: [mongo],
  mongoimport: [mongo],
  'redis-cli': [{ next: '-a' }],
  'valkey-cli': [{ next: '-a' }],
  cqlsh: [{ next: '-p' }],
  sqlcmd: [mssql],
  bcp: [mssql],
  docker: [registry],
  podman: [registry],
  nerdctl: [registry],
  buildah: [registry],
  crane: [registry],
  helm: [registry],
  oras: [registry],
  skopeo: [registry, { pair: '--creds --src-creds --dest-creds', sign: ':' }],
  az: [registry],
  rabbitmqadmin: [{ next: '-p' }],
  rabbitmqctl: [
    { told: 'add_user', behind: 1 },
    { told: 'change_password', behind: 1 },
    { told: 'authenticate_user', behind: 1 },
  ],
  keytool: [keys],
  influx: [{ next: '-t' }],
  smbclient: [{ pair: '-U --user', sign: '%' }],
  mc: [
    { told: 'alias set', behind: 3 },
    { told: 'host add', behind: 3 },
  ],
  htpasswd: [
    { told: '-b,-cb,-bc,-bB,-Bb,-cbB,-bcB,-Bbc,-cBb', behind: 2 },
    { told: '-nb,-bn,-nbB,-Bbn,-nBb,-bnB,-bBn', behind: 1 },
  ],
  unzip: [{ next: '-P' }],
  zip: [{ next: '-P' }],
  mosquitto_pub: [{ next: '-P' }],
  mosquitto_sub: [{ next: '-P' }],
  ipmitool: [{ next: '-P' }],
};

const names = Object.keys(places).toSorted((a, b) => b.length - a.length);

/** A program that is told a password by place, as a word of a text. */
export const programName = new RegExp(`(?<![\\w.-])(?:${names.join('|')})(?=[ \\t\\\\])`, 'g');

/** The program that an argument names, of those that are told a password by place. */
export function programIn(argument: unknown): string | undefined {
  if (typeof argument !== 'string' || argument.length > 200) return undefined;
  const name = argument.slice(argument.lastIndexOf('/') + 1);
  return Object.hasOwn(places, name) ? name : undefined;
}

/**
 * Where in the words of a command its passwords begin.
 *
 * @param words those behind the name of the program
 * @returns index of each word, and the offset in it
 */
export function passwordsAmong(
  program: string,
  words: readonly string[],
): readonly (readonly [index: number, start: number])[] {
  const found: (readonly [number, number])[] = [];
  for (const place of places[program] ?? []) {
    const from = behindTold(words, place.told);
    if (from === undefined) continue;
    found.push(
      ...(place.behind === undefined ? behindFlags(place, words) : placed(words, from, place.behind)),
    );
  }
  return found
    .map(([index, start]) => {
      const text = words[index] ?? '';
      return [index, /["']/.test(text[start] ?? '') ? start + 1 : start] as const;
    })
    .filter(([index, start]) => isPassword(words[index]?.slice(start) ?? ''));
}

/** Index of the first word behind what the program has to be told; undefined where it is told something else. */
function behindTold(words: readonly string[], told: string | undefined): number | undefined {
  if (told === undefined) return 0;
  for (const each of told.split(',')) {
    const [first, second] = each.split(' ');
    const at = words.findIndex(
      (word, index) => word === first && (second === undefined || words[index + 1] === second),
    );
    if (at >= 0) return at + (second === undefined ? 1 : 2);
  }
  return undefined;
}

function isPassword(text: string): boolean {
  return text.length >= 4 && !/^[-=]/.test(text) && !isReference(text) && !/^\d+:\d+$/.test(text);
}

function* placed(
  words: readonly string[],
  from: number,
  before: number,
): Generator<readonly [number, number]> {
  let count = 0;
  for (let index = from; index < words.length; index++) {
    if (words[index]?.startsWith('-') === true) continue;
    if (count === before) {
      yield [index, 0];
      return;
    }
    count++;
  }
}

function* behindFlags(
  { next = '', attached, pair = '', sign = ':' }: PasswordPlace,
  words: readonly string[],
): Generator<readonly [number, number]> {
  const nexts = next.split(' ');
  const pairs = pair.split(' ').filter((flag) => flag !== '');
  for (const [index, word] of words.entries()) {
    const before = words[index - 1] ?? '';
    if (before !== '' && nexts.includes(before)) yield [index, 0];
    else if (attached !== undefined && word.startsWith(attached) && word.length > attached.length)
      yield [index, attached.length];
    else {
      const flag = pairs.find((each) => word.startsWith(each.startsWith('--') ? `${each}=` : each));
      const user =
        pairs.includes(before) && !word.startsWith('-') ? 0 : flag === undefined ? -1 : flag.length;
      const at = user < 0 ? -1 : word.indexOf(sign, user);
      // Without a user it is no pair, and a user that begins so is a path or an address.
      if (at > user && !/^=?[/:]/.test(word.slice(user))) yield [index, at + 1];
    }
  }
}
