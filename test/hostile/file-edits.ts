import type { Random } from '../cluster/generated/random';
import { hostileKeys, hostileValue, set } from './hostile-values';

/** The way to every value below a value. */
export function* pathsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) yield* pathsIn(each, [...path, key]);
}

/** Takes a value of a file away, adds one, or puts another in its place. */
export function editValue(random: Random, file: Readonly<Record<string, unknown>>): void {
  const path = random.pick([...pathsIn(file)]) ?? [];
  let holder: unknown = file;
  for (const key of path.slice(0, -1)) holder = isHolder(holder) ? holder[key] : undefined;
  const key = path.at(-1);
  if (!isHolder(holder) || key === undefined) return;
  switch (random.whole(0, 3)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 1:
      set(
        holder,
        Array.isArray(holder) ? String(holder.length) : (random.pick(hostileKeys) ?? ''),
        hostileValue(random),
      );
      break;
    default:
      set(holder, key, hostileValue(random));
  }
}

/** Edits a text in one line, as a slip of the hand would, or somebody who means harm. */
export function editText(random: Random, text: string): string {
  const lines = text.split('\n');
  const at = random.whole(0, lines.length - 1);
  const line = lines[at] ?? '';
  switch (random.whole(0, 4)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, line);
      break;
    case 2:
      lines[at] = `${random.pick([' ', '  ', '\t', '- ', '? ', '&a ', '*a ', '!!str ', '# ', '%'])}${line}`;
      break;
    case 3: {
      const inside = random.whole(0, line.length);
      lines[at] =
        `${line.slice(0, inside)}${random.pick(['\u001b', '\u0007', '\u0000', '\u202e', '\u2028', '"', "'", ': ', '{', ']', '\ud800'])}${line.slice(inside)}`;
      break;
    }
    default:
      lines[at] = line.trimStart();
  }
  return lines.join('\n');
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
