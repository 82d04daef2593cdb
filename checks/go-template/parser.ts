import { TemplateError, type Token, tokensOf } from './lexer';

/** A part of the template's own data that it asks for: `.name` where the dot is still the data, or `$.name`. */
export interface RootField {
  readonly name: string;
  readonly at: number;
}

/** What a template that can be read asks for. */
export interface Template {
  readonly fields: readonly RootField[];
}

/** The functions of every Go template (text/template/funcs.go). */
const builtins = new Set(
  'and call eq ge gt html index js le len lt ne not or print printf println slice urlquery'.split(' '),
);

/**
 * Reads a template as Go's text/template does (go1.26 text/template/parse/parse.go).
 *
 * @param functions those that it may call besides Go's own
 * @throws TemplateError where Go would refuse it
 */
export function parseTemplate(template: string, functions: ReadonlySet<string>): Template {
  return new Parser(tokensOf(template), functions).template();
}

class Parser {
  readonly #fields: RootField[] = [];
  readonly #defined = new Set<string>();
  readonly #called: { readonly name: string; readonly at: number }[] = [];
  #variables = ['$'];
  #ranges = 0;
  /** How many `with`, `range` and definitions the place is in: there the dot is something else. */
  #away = 0;
  /** How many definitions the place is in: there `$` is what the definition is given. */
  #defining = 0;
  #next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly functions: ReadonlySet<string>,
  ) {}

  template(): Template {
    const end = this.#list();
    if (end !== undefined) throw new TemplateError(`unexpected {{${end.text}}}`, end.at);
    for (const { name, at } of this.#called)
      if (!this.#defined.has(name))
        throw new TemplateError(`template ${JSON.stringify(name)} not defined`, at);
    return { fields: this.#fields };
  }

  /** Texts and actions up to an `else` or `end`, which it gives; undefined at the end of the template. */
  #list(): Token | undefined {
    for (;;) {
      const token = this.#take();
      if (token.kind === 'end') return undefined;
      if (token.kind === 'text') continue;
      const first = this.#skipSpace();
      if (first.kind !== 'keyword') {
        this.#pipeline('command', 'right');
        continue;
      }
      this.#take();
      if (first.text === 'else' || first.text === 'end') return first;
      this.#keyword(first);
    }
  }

  #keyword(token: Token): void {
    switch (token.text) {
      case 'if':
      case 'with':
      case 'range':
        this.#control(token);
        return;
      case 'define':
        this.#define(token);
        return;
      case 'block':
        this.#defined.add(this.#name('block'));
        this.#pipeline('block clause', 'right');
        this.#define(token);
        return;
      case 'template': {
        const { at } = this.#skipSpace();
        this.#called.push({ name: this.#name('template'), at });
        if (this.#skipSpace().kind === 'right') this.#take();
        else this.#pipeline('template clause', 'right');
        return;
      }
      default:
        if (this.#ranges === 0) throw new TemplateError(`{{${token.text}}} outside {{range}}`, token.at);
        this.#expect('right', token.text);
    }
  }

  #control(token: Token): void {
    const known = this.#variables.length;
    this.#pipeline(token.text, 'right', token.text === 'range');
    const moves = token.text !== 'if';
    if (token.text === 'range') this.#ranges++;
    if (moves) this.#away++;
    const end = this.#list();
    if (moves) this.#away--;
    if (token.text === 'range') this.#ranges--;
    this.#otherwise(token, end);
    this.#variables = this.#variables.slice(0, known);
  }

  /** What follows the first list of an `if`, `with` or `range`. */
  #otherwise(token: Token, end: Token | undefined): void {
    if (end === undefined)
      throw new TemplateError(`unexpected EOF: {{${token.text}}} has no {{end}}`, token.at);
    if (end.text === 'end') {
      this.#expect('right', 'end');
      return;
    }
    const next = this.#skipSpace();
    if (next.kind === 'keyword' && next.text === token.text && token.text !== 'range') {
      this.#take();
      this.#control(next);
      return;
    }
    this.#expect('right', 'else');
    const last = this.#list();
    if (last?.text !== 'end') throw new TemplateError(`expected end; found ${last?.text ?? 'EOF'}`, token.at);
    this.#expect('right', 'end');
  }

  #define(token: Token): void {
    if (token.text === 'define') {
      this.#defined.add(this.#name('define'));
      this.#expect('right', 'define clause');
    }
    const outer = this.#variables;
    this.#variables = ['$'];
    this.#away++;
    this.#defining++;
    const end = this.#list();
    this.#defining--;
    this.#away--;
    this.#variables = outer;
    if (end?.text !== 'end') throw new TemplateError(`{{${token.text}}} has no {{end}}`, token.at);
    this.#expect('right', 'end');
  }

  #name(context: string): string {
    const token = this.#skipSpace();
    if (token.kind !== 'string') throw unexpected(token, `${context} clause`);
    this.#take();
    return token.text.slice(1, -1);
  }

  #pipeline(context: string, end: 'right' | 'close', two = false): void {
    this.#declarations(context, two);
    for (let stage = 0; ; stage++) {
      const token = this.#skipSpace();
      if (token.kind === end) {
        this.#take();
        if (stage === 0) throw new TemplateError(`missing value for ${context}`, token.at);
        return;
      }
      if (stage > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(token.kind))
        throw new TemplateError(`non executable command in pipeline stage ${stage + 1}`, token.at);
      this.#command(context);
    }
  }

  /** `$x :=`, `$x =`, and in a `range` `$i, $x :=`. */
  #declarations(context: string, two: boolean): void {
    const start = this.#next;
    const names: Token[] = [];
    for (;;) {
      const token = this.#skipSpace();
      if (token.kind !== 'variable') break;
      this.#take();
      names.push(token);
      const after = this.#skipSpace();
      if (after.kind === 'declare' || after.kind === 'assign') {
        this.#take();
        for (const name of names)
          if (after.kind === 'declare') this.#variables.push(name.text);
          else this.#known(name);
        return;
      }
      if (after.kind !== 'comma' || !two || names.length > 1) {
        if (after.kind === 'comma') throw new TemplateError(`too many declarations in ${context}`, after.at);
        break;
      }
      this.#take();
    }
    this.#next = start;
  }

  #command(context: string): void {
    for (let given = 0; ; given++) {
      const first = this.#skipSpace();
      const parsed = this.#operand(context);
      const after = this.#peek();
      if (after.kind === 'space') {
        const next = this.#skipSpace();
        if (next.kind === 'space') continue;
      }
      const next = this.#skipSpace();
      if (next.kind === 'pipe') {
        this.#take();
        if (!parsed && given === 0) throw new TemplateError('empty command', next.at);
        return;
      }
      if (next.kind === 'right' || next.kind === 'close') {
        if (!parsed && given === 0) throw new TemplateError('empty command', next.at);
        return;
      }
      if (!parsed) throw unexpected(first, 'operand');
      if (after.kind !== 'space') throw unexpected(next, 'operand');
    }
  }

  /** One value with the fields that follow it; false where none starts here. */
  #operand(context: string): boolean {
    const token = this.#peek();
    switch (token.kind) {
      case 'identifier':
        if (!builtins.has(token.text) && !this.functions.has(token.text))
          throw new TemplateError(`function ${JSON.stringify(token.text)} not defined`, token.at);
        break;
      case 'variable':
        this.#known(token);
        if (token.text === '$') this.#root(this.tokens[this.#next + 1], this.#defining === 0);
        break;
      case 'field':
        this.#root(token, this.#away === 0);
        break;
      case 'open':
        this.#take();
        this.#pipeline('parenthesized pipeline', 'close');
        this.#chain();
        return true;
      case 'bool':
      case 'dot':
      case 'nil':
      case 'number':
      case 'string':
        this.#take();
        if (this.#peek().kind === 'field')
          throw new TemplateError(`unexpected . after term ${token.text}`, token.at);
        return true;
      case 'keyword':
        throw unexpected(token, context);
      default:
        return false;
    }
    this.#take();
    this.#chain();
    return true;
  }

  #chain(): void {
    while (this.#peek().kind === 'field') this.#take();
  }

  #root(token: Token | undefined, isRoot: boolean): void {
    if (!isRoot || token?.kind !== 'field') return;
    this.#fields.push({ name: token.text.slice(1), at: token.at });
  }

  #known(token: Token): void {
    if (!this.#variables.includes(token.text))
      throw new TemplateError(`undefined variable ${JSON.stringify(token.text)}`, token.at);
  }

  #expect(kind: 'right', context: string): void {
    const token = this.#skipSpace();
    if (token.kind !== kind) throw unexpected(token, context);
    this.#take();
  }

  #skipSpace(): Token {
    while (this.#peek().kind === 'space') this.#next++;
    return this.#peek();
  }

  #peek(): Token {
    return this.tokens[this.#next] ?? { kind: 'end', text: '', at: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }
}

function unexpected(token: Token, context: string): TemplateError {
  return new TemplateError(
    `unexpected ${token.kind === 'end' ? 'EOF' : JSON.stringify(token.text)} in ${context}`,
    token.at,
  );
}
