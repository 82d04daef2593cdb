import { Composer, type Document, isScalar, Lexer, Parser, type YAMLError } from 'yaml';
import { withoutStacks } from '../credentials/loose-yaml';
import { maxDepth, maxSyntaxErrors } from './limits';
import { type Finding, locate, type Problem, type SourceText, type Span } from './problem';

type Token = Parameters<Composer['next']>[0];

/** Reads one document of YAML 1.2, or says what keeps it from being one. Work and stack are bounded by the text's length. */
export function readYaml(source: SourceText): { document: Document.Parsed } | { problems: Problem[] } {
  const tokens = tokensOf(source);
  if ('problem' in tokens) return { problems: [tokens.problem] };
  const documents: Document.Parsed[] = [];
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, strict: true, version: '1.2' });
  withoutStacks(() => {
    for (const document of composer.compose(tokens.tokens, false, source.text.length)) {
      documents.push(document);
      if (documents.length > 1) break;
    }
  });
  const [document, second] = documents;
  if (document === undefined || (isNothing(document.contents) && document.errors.length === 0)) {
    return { problems: [locate(source, { start: 0, end: 0 }, emptyFile)] };
  }
  const problems = syntaxProblems([...document.errors, ...document.warnings], source);
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
    problems.push(locate(source, { start: 0, end: 0 }, otherVersion(document.directives.yaml.version)));
  }
  if (second !== undefined) {
    const start = source.text.lastIndexOf('---', second.range[0]);
    problems.push(locate(source, { start: Math.max(0, start), end: Math.max(0, start) + 3 }, secondDocument));
  }
  return problems.length > 0 ? { problems } : { document };
}

/** The first of a document's syntax errors, each with its place and what to do about it. */
export function syntaxProblems(errors: readonly YAMLError[], source: SourceText): Problem[] {
  return (
    errors
      // One wrong indentation makes every line after it wrong.
      .filter((error, index, all) => all[index - 1]?.code !== error.code)
      .slice(0, maxSyntaxErrors)
      .map((error) => locate(source, spanOf(error), syntaxFinding(error, textAt(source, spanOf(error)))))
  );
}

/** Whether a document has no content at all, not even a written null. */
function isNothing(contents: Document.Parsed['contents']): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
}

/** The concrete syntax of a file, unless it nests too deep for the composer, which is recursive. */
function tokensOf(source: SourceText): { tokens: Token[] } | { problem: Problem } {
  const parser = new Parser();
  const tokens: Token[] = [];
  let errors = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors++;
    }
    // A million stray brackets are a million errors; the first ones say enough.
    if (errors > maxSyntaxErrors) return { tokens };
    // The document itself and a scalar are on the stack too.
    if (parser.stack.length > maxDepth + 2) {
      return { problem: locate(source, { start: parser.offset, end: parser.offset }, tooDeep) };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function spanOf(error: YAMLError): Span {
  return { start: error.pos[0], end: error.pos[1] };
}

function textAt(source: SourceText, span: Span): string {
  // The parser often points at one character; what follows it tells more.
  const end = span.end - span.start > 1 ? span.end : span.start + 40;
  const text = (source.text.slice(span.start, end).split(/\r?\n/)[0] ?? '').trimEnd();
  if (text === '') return 'the end of the line';
  return text.startsWith('\t')
    ? `a tab before ${text.trimStart() || 'the end of the line'}`
    : text.trimStart();
}

const emptyFile: Finding = {
  path: '',
  message: 'empty file',
  found: 'no YAML document, or only comments',
  expected: 'a cluster: a map with the keys aws, delivery and gateway',
  mend: 'copy one of the reference files of clusters/, or remove the file',
};

/** What is said of a text with more brackets or indentation inside each other than the reader takes. */
export const tooDeep: Finding = {
  path: '',
  message: 'nested too deep',
  found: `more than ${maxDepth} maps and lists inside each other`,
  expected: `at most ${maxDepth} levels`,
  mend: 'close the brackets, or flatten the values',
};

const secondDocument: Finding = {
  path: '',
  message: 'more than one YAML document',
  found: '--- and a second document',
  expected: 'one cluster in a file',
  mend: 'move the second document to a file of its own',
};

function otherVersion(version: string): Finding {
  return {
    path: '',
    message: 'another version of YAML',
    found: `%YAML ${version}`,
    expected: 'YAML 1.2, in which on, yes and 012 mean what they say',
    mend: 'remove the %YAML line',
  };
}

/** What to do about a syntax error, by the code that the `yaml` package gives it. */
const mends: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: 'define the anchor (&name) before the alias (*name), or write the value out',
  BAD_DQ_ESCAPE: 'write the backslash twice, or use single quotes',
  BAD_INDENT: 'indent the entries of one map or list alike',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put the value on lines of its own, or in quotes if it contains ": "',
  BLOCK_IN_FLOW: 'inside [] and {} separate entries with commas',
  MISSING_CHAR: 'add the missing character',
  MULTILINE_IMPLICIT_KEY: 'write key and colon on one line',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'remove the tag; put text in quotes',
  UNEXPECTED_TOKEN: 'remove it, or put the value in quotes',
};

function syntaxFinding(error: YAMLError, found: string): Finding {
  const [first = ''] = error.message.split('\n');
  const bracket = /end with an? ([\]}])/.exec(first)?.[1];
  const unclosed = bracket === undefined ? undefined : `close the bracket with ${bracket}`;
  return {
    path: '',
    message: 'not valid YAML',
    found,
    expected: `valid YAML 1.2; the parser says: ${first.replace(/:$/, '')}`,
    mend: unclosed ?? mends[error.code] ?? 'correct the line, or the one before it',
  };
}
