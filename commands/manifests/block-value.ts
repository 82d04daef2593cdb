import { maxTextLength } from '../../config/limits';
import { readableMap } from '../../references/manifest';
import type { ScalarReader } from './plain-documents';

/** Not written as programs write; thrown again and again, so that it is made once. */
const otherwise = new Error('no block of one-line scalars');

/** Tabs, control signs and halves of characters, which parsers take differently or not at all. */
const oddSign = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd]/;
const keyAt = /(?:[A-Za-z0-9_./][A-Za-z0-9_./-]*|"[^"\\\n]*"|'[^'\n]*'):(?: +|(?=\n))/y;
const plain = /^(?:[A-Za-z0-9_./+~$(^\\=<;]|--?[A-Za-z0-9.])/;
/** What ends a plain scalar on its line, or makes it a key. */
const cut = /: | #|[: ]$/;
const inQuotes = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/;
/** More than any object has. */
const deepest = 60;

const SPACE = 32;
const DASH = 45;
const HASH = 35;

/**
 * The value of a YAML document that is written as programs write them: maps and lists as blocks, each key and scalar on one line, plain
 * or in quotes, and texts of several lines as they are (`|`). Such a document is read in a fifth of the time that js-yaml's events take.
 *
 * @returns undefined for a document with anything else in it, or without content, or that is no YAML
 */
export function blockValue(text: string, scalar: ScalarReader): { readonly value: unknown } | undefined {
  if (!text.endsWith('\n') || oddSign.test(text)) return undefined;
  try {
    return { value: new BlockReader(text, scalar).document() };
  } catch (error) {
    if (error === otherwise) return undefined;
    throw error;
  }
}

/** Reads line by line, and stands on the next line with content: neither blank nor a comment. */
class BlockReader {
  /** Where the line's content starts and ends; what a value is read from may start later. */
  private start = 0;
  private end = 0;
  /** Spaces before the content; -1 behind the last line. */
  private indent = -1;
  private nextLine = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly scalarOf: ScalarReader,
  ) {}

  document(): unknown {
    this.advance();
    if (this.text.startsWith('---', this.start) && this.indent === 0) {
      if (this.end - this.start !== 3) throw otherwise;
      this.advance();
    }
    if (this.indent !== 0) throw otherwise;
    const value = this.block();
    if (this.indent >= 0) throw otherwise;
    return value;
  }

  private advance(): void {
    const { text } = this;
    while (this.nextLine < text.length) {
      const from = this.nextLine;
      const end = text.indexOf('\n', from);
      this.nextLine = end + 1;
      const start = contentFrom(text, from);
      if (start === end || text.charCodeAt(start) === HASH) continue;
      this.indent = start - from;
      this.start = start;
      this.end = end;
      return;
    }
    this.indent = -1;
  }

  /** The map or list that begins where the reader stands. */
  private block(): unknown {
    this.depth++;
    if (this.depth > deepest) throw otherwise;
    const value = this.isItem() ? this.list() : this.map();
    this.depth--;
    return value;
  }

  private isItem(at = this.start): boolean {
    return (
      this.text.charCodeAt(at) === DASH && (at + 1 === this.end || this.text.charCodeAt(at + 1) === SPACE)
    );
  }

  private map(): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const { indent } = this;
    while (this.indent === indent && !this.isItem()) {
      keyAt.lastIndex = this.start;
      if (!keyAt.test(this.text)) throw otherwise;
      const { lastIndex } = keyAt;
      const key = this.keyBefore(lastIndex);
      if (Object.hasOwn(map, key)) throw otherwise;
      map[key] = this.value(lastIndex, indent, true);
    }
    return readableMap(map);
  }

  /** The key that ends, with its colon and blanks, at an offset. What an expression captures would be a list for each line. */
  private keyBefore(end: number): string {
    const { text, start } = this;
    let colon = end - 1;
    while (text.charCodeAt(colon) === SPACE) colon--;
    const isQuoted = text[start] === '"' || text[start] === "'";
    const key = isQuoted ? text.slice(start + 1, colon - 1) : text.slice(start, colon);
    if (key === '__proto__' || key.length > maxTextLength) throw otherwise;
    if (isQuoted) return key;
    const value = this.scalarOf(key);
    if (value === undefined) throw otherwise;
    return value === null ? key : String(value);
  }

  private list(): unknown[] {
    const list: unknown[] = [];
    const { indent } = this;
    while (this.indent === indent && this.isItem()) {
      const at = contentFrom(this.text, this.start + 1);
      keyAt.lastIndex = at;
      // A map or list may begin on the line of the item; its indent is where it begins.
      if (at < this.end && (this.isItem(at) || keyAt.test(this.text))) {
        this.indent += at - this.start;
        this.start = at;
        list.push(this.block());
      } else list.push(this.value(at, indent, false));
    }
    return list;
  }

  /**
   * The value of a key or of an item.
   *
   * @param at where it starts on the line of the key or item, or the line's end
   * @param indent of the key or item; a list that is a key's value may have the same
   */
  private value(at: number, indent: number, isOfKey: boolean): unknown {
    const { text, end } = this;
    if (at === end) {
      this.advance();
      const isBelow = this.indent > indent || (isOfKey && this.indent === indent && this.isItem());
      return isBelow ? this.block() : this.plain('');
    }
    const shown = text.slice(at, end);
    const value = shown === '|' || shown === '|-' ? this.literal(indent, shown === '|') : this.inline(shown);
    this.advance();
    // A scalar that goes on in the next line.
    if (this.indent > indent) throw otherwise;
    return value;
  }

  private inline(shown: string): unknown {
    if (shown === '{}') return {};
    if (shown === '[]') return [];
    if (inQuotes.test(shown)) return within(unquoted(shown));
    if (!plain.test(shown) || cut.test(shown)) throw otherwise;
    return this.plain(within(shown));
  }

  private plain(text: string): unknown {
    const value = this.scalarOf(text);
    if (value === undefined) throw otherwise;
    return value;
  }

  /** The lines below a `|`, as far as they are indented. */
  private literal(indent: number, ends: boolean): string {
    const { text } = this;
    const lines: string[] = [];
    let own = -1;
    while (this.nextLine < text.length) {
      const from = this.nextLine;
      const end = text.indexOf('\n', from);
      const spaces = contentFrom(text, from) - from;
      if (from + spaces < end) {
        if (spaces <= indent) break;
        if (own < 0) own = spaces;
        if (spaces < own) throw otherwise;
        lines.push(text.slice(from + own, end));
      } else {
        // Spaces that may be a part of the text.
        if (spaces > Math.max(own, 0)) throw otherwise;
        lines.push('');
      }
      this.nextLine = end + 1;
    }
    while (lines.at(-1) === '') lines.pop();
    return within(lines.length > 0 && ends ? `${lines.join('\n')}\n` : lines.join('\n'));
  }
}

/** Where something else than a space follows. */
function contentFrom(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

function within(text: string): string {
  if (text.length > maxTextLength) throw otherwise;
  return text;
}

/** A text in quotes, on one line. The escapes that JSON has mean the same in YAML, which has more. */
function unquoted(shown: string): string {
  const inside = shown.slice(1, -1);
  if (shown.startsWith("'")) return inside.replaceAll("''", "'");
  if (!inside.includes('\\')) return inside;
  try {
    return String(JSON.parse(shown));
  } catch {
    throw otherwise;
  }
}
