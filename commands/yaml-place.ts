import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { SourceText } from '../config/problem';
import { lastPair, parseLoosely } from '../credentials/loose-yaml';

/** A stretch of a text. */
export interface Place {
  /** Offset of the first character. */
  readonly start: number;
  readonly length: number;
}

/** One YAML document of a text. */
export interface DocumentText {
  readonly source: SourceText;
  /** Where the document starts and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * Where a JSON pointer leads in one YAML document of a text: the value where it is a scalar, the key of a map or list,
 * and for the document as a whole its name. With `key`, the key also where the value is a scalar. Where the pointer names what is not there, the nearest thing above it.
 */
export function placeIn(at: DocumentText, pointer: string, what: 'value' | 'key' = 'value'): Place {
  const { text, document } = parse(at);
  const parts = pointer === '' ? ['metadata', 'name'] : pointer.slice(1).split('/').map(unescapePart);
  let place: Place | undefined;
  let node: unknown = document.contents;
  for (const part of parts) {
    const found: unknown = isMap(node)
      ? lastPair(node, part)
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined;
    if (found === undefined) break;
    const value = isPair(found) ? found.value : found;
    node = isAlias(value) ? value.resolve(document) : value;
    const shown = isPair(found) && (what === 'key' || !isScalar(node)) ? found.key : node;
    place = placeOf(shown, text) ?? place;
  }
  const { start, length } = place ?? { start: 0, length: firstLine(text, 0).length };
  return { start: at.start + start, length };
}

interface ParsedText extends DocumentText {
  readonly text: string;
  readonly document: Document.Parsed;
}

/** The last document, for findings come object by object. Its text is not compared: that of 20,000 findings may be long. */
let last: ParsedText | undefined;

function parse({ source, start, end }: DocumentText): ParsedText {
  if (last?.source !== source || last.start !== start || last.end !== end) {
    const text = source.text.slice(start, end);
    last = { source, start, end, text, document: parseLoosely(text) };
  }
  return last;
}

function placeOf(node: unknown, document: string): Place | undefined {
  if (!(isScalar(node) || isMap(node) || isSeq(node)) || !node.range) return undefined;
  const [start, end] = node.range;
  // A text of several lines is shown by its first.
  return { start, length: Math.max(1, firstLine(document.slice(start, end), 0).length) };
}

function firstLine(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end).replace(/\r$/, '');
}

function unescapePart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
