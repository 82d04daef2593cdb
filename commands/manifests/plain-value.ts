import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { DuplicateKey } from '../../checks/rule';
import { maxAliasedValues, maxTextLength } from '../../config/limits';
import type { Finding, Span } from '../../config/problem';
import { pointer } from '../../references/fields';
import { readableMap } from '../../references/manifest';
import { plainScalar } from './scalars';

/** What was wrong with a value, and where in the text. */
export interface ValueProblem {
  readonly span: Span;
  readonly finding: Finding;
}

/** A document as plain data. */
export interface PlainValue {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
  /** What keeps it from being plain data; the first few. */
  readonly problems: readonly ValueProblem[];
}

/** Anchors that have been read, with how many values they stand for; undefined while one is being read. */
type Anchors = Map<string, { readonly value: unknown; readonly size: number } | undefined>;

/** Turns a document of the `failsafe` schema into plain data, in which an alias is the same object as its anchor. */
export function plainValue(contents: Node | null): PlainValue {
  return new Reader().read(contents);
}

const maxProblems = 20;

function tooLong(text: string): Omit<Finding, 'path'> {
  return {
    message: 'a text that is too long',
    found: `${text.length} characters`,
    expected: `at most ${maxTextLength} characters: no API server stores an object of more bytes`,
    mend: 'split it, or keep it where the pod can fetch it',
  };
}

class Reader {
  private readonly anchors: Anchors = new Map();
  private readonly duplicates: DuplicateKey[] = [];
  private readonly problems: ValueProblem[] = [];
  private readonly path: (string | number)[] = [];
  private values = 0;
  private aliased = 0;

  read(contents: Node | null): PlainValue {
    const value = this.valueOf(contents);
    return { value, duplicates: this.duplicates, problems: this.problems };
  }

  private valueOf(node: unknown): unknown {
    if (isAlias(node)) return this.follow(node.source, node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    const { anchor } = node;
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    const before = this.values + this.aliased;
    this.values++;
    const value = isScalar(node)
      ? this.scalar(node)
      : isMap(node)
        ? this.map(node.items)
        : this.list(node.items);
    if (anchor !== undefined) this.anchors.set(anchor, { value, size: this.values + this.aliased - before });
    return value;
  }

  private scalar(node: Scalar): unknown {
    const text = typeof node.value === 'string' ? node.value : '';
    if (text.length > maxTextLength) {
      this.report(node, tooLong(text));
      return '';
    }
    if (node.tag === 'tag:yaml.org,2002:str' || (node.tag === undefined && node.type !== 'PLAIN'))
      return text;
    if (node.tag !== undefined && !/^tag:yaml\.org,2002:(int|float|bool|null)$/.test(node.tag)) {
      this.report(node, {
        message: 'a tag',
        found: node.tag,
        expected: 'a value that JSON has, without a tag',
        mend: 'remove the tag; a tool that understands it has to run first',
      });
      return text;
    }
    const value = plainScalar(text);
    if (value !== undefined) return value;
    this.report(node, {
      message: 'a value that JSON does not have',
      found: text,
      expected: 'text, a finite number, true, false, null, a map or a list',
      mend: `put it in quotes if it is text: "${text}"`,
    });
    return null;
  }

  private list(items: readonly unknown[]): unknown[] {
    return items.map((item, index) => {
      this.path.push(index);
      // A flow list may hold `a: b`, which YAML reads as a map of one entry.
      const value = isPair(item) ? this.map([item]) : this.valueOf(item);
      this.path.pop();
      return value;
    });
  }

  private map(pairs: readonly Pair[]): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const merged: unknown[] = [];
    for (const pair of pairs) {
      const key = this.keyOf(pair.key);
      if (key === undefined) continue;
      const merge = key === '<<' && isScalar(pair.key) && pair.key.type === 'PLAIN';
      if (Object.hasOwn(map, key)) this.duplicates.push({ path: pointer(...this.path, key), key });
      this.path.push(key);
      const value = this.valueOf(pair.value);
      this.path.pop();
      if (merge) merged.push(...(Array.isArray(value) ? value : [value]));
      // An ordinary assignment to this one key would change what the object inherits from.
      else if (key === '__proto__')
        Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
      else map[key] = value;
    }
    for (const from of merged) {
      if (typeof from !== 'object' || from === null) continue;
      for (const [key, value] of Object.entries(from))
        if (!Object.hasOwn(map, key) && key !== '__proto__') map[key] = value;
    }
    return readableMap(map);
  }

  private keyOf(key: unknown): string | undefined {
    if (isScalar(key)) {
      if (key.anchor !== undefined) this.anchors.set(key.anchor, { value: key.value, size: 1 });
      if (typeof key.value !== 'string') return '';
      if (key.value.length > maxTextLength) {
        this.report(key, tooLong(key.value));
        return undefined;
      }
      if (key.type !== 'PLAIN') return key.value;
      const value = plainScalar(key.value);
      return value === null || value === undefined ? key.value : String(value);
    }
    this.report(key, {
      message: 'a key that is not text',
      found: isAlias(key) ? `*${key.source}` : isMap(key) ? 'a map' : isSeq(key) ? 'a list' : 'nothing',
      expected: 'a key that is text',
      mend: 'write `key: value`; templates such as {{ .Values.x }} have to be rendered first',
    });
    return undefined;
  }

  private follow(name: string, node: Node): unknown {
    const target = this.anchors.get(name);
    if (target === undefined) {
      this.report(node, {
        message: this.anchors.has(name) ? 'an alias that contains itself' : 'an unknown alias',
        found: `*${name}`,
        expected: 'an alias of an anchor (&name) that ends before it',
        mend: 'write the value out',
      });
      return null;
    }
    const before = this.aliased;
    this.aliased += target.size;
    if (this.aliased <= maxAliasedValues) return target.value;
    if (before <= maxAliasedValues) {
      this.report(node, {
        message: 'aliases that explode',
        found: `*${name}, with which the aliases stand for ${this.aliased} values`,
        expected: `at most ${maxAliasedValues} values through aliases in one document`,
        mend: 'write the values out, or use fewer aliases of aliases',
      });
    }
    return null;
  }

  private report(node: unknown, words: Omit<Finding, 'path'>): void {
    if (this.problems.length >= maxProblems) return;
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
    const [start, end] = range ?? [0, 0];
    this.problems.push({ span: { start, end }, finding: { path: pointer(...this.path), ...words } });
  }
}
