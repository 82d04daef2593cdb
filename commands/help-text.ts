/** What of yargs a help text is made with. */
interface Parser {
  wrap(columns: number | null): unknown;
  showHelp(print: (text: string) => void): unknown;
}

/** The help of a command line, in lines of at most 80 characters that break between words only (yargs' own break anywhere). */
export function helpText(parser: Parser): string {
  parser.wrap(null);
  let text = '';
  parser.showHelp((shown) => {
    text = shown;
  });
  return `${wrapped(text)}\n`;
}

const columns = 80;

/** Breaks long lines at spaces; what follows stands below the description of its option. */
export function wrapped(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => (line.length <= columns ? [line] : broken(line)))
    .join('\n');
}

function broken(line: string): readonly string[] {
  const gap = line.startsWith(' ') ? line.indexOf('  ', line.search(/\S/)) : -1;
  const description = gap < 0 ? 0 : gap + (line.slice(gap).length - line.slice(gap).trimStart().length);
  const indent = ' '.repeat(description <= columns / 2 ? description : 4);
  const lines: string[] = [];
  let current = line.slice(0, description);
  for (const word of line.slice(description).split(' ')) {
    const longer =
      current.trim() === '' || current.length === description ? `${current}${word}` : `${current} ${word}`;
    if (longer.length <= columns || current.trim() === '') {
      current = longer;
      continue;
    }
    lines.push(current.trimEnd());
    current = `${indent}${word}`;
  }
  return [...lines, current.trimEnd()];
}
