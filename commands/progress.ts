/** Says how far a command is, on a terminal, once it has taken more than a second. */
export interface Progress {
  say(text: string): void;
  /** Takes the line away. */
  done(): void;
}

/**
 * @param to where to write; nothing is written where it is no terminal
 * @param now the time in milliseconds
 */
export function progressOn(
  to: { write(text: string): unknown; readonly isTTY?: boolean },
  now: () => number = Date.now,
): Progress {
  const started = now();
  let last = started;
  let shown = false;
  return {
    say(text) {
      if (to.isTTY !== true) return;
      const time = now();
      if (time - started < 1000 || time - last < 100) return;
      last = time;
      shown = true;
      to.write(`\r\u001b[2K${text}`);
    },
    done() {
      if (shown) to.write('\r\u001b[2K');
      shown = false;
    },
  };
}
