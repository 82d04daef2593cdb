import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Pair, parseDocument } from 'yaml';

/** A stretch of a text. */
export interface Place {
  /** Offset of the first character. */
  readonly start: number;
  readonly length: number;
}

/**
 * Where a JSON pointer leads in the text of one YAML document: the value where it is a scalar, the key of a map or list,
 * and for the document as a whole its name. With `key`, the key also where the value is a scalar. Where the pointer names what is not there, the nearest thing above it.
 */
export function placeIn(document: string, pointer: string, what: 'value' | 'key' = 'value'): Place {
  const parsed = parse(document);
  const parts = pointer === '' ? ['metadata', 'name'] : pointer.slice(1).split('/').map(unescapePart);
  let place: Place | undefined;
  let node: unknown = parsed.contents;
  for (const part of parts) {
    const found: unknown = isMap(node)
      ? node.items.findLast((pair) => keyOf(pair) === part)
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined;
    if (found === undefined) break;
    const value = isPair(found) ? found.value : found;
    node = isAlias(value) ? value.resolve(parsed) : value;
    const shown = isPair(found) && (what === 'key' || !isScalar(node)) ? found.key : node;
    place = placeOf(shown, document) ?? place;
  }
  return place ?? { start: 0, length: firstLine(document, 0).length };
}

/** The last document, for findings come object by object. */
let last: { readonly text: string; readonly document: Document.Parsed } | undefined;

function parse(text: string): Document.Parsed {
  if (last?.text !== text) {
    const options = {
      schema: 'failsafe',
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: 'silent',
    } as const;
    last = { text, document: parseDocument(text, options) };
  }
  return last.document;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
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
