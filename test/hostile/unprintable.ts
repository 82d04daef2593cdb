/** Signs that steer a terminal, turn a text's direction, end a line or are not seen. */
export const steering: readonly string[] = [
  ...[
    '\u0000',
    '\u0007',
    '\u0008',
    '\u000b',
    '\u000c',
    '\r',
    '\n',
    '\u001b[2J',
    '\u001b]0;title\u0007',
    '\u007f',
    '\u0085',
    '\u009b2J',
  ],
  ...[
    '\u00ad',
    '\u061c',
    '\u180e',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u2028',
    '\u2029',
    '\u202a',
    '\u202e',
    '\u2060',
  ],
  ...['\u2066', '\u2069', '\ufeff', '\ufff9', '\u{e0001}', '\u{e0041}', '\u115f', '\u3164', '\uffa0'],
];

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u;

/** Commands that runners of GitHub, Azure and TeamCity find in a line of a log; a report for GitHub has its own. */
const runner = /^\s*::[a-z][^\n]*::|##(?:vso|teamcity|)\[/im;

/** That texts hold nothing unprintable but line ends, and no command of a CI runner. */
export function expectPrintable(texts: Readonly<Record<string, string>>): void {
  for (const [format, text] of Object.entries(texts)) {
    const found = unprintable.exec(text.replaceAll('\n', ''))?.[0];
    if (found !== undefined)
      throw new Error(`${format}: U+${found.codePointAt(0)?.toString(16)} is printed as it is`);
    // A page is no log.
    const command =
      format === 'github' ? commandOf(text) : format === 'html' ? undefined : runner.exec(text)?.[0];
    if (command !== undefined)
      throw new Error(`${format}: a runner takes ${JSON.stringify(command)} for a command`);
  }
}

/** The first line of a report for GitHub that is not one of its own commands. */
function commandOf(text: string): string | undefined {
  return text
    .split('\n')
    .find(
      (line) =>
        line !== '' &&
        !/^::(?:error|warning|notice) (?:file|title)=[^:]*::[^#]*$/.test(line.replace(/#(?!#)/g, '')),
    );
}
