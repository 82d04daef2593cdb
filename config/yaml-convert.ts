import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { maxAliasedValues } from './limits';
import {
  type Finding,
  locate,
  type Problem,
  pathText,
  positionOf,
  type SourceText,
  type Span,
} from './problem';
import type { MapEntry, ScalarNode, TreeNode } from './yaml-tree';

/** Tags of the YAML 1.2 core schema; others have no meaning in JSON. */
const coreTag = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** An anchor that is still being read, so an alias to it would contain itself. */
const unfinished = Symbol('unfinished');

interface Reading {
  readonly source: SourceText;
  readonly anchors: Map<string, TreeNode | typeof unfinished>;
  readonly problems: Problem[];
  aliasedValues: number;
}

/**
 * Turns a parsed document into a tree of plain values with positions: aliases followed, keys as text, and problems for
 * what YAML allows and a cluster file does not (duplicate keys, merge keys, tags, keys that are not scalars).
 */
export function convertYaml(
  document: Document.Parsed,
  source: SourceText,
): { root: TreeNode } | { problems: Problem[] } {
  const reading: Reading = { source, anchors: new Map(), problems: [], aliasedValues: 0 };
  const root = convert(document.contents, { start: 0, end: 0 }, [], reading);
  return reading.problems.length > 0 ? { problems: reading.problems } : { root };
}

function convert(node: unknown, near: Span, path: readonly PropertyKey[], reading: Reading): TreeNode {
  if (isAlias(node)) return follow(node.source, spanOf(node, near), path, reading);
  const origin = { source: reading.source, path };
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return nothing({ ...near, origin });
  const span = { ...spanOf(node, near), origin };
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, unfinished);
  if (node.tag !== undefined && !coreTag.test(node.tag)) {
    report(reading, span, tagged(path, node.tag));
    return nothing(span);
  }
  const result = isScalar(node)
    ? scalar(node.value, node.type === 'PLAIN' && node.tag === undefined, span, path, reading)
    : isMap(node)
      ? map(node.items, span, path, reading)
      : list(node.items, span, path, reading);
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, result);
  return result;
}

function scalar(
  value: unknown,
  plain: boolean,
  span: Span,
  path: readonly PropertyKey[],
  reading: Reading,
): ScalarNode {
  const source = reading.source.text.slice(span.start, span.end);
  if (typeof value === 'string' && halfPair.test(value)) report(reading, span, halved(path, source));
  if (isInJson(value)) return { kind: 'scalar', value, source, plain, ...span, size: 1 };
  report(reading, span, {
    path: pathText(path),
    message: 'a value that JSON does not have',
    found: source,
    expected: 'text, a finite number, true, false, null, a map or a list',
    mend: `put it in quotes if it is text: ${JSON.stringify(source)}`,
  });
  return { kind: 'scalar', value: null, source, plain, ...span, size: 1 };
}

/** Half of a surrogate pair, which an escape can write and no YAML can hold. */
const halfPair = /[\ud800-\udfff]/u;

function halved(path: readonly PropertyKey[], found: string): Finding {
  return {
    path: pathText(path),
    message: 'text with half of a surrogate pair',
    found,
    expected: 'Unicode: both halves, or the sign itself',
    mend: 'write the sign itself, or both of its escapes',
  };
}

