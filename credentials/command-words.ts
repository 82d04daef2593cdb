/** A word of a command line, without its quotes. */
export interface CommandWord {
  readonly text: string;
  /** Offset of its first sign, behind a quote. */
  readonly start: number;
}

/** Signs of a shell between which a program has its arguments. */
const separator = /^(?:[|;&]+|\(|\)|\{|\}|<<?-?|>>?)$/;

/** A word in quotes, a sign of the shell, or a word; a line that a backslash continues is one. */
const word = /\\\r?\n|"((?:[^"\\\n]|\\[^\n])*)"?|'([^'\n]*)'?|[|;&]+|\n|[^\s"'|;&]+/dg;

/** The words from an offset to the end of the command that begins there. */
export function commandWords(text: string, from: number, reach: number): readonly CommandWord[] {
  const words: CommandWord[] = [];
  const part = text.slice(from, from + reach);
  for (const match of part.matchAll(word)) {
    const [whole] = match;
    if (/^\\\r?\n$/.test(whole)) continue;
    if (whole === '\n' || separator.test(whole)) break;
    const inside = match.indices?.[1] ?? match.indices?.[2];
    const [start, end] = inside ?? [match.index, match.index + whole.length];
    const last = words.at(-1);
    // `-p"$PASSWORD"`, `--user='a:b'`: a quote within a word.
    const joined = last !== undefined && match.index > 0 && !/\s/.test(part[match.index - 1] ?? ' ');
    if (joined && last.start - from + last.text.length === match.index)
      words[words.length - 1] = { text: part.slice(last.start - from, end), start: last.start };
    else words.push({ text: part.slice(start, end), start: from + start });
  }
  return words;
}
