import { type HiddenStretch, hiddenInYaml } from './in-yaml';

/** A text of which parts are shown. */
export interface ShownText {
  readonly text: string;
}

/** Part of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Part of a text as it may be shown. */
export interface MaskedText {
  /** The part, as long as it is, with a `*` for each sign of a credential. */
  readonly masked: string;
  /** The credentials in it. */
  readonly values: readonly string[];
}

/** The document of each text that was asked for last: problems come document by document, and of several files in turn. */
const last = new WeakMap<
  ShownText,
  { readonly document: Stretch; readonly hidden: readonly HiddenStretch[] }
>();

/** A part of a YAML text, masked by what its document says of it. */
export function hiddenNear(source: ShownText, { start, end }: Stretch): MaskedText {
  if (start >= end) return { masked: '', values: [] };
  const { document, hidden } = judgedAround(source, { start, end });
  let masked = source.text.slice(start, end);
  const values: string[] = [];
  for (let index = firstAfter(hidden, start - document.start); index < hidden.length; index++) {
    const stretch = hidden[index];
    if (stretch === undefined || stretch.start + document.start >= end) break;
    const from = Math.max(0, stretch.start + document.start - start);
    const to = Math.min(masked.length, stretch.end + document.start - start);
    masked = `${masked.slice(0, from)}${masked.slice(from, to).replace(/[^\r\n]/g, '*')}${masked.slice(to)}`;
    values.push(...stretch.values);
  }
  return { masked, values };
}

function judgedAround(source: ShownText, { start, end }: Stretch) {
  const known = last.get(source);
  if (known !== undefined && start >= known.document.start && end <= known.document.end) return known;
  const document = documentAround(source.text, { start, end });
  const judged = { document, hidden: hiddenInYaml(source.text.slice(document.start, document.end)) };
  last.set(source, judged);
  return judged;
}

/** Of a longer document, so much is judged before and behind a stretch. */
const longest = 512 * 1024;
const judged = 32 * 1024;

/** The document that a stretch is in, which lines of `---` divide from others; of a very long one, the lines around the stretch. */
function documentAround(text: string, { start, end }: Stretch): Stretch {
  const before = text.lastIndexOf('\n---', start);
  const after = text.indexOf('\n---', end);
  const whole = { start: before < 0 ? 0 : before + 1, end: after < 0 ? text.length : after + 1 };
  if (whole.end - whole.start <= longest) return whole;
  const from = Math.max(whole.start, text.lastIndexOf('\n', Math.max(0, start - judged)) + 1);
  return { start: Math.min(from, start), end: Math.min(whole.end, end + judged) };
}

/** Index of the first stretch that ends behind an offset. */
function firstAfter(hidden: readonly HiddenStretch[], offset: number): number {
  let low = 0;
  let high = hidden.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hidden[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
