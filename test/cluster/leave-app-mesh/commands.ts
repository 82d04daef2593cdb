/** One step of a runbook, with the commands of its parts. */
export interface RunbookStep {
  readonly number: number;
  readonly title: string;
  readonly forward: readonly string[];
  readonly check: readonly string[];
  readonly back: readonly string[];
}

/** The commands in the sh blocks of a page, in their order; a here-document belongs to its command. */
export function commandsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```sh\n([\s\S]*?)\n```$/gm)].flatMap(([, block = '']) => inBlock(block));
}

function inBlock(block: string): readonly string[] {
  const commands: string[] = [];
  let open: string[] | undefined;
  for (const line of block.split('\n')) {
    if (open !== undefined) {
      open.push(line);
      if (line === 'EOF') {
        commands.push(open.join('\n'));
        open = undefined;
      }
    } else if (line.endsWith("<<'EOF'")) open = [line];
    else if (line.trim() !== '') commands.push(line);
  }
  if (open !== undefined) throw new Error(`a here-document without an end: ${open[0]}`);
  return commands;
}

/** The steps of a runbook. @throws Error where one has no check or no way back */
export function stepsIn(runbook: string): readonly RunbookStep[] {
  return runbook
    .split(/^## (?=\d+\. )/m)
    .slice(1)
    .map((text) => {
      const [, number, title = ''] = /^(\d+)\. (.*)$/m.exec(text) ?? [];
      const [forward = '', rest] = text.split('\nCheck:\n');
      const [check = '', back] = (rest ?? '').split('\nBack: ');
      if (back === undefined) throw new Error(`step ${number} has no check or no way back`);
      return {
        number: Number(number),
        title,
        forward: commandsIn(forward),
        check: commandsIn(check),
        back: commandsIn(back),
      };
    });
}

/** The calls of kubectl in a shell script, each up to where the shell goes on with something else. */
export function callsIn(script: string): readonly string[] {
  return script
    .split('\n')
    .filter((line) => !/^\s*(#|echo )/.test(line))
    .flatMap((line) => [...line.matchAll(/\bkubectl (?:'[^']*'|"(?:\\.|[^"\\])*"|[^|;)&'"])*/g)])
    .map(([call]) => call.trim());
}
