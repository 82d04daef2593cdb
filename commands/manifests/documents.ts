import { Composer, type Document, Lexer, Parser } from 'yaml';
import { maxDepth } from '../../config/limits';
import { locate, type Problem, type SourceText } from '../../config/problem';
import { syntaxProblems, tooDeep } from '../../config/yaml-read';
import { type PlainValue, plainValue } from './plain-value';

/** One document of a text, as plain data. */
export interface TextDocument extends PlainValue {
  /** Where the document starts and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** How many problems of one text are reported. */
const maxProblems = 20;

/**
 * Reads the documents of a text one after the other, so that only one is in memory as YAML at a time. Empty documents are
 * left out. What keeps a document from being read is a problem in its place; after a text that nests too deep there is
 * nothing more.
 */
export function* documentsOf(source: SourceText): Generator<TextDocument | Problem> {
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.2',
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: 'silent',
  });
  let problems = 0;
  let documentStart = 0;
  const finish = function* (documents: Iterable<Document.Parsed>): Generator<TextDocument | Problem> {
    for (const document of documents) {
      const start = documentStart;
      const end = document.range[2];
      documentStart = end;
      const found = judge(document, source);
      if (Array.isArray(found)) {
        problems += found.length;
        yield* found;
      } else if (found !== undefined) yield { ...found, start, end };
      if (problems >= maxProblems) return;
    }
  };
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) yield* finish(composer.next(token));
    if (problems >= maxProblems) return;
    if (parser.stack.length > maxDepth + 2) {
      yield locate(source, { start: parser.offset, end: parser.offset }, tooDeep);
      return;
    }
  }
  for (const token of parser.end()) yield* finish(composer.next(token));
  yield* finish(composer.end(false, source.text.length));
}

/** A document's value, its problems, or nothing where it has no content. */
function judge(document: Document.Parsed, source: SourceText): PlainValue | Problem[] | undefined {
  if (document.errors.length > 0) {
    const found = syntaxProblems(document.errors, source);
    return source.text.includes('{{') ? found.map(template) : found;
  }
  const value = plainValue(document.contents);
  if (value.problems.length > 0)
    return value.problems.map(({ span, finding }) => locate(source, span, finding));
  return value.value === null ? undefined : value;
}

/** A template is no YAML yet, and its syntax errors say little. */
function template(problem: Problem): Problem {
  return {
    ...problem,
    mend: 'this is a template: check what it renders, `helm template ... | meshwright check -`',
  };
}
