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
 * The tree of a file as `treeFile` gives it, in a fifth of the time, where the text is as most are: maps, lists and scalars of one line.
 * Scalars and keys stand where they do there. A map or a list ends with the last value in it, which may be before its end: whoever has
 * something to say of the file reads it again.
 *
 * @returns undefined for a text with anything else in it, or with a mistake
 */
export function plainTree(source: SourceText): TreeNode | undefined {
  if (unusual.test(source.text)) return undefined;
  return unlessUnusual(() => new Reader(source, parseEvents(source.text, { maxDepth })).document());
}

class Reader {
  private position = 0;

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
    let end = start + 1;
    let size = 1;
    for (let event = this.next(); event.type !== EVENT_POP; event = this.next()) {
      const item = this.value(event, [...path, items.length]);
      items.push(item);
      end = item.end;
      size += item.size;
    }
    return { kind: 'list', items, start, end, origin, size };
  }

  private map(start: number, path: readonly PropertyKey[], origin: Origin): TreeNode {
    const entries = new Map<string, MapEntry>();
    let end = start + 1;
    let size = 1;
    for (let event = this.next(); event.type !== EVENT_POP; event = this.next()) {
      if (event.type !== EVENT_SCALAR) throw new Unusual();
      const { text: key, ...place } = this.scalar(event);
      if (key === '' || key === '__proto__' || key === '<<' || entries.has(key)) throw new Unusual();
      const keyPath = [...path, key];
      const value = this.value(this.next(), keyPath);
      const keySpan = { start: place.start, end: place.end, origin: { source: this.source, path: keyPath } };
      entries.set(key, { key, keySpan, value });
      end = value.end;
      size += value.size;
    }
    return { kind: 'map', entries, start, end, origin, size };
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
