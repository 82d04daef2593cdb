import { passwordsAmong, programIn, programName } from './command-passwords';
import { commandWords } from './command-words';
import type { Credential } from './credential';
import { isReference } from './harmless';
import { ofCommand, placedPasswords } from './placed-passwords';

/** So much of a command is looked at from the name of its program on. */
const reach = 600;

/**
 * Passwords that a command line, a client's file or a statement gives by their place: `curl -u user:password`, `mysql -ppassword`,
 * `.netrc`, `IDENTIFIED BY '...'`.
 */
export function placedPasswordsIn(text: string, out: Credential[]): void {
  programName.lastIndex = 0;
  for (let hit = programName.exec(text); hit !== null; hit = programName.exec(text)) {
    const words = commandWords(text, hit.index, reach);
    const texts = words.map((word) => word.text);
    for (const [index, offset] of passwordsInArguments(texts)) {
      const word = words[index];
      if (word !== undefined)
        out.push({ what: ofCommand, start: word.start + offset, end: word.start + word.text.length });
    }
    const last = words.at(-1);
    if (last !== undefined)
      programName.lastIndex = Math.max(programName.lastIndex, last.start + last.text.length);
  }
  for (const { what, mark, pattern } of placedPasswords) {
    if (!text.includes(mark)) continue;
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(text); hit !== null; hit = pattern.exec(text)) {
      const [start, end] = hit.indices?.[1] ?? [0, 0];
      if (!isReference(text.slice(start, end))) out.push({ what, start, end });
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
