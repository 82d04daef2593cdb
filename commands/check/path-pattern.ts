/** A test of paths: `*` stands for anything but `/`, `**` for anything, and a pattern without `/` for a name at any depth. */
export function pathPattern(pattern: string): (path: string) => boolean {
  const anchored = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  const parts = anchored.split('/');
  const deep = parts.length === 1 ? ['**', ...parts] : parts;
  return (path) => matchParts(deep, path.replace(/^\.\//, '').split('/'));
}

/** Whether the parts of a path match those of a pattern, or lie below what does. Each is looked at once for each `**`. */
function matchParts(pattern: readonly string[], path: readonly string[]): boolean {
  /** Which positions of the pattern the parts so far may have led to. */
  let reached = new Set(skipping(pattern, [0]));
  for (const part of path) {
    if (reached.has(pattern.length)) return true;
    const next: number[] = [];
    for (const at of reached) {
      const wanted = pattern[at];
      if (wanted === '**') next.push(at);
      else if (wanted !== undefined && matchesName(wanted, part)) next.push(at + 1);
    }
    reached = new Set(skipping(pattern, next));
  }
  return reached.has(pattern.length);
}

function skipping(pattern: readonly string[], from: readonly number[]): readonly number[] {
  const found: number[] = [];
  for (const start of from) {
    let at = start;
    found.push(at);
    while (pattern[at] === '**') found.push(++at);
  }
  return found;
}

/** `*` in a name, without going back over the text more than once. */
function matchesName(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
