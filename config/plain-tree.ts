import {
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_PLAIN,
} from 'js-yaml';
import { maxDepth } from './limits';
import type { Origin, SourceText } from './problem';
import { Unusual, unlessUnusual, type YamlEvent } from './yaml-events';
import type { MapEntry, TreeNode } from './yaml-tree';

/** Signs on which parsers disagree, what may be a directive or the end of a document, and anchors, aliases, tags and block scalars. */
const unusual =
  /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe]|^(?:---|\.\.\.|%)|(?:^|[ [{,])[&*!|>?@`]/m;

/**
 * The tree of a file as `yaml` reads it, in a fifth of the time, where the text is as most are: maps, lists and scalars of one line.
 *
 * @returns undefined for a text with anything else in it, or with a mistake
 */
export function plainTree(source: SourceText): TreeNode | undefined {
  if (unusual.test(source.text) || hasCommentAtEnd(source.text)) return undefined;
  return unlessUnusual(() => new Reader(source, parseEvents(source.text, { maxDepth })).document());
}

/** Whether a comment stands further in than what follows it: `yaml` counts it among the map or the list that ends before it. */
function hasCommentAtEnd(text: string): boolean {
  let comment = 0;
  for (const [, { length: indent } = '', first] of text.matchAll(/^( *)([^ \n])/gm)) {
    if (first === '#') comment = Math.max(comment, indent);
    else if (indent < comment) return true;
    else comment = 0;
  }
  return comment > 0;
}

/** From the last value of a map or a list in brackets to its end. */
const bracket = /(?:[\s,]|#[^\n]*\n)*[}\]]/y;

class Reader {
  private position = 0;
  /** Whether what is read stands in brackets. */
  private flow = false;

  constructor(
    private readonly source: SourceText,
    private readonly events: readonly YamlEvent[],
  ) {}

  document(): TreeNode {
    if (this.next().type !== EVENT_DOCUMENT) throw new Unusual();
    const root = this.value(this.next(), []);
    if (this.next().type !== EVENT_POP || this.position < this.events.length) throw new Unusual();
    return root;
  }

  private next(): YamlEvent {
    const event = this.events[this.position];
    if (event === undefined) throw new Unusual();
    this.position += 1;
    return event;
  }

  private value(event: YamlEvent, path: readonly PropertyKey[]): TreeNode {
    const origin: Origin = { source: this.source, path };
    switch (event.type) {
      case EVENT_SCALAR: {
        const { start, end, text, plain } = this.scalar(event);
        const value = plain ? plainValue(text) : text;
        const source = this.source.text.slice(start, end);
        return { kind: 'scalar', value, source, plain, start, end, origin, size: 1 };
      }
      case EVENT_MAPPING:
        return this.map(event.start, path, origin);
      case EVENT_SEQUENCE:
        return this.list(event.start, path, origin);
      default:
        throw new Unusual();
    }
  }

  private list(start: number, path: readonly PropertyKey[], origin: Origin): TreeNode {
    const items: TreeNode[] = [];
    let size = 1;
    const outside = this.enter(start);
    for (let event = this.next(); event.type !== EVENT_POP; event = this.next()) {
      const item = this.value(event, [...path, items.length]);
      items.push(item);
      size += item.size;
    }
    this.flow = outside;
    return { kind: 'list', items, start, end: this.endOf(start, items.at(-1)), origin, size };
  }

  private map(start: number, path: readonly PropertyKey[], origin: Origin): TreeNode {
    const entries = new Map<string, MapEntry>();
    let last: TreeNode | undefined;
    let size = 1;
    const outside = this.enter(start);
    for (let event = this.next(); event.type !== EVENT_POP; event = this.next()) {
      if (event.type !== EVENT_SCALAR) throw new Unusual();
      const { text: key, ...place } = this.scalar(event);
      if (key === '' || key === '__proto__' || key === '<<' || entries.has(key)) throw new Unusual();
      const keyPath = [...path, key];
      const value = this.value(this.next(), keyPath);
      const keySpan = { start: place.start, end: place.end, origin: { source: this.source, path: keyPath } };
      entries.set(key, { key, keySpan, value });
      last = value;
      size += value.size;
    }
    this.flow = outside;
    return { kind: 'map', entries, start, end: this.endOf(start, last), origin, size };
  }

  /** Begins a map or a list. @returns whether it stands in brackets */
  private enter(start: number): boolean {
    const outside = this.flow;
    // A pair in a list, which is a map without brackets.
    if (outside && !this.isInBrackets(start)) throw new Unusual();
    this.flow = this.isInBrackets(start);
    return outside;
  }

  private isInBrackets(start: number): boolean {
    const first = this.source.text[start];
    return first === '{' || first === '[';
  }

  /** Where a map or a list ends: after its bracket, or else with the line of the last value in it. */
  private endOf(start: number, last: TreeNode | undefined): number {
    const { text } = this.source;
    if (this.isInBrackets(start)) {
      bracket.lastIndex = last?.end ?? start + 1;
      if (!bracket.test(text)) throw new Unusual();
      return bracket.lastIndex;
    }
    if (last === undefined) throw new Unusual();
    if (last.kind !== 'scalar' && !this.isInBrackets(last.start)) return last.end;
    const line = text.indexOf('\n', last.end);
    return line < 0 ? text.length : line + 1;
  }

  /** The text of a scalar, and where it stands, with its quotes. */
  private scalar(event: YamlEvent & { readonly type: typeof EVENT_SCALAR }) {
    const plain = event.style === SCALAR_STYLE_PLAIN;
    const quotes = plain ? 0 : 1;
    const [start, end] = [event.valueStart - quotes, event.valueEnd + quotes];
    // An escape may write what no text can hold, and lines may be folded.
    if (!event.fast || end === start) throw new Unusual();
    return { text: getScalarValue(this.source.text, event), start, end, plain };
  }
}

/** What YAML 1.2 makes of a plain scalar, where that is plain to see. */
function plainValue(text: string): string | number | boolean {
  if (/^[A-Za-z]/.test(text)) {
    if (text === 'true' || text === 'false') return text === 'true';
    if (/^(?:true|false|null)$/i.test(text)) throw new Unusual();
    return text;
  }
  if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  if (text === '~' || number.test(text)) throw new Unusual();
  return text;
}

/** Whatever may be a number: of other bases, with a fraction or an exponent, too long, or none of JSON's. */
const number = /^[-+]?(?:\.?\d[\d.]*(?:e[-+]?\d+)?|0o[0-7]+|0x[\da-f]+|\.inf|\.nan)$/i;
