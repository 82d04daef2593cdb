import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import { fieldSense } from './field-name';
import { credentialByName } from './in-field';
import { credentialsInObject } from './in-object';
import { credentialsIn } from './in-text';
import { keyText, lastPair, parseLoosely } from './loose-yaml';

/** A stretch of a text in YAML that nobody may print. */
export interface HiddenStretch {
  readonly start: number;
  readonly end: number;
  /** What stands there, as it is read. */
  readonly values: readonly string[];
}

/**
 * What of one document may not be shown, in order and without overlaps: each text that is a credential by itself or by its field, what a
 * Secret holds, and credentials in comments. A document that is not valid is judged line by line besides.
 */
export function hiddenInYaml(text: string): readonly HiddenStretch[] {
  const stretches: HiddenStretch[] = credentialsIn(text).map(({ start, end }) => ({
    start,
    end,
    values: [],
  }));
  let broken = isTooDeep(text);
  if (!broken) broken = !addParsed(text, stretches);
  return merged(broken ? [...stretches, ...hiddenLines(text)] : stretches, text);
}

/** Adds what the structure of a document says. @returns whether it is a valid document */
function addParsed(text: string, stretches: HiddenStretch[]): boolean {
  try {
    const document = parseLoosely(text);
    const hide = (node: unknown, ...values: readonly string[]) => {
      if (!isScalar(node) || !node.range) return;
      const [start, end] = node.range;
      stretches.push({
        start,
        end,
        values: [...values, ...(typeof node.value === 'string' ? [node.value] : [])],
      });
    };
    for (const found of credentialsInObject(plain(document.contents)))
      hide(nodeAt(document, found.at), found.text.slice(found.start, found.end));
    for (const node of contentOfSecrets(document)) hide(node);
    return document.errors.length === 0;
  } catch {
    // What lines show has to do.
    return false;
  }
}

/** Whether a text may nest deeper than a parser that calls itself can follow. */
function isTooDeep(text: string): boolean {
  if (/(?:- ){100}| {400}/.test(text)) return true;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === 0x5b || sign === 0x7b) depth++;
    else if ((sign === 0x5d || sign === 0x7d) && depth > 0) depth--;
    if (depth > 200) return true;
  }
  return false;
}

/** A node as plain data; an alias is nothing, for what it stands for has been looked at where it is written. */
function plain(node: unknown): unknown {
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : (node.source ?? '');
  if (isSeq(node))
    return node.items.map((item) => (isPair(item) ? { [keyText(item)]: plain(item.value) } : plain(item)));
  if (!isMap(node)) return undefined;
  const map: Record<string, unknown> = Object.create(null);
  for (const pair of node.items) map[keyText(pair)] = plain(pair.value);
  return map;
}

/** The node of a document that keys and indices lead to. */
function nodeAt(document: Document.Parsed, path: readonly (string | number)[]): unknown {
  let node: unknown = document.contents;
  for (const part of path) {
    if (isMap(node)) node = lastPair(node, String(part))?.value;
    else if (isSeq(node)) node = node.items[Number(part)];
    if (isAlias(node)) node = node.resolve(document);
  }
  return node;
}

/** The scalars under `data` and `stringData` of every Secret, wherever it stands. */
function* contentOfSecrets(document: Document.Parsed): Generator<unknown> {
  const open: { readonly node: unknown; readonly secret: boolean }[] = [
    { node: document.contents, secret: false },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, secret } = next;
    if (isScalar(node) && secret) yield node;
    else if (isSeq(node)) for (const item of node.items) open.push({ node: item, secret });
    else if (isMap(node)) {
      const kind = node.items.find(({ key }) => isScalar(key) && key.value === 'kind')?.value;
      const here = isScalar(kind) && /^Secret(?:List)?$/.test(String(kind.value));
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        open.push({
          node: value,
          secret: secret || (here && (name === 'data' || name === 'stringData' || name === 'items')),
        });
      }
    }
  }
}

const line = /^([ \t]*(?:- +)*)(["']?)([\w./-]{1,100})\2[ \t]*:(?:[ \t]+([^ \t].*)?|)$/;

/** Of a text that is no valid YAML: what stands behind or below a key for a credential, and in a text with a Secret all values. */
function hiddenLines(text: string): readonly HiddenStretch[] {
  const secret = /\bkind["']?[ \t]*:[ \t]*["']?Secret\b/.test(text);
  const hidden: HiddenStretch[] = [];
  const above: { readonly indent: number; readonly hides: boolean }[] = [];
  let variable = '';
  let start = 0;
  for (const whole of text.split('\n')) {
    const content = whole.replace(/\r$/, '');
    const indent = content.length - content.trimStart().length;
    const match = content.length > 2000 ? null : line.exec(content);
    if (content.trim() !== '') while ((above.at(-1)?.indent ?? -1) >= indent) above.pop();
    const inside = above.some(({ hides }) => hides);
    const [, lead = '', , key = '', value = ''] = match ?? [];
    const from = start + (match === null ? indent : content.length - value.length);
    const hides = match !== null && hidesValue(key === 'value' ? variable : key, value);
    const shownInSecret =
      /^(?:apiVersion|kind|metadata|name|namespace|type|labels|annotations|data|stringData)$/.test(key);
    if (inside || hides || (secret && !shownInSecret && !/^\s*(?:---|#|$)/.test(content)))
      hidden.push({ start: from, end: start + content.length, values: [] });
    if (match !== null)
      above.push({ indent: lead.length, hides: inside || (hides && (value === '' || /^[|>]/.test(value))) });
    variable =
      key === 'name' || key === 'key' ? value.replace(/^["']|["']$/g, '') : key === 'value' ? '' : variable;
    start += whole.length + 1;
  }
  return hidden.filter(({ start, end }) => start < end);
}

function hidesValue(name: string, value: string): boolean {
  return (
    fieldSense(name) === 'password' ||
    credentialByName(name, value.replace(/^["']|(?<!["',\]} ])["',\]} ]+$/g, '')) !== undefined
  );
}

function merged(stretches: readonly HiddenStretch[], text: string): readonly HiddenStretch[] {
  const spans: HiddenStretch[] = [];
  for (const each of stretches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const { start, end } = each;
    const values = [...each.values, text.slice(start, end)];
    const last = spans.at(-1);
    if (last === undefined || start >= last.end) spans.push({ start, end, values });
    else
      spans[spans.length - 1] = {
        start: last.start,
        end: Math.max(last.end, end),
        values: [...last.values, ...values],
      };
  }
  return spans;
}
