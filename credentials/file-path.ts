/** Folders at the root of a file system, of people's machines and of the runners of CI. */
const rooted =
  /^\/(?:tmp|var|dev|home|Users|Volumes|private|root|opt|srv|mnt|media|usr|etc|run|proc|nix|builds|workspaces?|github|codebuild|__w|runner|jenkins)(?:\/|$)/;

/** A part of a path that is a word, a number or an abbreviation: base64 at random hardly ever has one between its signs. */
const named = /(?<![^/_-])(?:[a-z]{3,}|[A-Z][a-z]{2,}|[A-Z]{4,}|\d+)(?![^/_-])/g;

/** Whether a text is the path of a file from the root of a file system on, whose folders may have names at random. */
export function isRooted(text: string): boolean {
  return rooted.test(text);
}

/**
 * The parts of a text with slashes that have no names in them. A path is as even a mixture of signs as base64 is once a few of its
 * folders have numbers or capitals, so that only what is between its names may be judged by its look.
 *
 * @returns offsets of their first signs, with the parts; the text itself where it has no names or no slashes; none for a file's path
 */
export function unnamedParts(text: string): readonly (readonly [start: number, part: string])[] {
  if (!text.includes('/')) return [[0, text]];
  if (isRooted(text)) return [];
  const parts: [number, string][] = [];
  let start = 0;
  const add = (end: number) => {
    const part = text.slice(start, end);
    // What divides it from the names is no part of it.
    const before = start === 0 ? 0 : (/^[/_-]+/.exec(part)?.[0].length ?? 0);
    const own = end === text.length ? part.slice(before) : part.slice(before).replace(/[/_-]$/, '');
    if (own !== '') parts.push([start + before, own]);
  };
  named.lastIndex = 0;
  for (let hit = named.exec(text); hit !== null; hit = named.exec(text)) {
    add(hit.index);
    start = hit.index + hit[0].length;
  }
  add(text.length);
  return parts;
}
