/**
 * The words of Go's text/template (go1.26 text/template/parse/lex.go): what stands between `{{` and `}}`, with the same
 * complaints about what is no word.
 */
export type TokenKind =
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'string'
  | 'number'
  | 'field'
  | 'dot'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'bool'
  | 'nil'
  | 'pipe'
  | 'open'
  | 'close'
  | 'declare'
  | 'assign'
  | 'comma'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it starts in the template. */
  readonly at: number;
}

/** Why a template cannot be read, and where. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const keywords = new Set('block break continue define else end if range template with'.split(' '));
const spaces = /[ \t\r\n]+/y;
const rightDelimiter = /(?:[ \t\r\n]+-)?\}\}/y;
const word = /[\p{L}\p{Nd}_]+/uy;
const number =
  /[+-]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[\d_]*\.?[\d_]+(?:\.[\d_]*)?(?:[eEpP][+-]?[\d_]+)?)i?/y;

/** @throws TemplateError */
export function tokensOf(template: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < template.length) {
    const left = template.indexOf('{{', at);
    if (left < 0) break;
    if (left > at) tokens.push({ kind: 'text', text: template.slice(at, left), at });
    const trimmed = /^\{\{-[ \t\r\n]/.test(template.slice(left, left + 4));
    const inside = left + (trimmed ? 4 : 2);
    if (template.startsWith('/*', inside)) {
      at = commentEnd(template, inside);
      continue;
    }
    tokens.push({ kind: 'left', text: '{{', at: left });
    at = action(template, inside, tokens);
  }
  if (at < template.length) tokens.push({ kind: 'text', text: template.slice(at), at });
  tokens.push({ kind: 'end', text: '', at: template.length });
  return tokens;
}

function commentEnd(template: string, start: number): number {
  const close = template.indexOf('*/', start);
  if (close < 0) throw new TemplateError('unclosed comment', start);
  const rest = match(rightDelimiter, template, close + 2);
  if (rest === '') throw new TemplateError('comment ends before closing delimiter', close);
  return close + 2 + rest.length;
}

/** Reads one action up to its `}}`; gives the place behind it. */
function action(template: string, start: number, tokens: Token[]): number {
  let depth = 0;
  let at = start;
  const add = (kind: TokenKind, text: string) => {
    tokens.push({ kind, text, at });
    at += text.length;
  };
  for (;;) {
    const rest = template.slice(at, at + 2);
    const right = match(rightDelimiter, template, at);
    if (right !== '') {
      if (depth > 0) throw new TemplateError('unclosed left paren', at);
      tokens.push({ kind: 'right', text: '}}', at });
      return at + right.length;
    }
    const char = rest.charAt(0);
    if (char === '') throw new TemplateError('unclosed action', start);
    if (/[ \t\r\n]/.test(char)) add('space', match(spaces, template, at));
    else if (rest === ':=') add('declare', ':=');
    else if (char === '=') add('assign', '=');
    else if (char === ',') add('comma', ',');
    else if (char === '|') add('pipe', '|');
    else if (char === '(') {
      depth++;
      add('open', '(');
    } else if (char === ')') {
      depth--;
      if (depth < 0) throw new TemplateError('unexpected right paren', at);
      add('close', ')');
    } else if (char === '"' || char === "'" || char === '`')
      add(char === "'" ? 'number' : 'string', quoted(template, at));
    else if (char === '.' && !/\d/.test(rest.charAt(1))) {
      const name = match(word, template, at + 1);
      add(name === '' ? 'dot' : 'field', `.${name}`);
      terminated(template, at);
    } else if (char === '$') {
      add('variable', `$${match(word, template, at + 1)}`);
      terminated(template, at);
    } else if (/[\d+\-.]/.test(char)) {
      const text = match(number, template, at);
      if (text === '' || match(word, template, at + text.length) !== '')
        throw new TemplateError(`bad number syntax: ${JSON.stringify(template.slice(at, at + 8))}`, at);
      add('number', text);
    } else {
      const name = match(word, template, at);
      if (name === '') throw new TemplateError(`unrecognized character in action: ${shown(char)}`, at);
      add(kindOf(name), name);
      terminated(template, at);
    }
  }
}

function kindOf(name: string): TokenKind {
  if (keywords.has(name)) return 'keyword';
  if (name === 'true' || name === 'false') return 'bool';
  return name === 'nil' ? 'nil' : 'identifier';
}

function match(pattern: RegExp, template: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(template)?.[0] ?? '';
}

/** A name ends before a space, a delimiter, or what may follow a value. */
function terminated(template: string, at: number): void {
  const next = String.fromCodePoint(template.codePointAt(at) ?? 32);
  if (/[ \t\r\n.,|:)(]/.test(next) || template.startsWith('}}', at)) return;
  throw new TemplateError(`bad character ${shown(next)}`, at);
}

function quoted(template: string, at: number): string {
  const quote = template.charAt(at);
  for (let end = at + 1; end < template.length; end++) {
    const char = template.charAt(end);
    if (char === quote) return template.slice(at, end + 1);
    if (quote === '`') continue;
    if (char === '\n') break;
    if (char === '\\') end++;
  }
  throw new TemplateError(
    { '"': 'unterminated quoted string', '`': 'unterminated raw quoted string' }[quote] ??
      'unterminated character constant',
    at,
  );
}

function shown(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${char}'`;
}
