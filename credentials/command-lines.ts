import type { Credential } from './credential';
import { isReference } from './harmless';

/** A way in which programs are given a password that no name stands before. */
interface GivenPassword {
  readonly what: string;
  /** What the line has in it, and its password as the only group. */
  readonly mark: string;
  readonly pattern: RegExp;
}

const ofCommand = 'the password of a command line';
const mysql = /(?<=[\s"'])-p(["']?[^\s"'=,$<{-][^\s"',]{3,100})/d;

const given: readonly GivenPassword[] = [
  {
    what: ofCommand,
    mark: 'curl',
    pattern:
      /(?<=\s)(?:-u|-U|--user|--proxy-user)[ =]{0,2}["']?[^\s:"'$<{-][^\s:"'$]{0,60}:([^\s"']{1,100})/d,
  },
  { what: ofCommand, mark: 'mysql', pattern: mysql },
  { what: ofCommand, mark: 'mariadb', pattern: mysql },
  { what: ofCommand, mark: 'sshpass', pattern: mysql },
  {
    what: 'a password for the net',
    mark: 'machine ',
    pattern: /\blogin[ \t]{1,4}\S{1,100}[ \t]{1,4}password[ \t]{1,4}(\S{1,100})/d,
  },
];

/** So much of a line is looked at from the mark on. */
const reach = 400;

/** `host:port:database:user:password`, as PostgreSQL's file of passwords has it. */
const ofPostgres =
  /^[\w.*-]{1,253}:(?:\d{2,5}|\*):[A-Za-z_*][\w*-]{0,62}:[A-Za-z_*][\w.@-]{0,62}:([^\s:]{6,200})$/dgm;

/** Passwords that a command line or a client's file gives by their place: `curl -u user:password`, `mysql -ppassword`, `.netrc`, `.pgpass`. */
export function* placedPasswordsIn(text: string): Generator<Credential> {
  for (const { what, mark, pattern } of given) {
    for (let at = text.indexOf(mark); at >= 0; ) {
      const line = lineFrom(text, at);
      const [start = 0, end = 0] = pattern.exec(line)?.indices?.[1] ?? [];
      if (start > 0 && !isReference(line.slice(start, end))) yield { what, start: at + start, end: at + end };
      at = text.indexOf(mark, at + line.length);
    }
  }
  for (const { indices } of text.matchAll(ofPostgres)) {
    const [start, end] = indices?.[1] ?? [0, 0];
    if (!isReference(text.slice(start, end))) yield { what: 'a password of PostgreSQL', start, end };
  }
}

function lineFrom(text: string, at: number): string {
  const part = text.slice(at, at + reach);
  const end = part.indexOf('\n');
  return end < 0 ? part : part.slice(0, end);
}

/** The program that a list of arguments runs, or that its shell is told to run. */
const programs = /^(?:[\w./-]{1,100}\/)?(?:curl|mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|sshpass)$/;

/** The program that an argument names, of those whose arguments may hold a password. */
export function programIn(argument: unknown): string | undefined {
  return typeof argument === 'string' && programs.test(argument) ? argument : undefined;
}

/**
 * The same among arguments, each of which is a text of its own: where in one of them a password begins.
 *
 * @param program the last program that an earlier argument names
 */
export function passwordInArgument(
  list: readonly unknown[],
  index: number,
  program: string | undefined,
): number | undefined {
  const text = list[index];
  if (program === undefined || typeof text !== 'string' || text.length > reach) return undefined;
  const start = program.endsWith('curl') ? userEnd(list[index - 1], text) : text.startsWith('-p') ? 2 : 0;
  const password = text.slice(start);
  return start > 0 && password.length >= 4 && !/^[-=]/.test(password) && !isReference(password)
    ? start
    : undefined;
}

function userEnd(before: unknown, text: string): number {
  const flagged = /^(?:-u|-U|--user=|--proxy-user=)/.test(text);
  const follows =
    typeof before === 'string' && /^(?:-u|-U|--user|--proxy-user)$/.test(before) && !text.startsWith('-');
  return flagged || follows ? text.indexOf(':') + 1 : 0;
}
