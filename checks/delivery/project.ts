/** Whether a value is allowed by a list of Argo CD's patterns, in which a star stands for anything and `!` forbids. */
export function allowedBy(value: string, patterns: readonly string[]): boolean {
  const forbidden = patterns.filter((pattern) => pattern.startsWith('!'));
  const permitted = patterns.filter((pattern) => !pattern.startsWith('!'));
  return (
    permitted.some((pattern) => matches(pattern, value)) &&
    !forbidden.some((pattern) => matches(pattern.slice(1), value))
  );
}

/** Stars in a pattern, without going back over the value more than once. A pattern between slashes is a regular expression. */
function matches(pattern: string, value: string): boolean {
  if (pattern === value || pattern === '*') return true;
  // Nobody knows here what Go's regular expression makes of it: what may be allowed is not refused.
  if (pattern.length > 1 && pattern.startsWith('/') && pattern.endsWith('/')) return true;
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0 || !value.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const piece of rest) {
    const found = value.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}