function isInJson(value: unknown): value is ScalarNode['value'] {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function list(
  items: readonly unknown[],
  span: Span,
  path: readonly PropertyKey[],
  reading: Reading,
): TreeNode {
  const nodes = items.map((item, index) => {
    // A flow list may hold `a: b`, which YAML reads as a map of one entry.
    return convert(item, { start: span.start, end: span.start }, [...path, index], reading);
  });
  return { kind: 'list', items: nodes, ...span, size: sizeOf(nodes) };
}

function map(pairs: readonly Pair[], span: Span, path: readonly PropertyKey[], reading: Reading): TreeNode {
  const entries = new Map<string, MapEntry>();
  for (const pair of pairs) {
    const key = keyOf(pair.key, span, path, reading);
    if (key === undefined) continue;
    const keyPath = [...path, key.text];
    const first = entries.get(key.text);
    if (first !== undefined) {
      report(reading, key.span, duplicate(keyPath, key.text, first.keySpan, reading.source));
      continue;
    }
    const value = convert(pair.value, { start: key.span.end, end: key.span.end }, keyPath, reading);
    const keySpan = { ...key.span, origin: { source: reading.source, path: keyPath } };
    entries.set(key.text, { key: key.text, keySpan, value });
  }
  const nodes = [...entries.values()].map((entry) => entry.value);
  return { kind: 'map', entries, ...span, size: sizeOf(nodes) };
}

function keyOf(
  key: unknown,
  near: Span,
  path: readonly PropertyKey[],
  reading: Reading,
): { text: string; span: Span } | undefined {
  const span = isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? spanOf(key, near) : near;
  const text = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
  if (isScalar(key) && key.anchor !== undefined) {
    reading.anchors.set(key.anchor, scalar(key.value, false, span, path, reading));
  }
  if (text === undefined || text === '' || text === '__proto__') {
    report(reading, span, {
      path: pathText(path),
      message: 'not a key',
      found: reading.source.text.slice(span.start, span.end).split(/\r?\n/)[0] || 'an empty key',
      expected: 'a key that is text',
      mend: 'write `key: value`, or quote a value that starts with ?, *, [ or {',
    });
    return undefined;
  }
  if (halfPair.test(text)) {
    report(reading, span, halved(path, reading.source.text.slice(span.start, span.end)));
    return undefined;
  }
  if (text === '<<') {
    report(reading, span, {
      path: pathText(path),
      message: 'merge key',
      found: '<<',
      expected: 'keys of YAML 1.2, which has no merge key',
      mend: 'write the merged keys out; an alias (*name) for a whole value is fine',
    });
    return undefined;
  }
  return { text, span };
}

function follow(name: string, span: Span, path: readonly PropertyKey[], reading: Reading): TreeNode {
  const target = reading.anchors.get(name);
  if (target === undefined || target === unfinished) {
    report(reading, span, {
      path: pathText(path),
      message: target === undefined ? 'unknown alias' : 'an alias that contains itself',
      found: `*${name}`,
      expected: 'an alias of an anchor (&name) that ends before it',
      mend: 'write the value out',
    });
    return nothing(span);
  }
  const before = reading.aliasedValues;
  reading.aliasedValues += target.size;
  // The same values at another path: what is wrong with them is wrong here.
  if (reading.aliasedValues <= maxAliasedValues) {
    return { ...target, origin: { source: reading.source, path, aliased: true } };
  }
  // Once is enough; whatever follows is empty, so nothing can grow any more.
  if (before <= maxAliasedValues) {
    report(reading, span, {
      path: pathText(path),
      message: 'aliases that explode',
      found: `*${name}, with which the aliases stand for ${reading.aliasedValues} values`,
      expected: `at most ${maxAliasedValues} values through aliases in one file`,
      mend: 'write the values out, or use fewer aliases of aliases',
    });
  }
  return nothing(span);
}

function duplicate(path: readonly PropertyKey[], key: string, first: Span, source: SourceText): Finding {
  const { line } = positionOf(source, first.start);
  return {
    path: pathText(path),
    message: 'duplicate key',
    found: `${key}, which line ${line} has already`,
    expected: 'every key once in a map',
    mend: 'remove one of the two, or merge them',
  };
}

function tagged(path: readonly PropertyKey[], tag: string): Finding {
  return {
    path: pathText(path),
    message: 'a tag',
    found: tag,
    expected: 'plain values, which need no tag',
    mend: 'remove the tag; put text in quotes',
  };
}

function nothing(span: Span): ScalarNode {
  return {
    kind: 'scalar',
    value: null,
    source: '',
    plain: true,
    ...span,
    end: span.start,
    size: 1,
  };
}

function sizeOf(nodes: readonly TreeNode[]): number {
  return nodes.reduce((sum, node) => sum + node.size, 1);
}

function spanOf(node: Node, near: Span): Span {
  return node.range === undefined || node.range === null
    ? near
    : { start: node.range[0], end: node.range[1] };
}

function report(reading: Reading, span: Span, finding: Finding): void {
  reading.problems.push(locate(reading.source, span, finding));
}
