import { passwordsAmong, programIn, programName } from './command-passwords';
import { commandWords } from './command-words';
import type { Credential } from './credential';
import { isReference } from './harmless';

const ofCommand = 'the password of a command line';

/** So much of a command is looked at from the name of its program on. */
const reach = 600;

/** A password that a line gives by its place. */
interface PlacedPassword {
  readonly what: string;
  /** What the text has in it, without which the expression is not asked. */
  readonly mark: string;
  /** The password as the only group; linear in the length of a line. */
  readonly pattern: RegExp;
}

const placed: readonly PlacedPassword[] = [
  // A shell's pipe into what reads a password or a pair.
  {
    what: ofCommand,
    mark: '--password-stdin',
    pattern:
      /\b(?:echo|printf)[ \t]{1,8}(?:-n[ \t]{1,8})?["']?([^\s"'|$`%]{4,200})["']?[ \t]{0,8}\|(?=[^|\n]{1,200}--password-stdin)/dg,
  },
  {
    what: ofCommand,
    mark: 'chpasswd',
    pattern:
      /["' \t][\w-]{1,32}:([^\s"'|$`]{3,100})["']?[ \t]{0,8}\|[ \t]{0,8}(?:sudo[ \t]{1,8})?chpasswd\b/dg,
  },
  {
    what: 'a password for the net',
    mark: 'login ',
    pattern:
      /(?:\bmachine[ \t]{1,4}\S{1,250}|\bdefault)\s{1,9}login[ \t]{1,4}\S{1,100}\s{1,9}password[ \t]{1,4}(\S{1,100})/dg,
  },
  // `host:port:database:user:password`, as PostgreSQL's file of passwords has it.
  {
    what: 'a password of PostgreSQL',
    mark: ':',
    pattern:
      /^[\w.*-]{1,253}:(?:\d{2,5}|\*):[A-Za-z_*][\w*-]{0,62}:[A-Za-z_*][\w.@-]{0,62}:([^\s:]{6,200})$/dgm,
  },
  // A data source of Go's driver for MySQL.
  {
    what: 'a password in a data source',
    mark: '@',
    pattern: /(?<=[\w.-]:)([^\s"'`:@/]{3,100})@(?=(?:tcp|udp|unix)\()/dg,
  },
  {
    what: 'a password in SQL',
    mark: "'",
    pattern:
      /\b(?:identified[ \t]{1,4}(?:with[ \t]{1,4}\w{1,40}[ \t]{1,4})?(?:by|as)|password)[ \t]{1,4}'([^'\s]{3,200})'/dgi,
  },
  // Users of Redis.
  {
    what: 'a password of Redis',
    mark: '>',
    pattern:
      /(?:^user|\bSETUSER)[ \t]{1,8}[\w-]{1,64}(?:[ \t]{1,8}[^\s>]{1,60}){0,8}[ \t]{1,8}>([^\s>]{3,200})/dgim,
  },
  {
    what: 'a password of HAProxy',
    mark: 'stats',
    pattern: /\bstats[ \t]{1,8}auth[ \t]{1,8}[^\s:]{1,64}:([^\s:]{3,200})/dg,
  },
  {
    what: 'a password of OpenSSL',
    mark: 'pass:',
    pattern: /(?<=[ \t]-pass(?:in|out)?[ \t]["']?pass:)([^\s"'$]{3,100})/dg,
  },
];

/**
 * Passwords that a command line, a client's file or a statement gives by their place: `curl -u user:password`, `mysql -ppassword`,
 * `.netrc`, `IDENTIFIED BY '...'`.
 */
export function* placedPasswordsIn(text: string): Generator<Credential> {
  programName.lastIndex = 0;
  for (let hit = programName.exec(text); hit !== null; hit = programName.exec(text)) {
    const words = commandWords(text, hit.index, reach);
    const texts = words.map((word) => word.text);
    for (const [index, offset] of passwordsInArguments(texts)) {
      const word = words[index];
      if (word !== undefined)
        yield { what: ofCommand, start: word.start + offset, end: word.start + word.text.length };
    }
    const last = words.at(-1);
    if (last !== undefined)
      programName.lastIndex = Math.max(programName.lastIndex, last.start + last.text.length);
  }
  for (const { what, mark, pattern } of placed) {
    if (!text.includes(mark)) continue;
    for (const { indices } of text.matchAll(pattern)) {
      const [start, end] = indices?.[1] ?? [0, 0];
      if (!isReference(text.slice(start, end))) yield { what, start, end };
    }
  }
}

/** A program may start another one, as `sshpass` does; those of longer chains are not looked for. */
const mostPrograms = 3;

/**
 * The same among arguments, each of which is a text of its own.
 *
 * @returns where in which of them a password begins
 */
export function passwordsInArguments(
  list: readonly unknown[],
): readonly (readonly [index: number, start: number])[] {
  const found: (readonly [number, number])[] = [];
  let programs = 0;
  for (let index = 0; index < list.length && programs < mostPrograms; index++) {
    const program = programIn(list[index]);
    if (program === undefined) continue;
    programs++;
    const words = list
      .slice(index + 1)
      .map((word) => (typeof word === 'string' && word.length <= reach ? word : ''));
    for (const [at, start] of passwordsAmong(program, words)) found.push([index + 1 + at, start]);
  }
  return found;
}
