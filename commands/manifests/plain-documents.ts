import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_PLAIN,
} from 'js-yaml';
import { maxDepth, maxTextLength } from '../../config/limits';
import { Unusual, unlessUnusual, type YamlEvent } from '../../config/yaml-events';
import { getOrMake } from '../../references/by-identity';
import { readableMap } from '../../references/manifest';
import { blockValue } from './block-value';
import type { TextDocument } from './documents';
import { plainScalar } from './scalars';

/** Line ends and signs on which parsers disagree, and the end of a document without a beginning of the next. */
const unusual = /[\r\u0085\u2028\u2029\ufeff]|^ *\t|^ +---|^\.\.\.(?:[ \t]|$)|^%/m;
const documentStart = /^---(?=[ \t\n]|$)/gm;

/** What a plain scalar stands for; undefined where it is to be read slowly. */
export type ScalarReader = (text: string) => string | number | boolean | null | undefined;

/**
 * The documents of a text as `documentsOf` gives them, in a third of the time, where the text is as most are: maps, lists and scalars.
 *
 * @returns undefined for a text with anything else in it: anchors, aliases, tags, merge keys, directives, a key twice, what JSON does not
 * have, or what is no YAML. Whoever reads it slowly finds what to say.
 *
 * @param scalar @default what Kubernetes makes of a plain scalar
 */
export function plainDocuments(
  text: string,
  scalar: ScalarReader = plainScalar,
): readonly TextDocument[] | undefined {
  if (unusual.test(text)) return undefined;
  const starts = [0, ...[...text.matchAll(documentStart)].map(({ index }) => index)];
  const values = valuesBy(scalar);
  return unlessUnusual(() => {
    const documents: TextDocument[] = [];
    let start = 0;
    for (const [index, from] of starts.entries()) {
      const end = starts[index + 1] ?? text.length;
      const value = values.of(text.slice(from, end));
      // Comments before the first document belong to it.
      if (value === undefined) continue;
      if (value !== null) documents.push({ value, duplicates: [], problems: [], start, end });
      start = end;
    }
    return documents;
  });
}

/** In characters: of one document, and of all that are kept. A longer one is rarely met twice. */
const longestKept = 16_000;
const mostKept = 8_000_000;

/** Values of documents: folders of a fleet share half of theirs, and revisions most. Nobody changes what was read. */
class DocumentValues {
  private readonly known = new Map<string, unknown>();
  private kept = 0;

  constructor(private readonly scalar: ScalarReader) {}

  /** The value of one document; undefined for a text without any. */
  of(part: string): unknown {
    const known = this.known.get(part);
    if (known !== undefined || this.known.has(part)) return known;
    const value = this.read(part);
    if (part.length > longestKept) return value;
    this.kept += part.length;
    if (this.kept > mostKept) {
      this.known.clear();
      this.kept = part.length;
    }
    this.known.set(part, value);
    return value;
  }

  private read(part: string): unknown {
    const block = blockValue(part, this.scalar);
    if (block !== undefined) return block.value;
    const events = parseEvents(part, { maxDepth });
    return events.length === 0 ? undefined : new Reader(part, events, this.scalar).document();
  }
}

const known = new Map<ScalarReader, DocumentValues>();

function valuesBy(scalar: ScalarReader): DocumentValues {
  return getOrMake(known, scalar, () => new DocumentValues(scalar));
}

class Reader {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly events: readonly YamlEvent[],
    private readonly scalarOf: ScalarReader,
  ) {}

  document(): unknown {
    if (this.next()?.type !== EVENT_DOCUMENT) throw new Unusual();
    const content = this.next();
    if (content === undefined || content.type === EVENT_POP) return null;
    const value = this.value(content);
    if (this.next()?.type !== EVENT_POP || this.next() !== undefined) throw new Unusual();
    return value;
  }

  private next(): YamlEvent | undefined {
    const event = this.events[this.position];
    this.position += 1;
    return event;
  }

  private value(event: YamlEvent): unknown {
    switch (event.type) {
      case EVENT_SCALAR:
        return this.scalar(event);
      case EVENT_MAPPING:
        bare(event);
        return this.map();
      case EVENT_SEQUENCE:
        bare(event);
        return this.list();
      default:
        throw new Unusual();
    }
  }

  private scalar(event: YamlEvent & { readonly type: typeof EVENT_SCALAR }): unknown {
    bare(event);
    const text = getScalarValue(this.text, event);
    if (text.length > maxTextLength) throw new Unusual();
    if (event.style !== SCALAR_STYLE_PLAIN) return text;
    const value = this.scalarOf(text);
    if (value === undefined) throw new Unusual();
    return value;
  }

  private list(): unknown[] {
    const list: unknown[] = [];
    for (let event = this.next(); event?.type !== EVENT_POP; event = this.next()) {
      if (event === undefined) throw new Unusual();
      list.push(this.value(event));
    }
    return list;
  }

  private map(): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (let event = this.next(); event?.type !== EVENT_POP; event = this.next()) {
      const key = this.key(event);
      if (Object.hasOwn(map, key)) throw new Unusual();
      const value = this.next();
      if (value === undefined) throw new Unusual();
      map[key] = this.value(value);
    }
    return readableMap(map);
  }

  private key(event: YamlEvent | undefined): string {
    if (event?.type !== EVENT_SCALAR) throw new Unusual();
    bare(event);
    const key = getScalarValue(this.text, event);
    if (key === '__proto__' || key.length > maxTextLength) throw new Unusual();
    if (event.style !== SCALAR_STYLE_PLAIN) return key;
    if (key === '<<' || key === '') throw new Unusual();
    const value = this.scalarOf(key);
    if (value === undefined) throw new Unusual();
    return value === null ? key : String(value);
  }
}

/** Refuses what has an anchor or a tag. */
function bare(event: YamlEvent): void {
  if (event.type === EVENT_DOCUMENT || event.type === EVENT_POP || event.type === EVENT_ALIAS)
    throw new Unusual();
  if (event.anchorStart >= 0 || event.tagStart >= 0) throw new Unusual();
}
