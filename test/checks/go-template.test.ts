import fc from 'fast-check';
import { TemplateError } from '../../checks/go-template/lexer';
import { parseTemplate } from '../../checks/go-template/parser';
import { times } from '../long';

const functions = new Set(['b64enc', 'default', 'toYaml']);

/** What a template asks its data for, or why Go cannot read it. */
function read(template: string): string {
  try {
    return parseTemplate(template, functions)
      .fields.map(({ name }) => `.${name}`)
      .join(' ');
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

test.each([
  ['text alone', ''],
  ['{{ .a }}{{- .b -}} {{/* {{ .c }} */}}', '.a .b'],
  ['{{ .a | b64enc | printf "%s-%s" .b }}', '.a .b'],
  ['{{ $x := .a }}{{ $x }}{{ $.b.c }}', '.a .b'],
  [
    '{{ if and .a (not .b) }}{{ .c }}{{ else if .d }}{{ .e }}{{ else }}{{ .f }}{{ end }}',
    '.a .b .c .d .e .f',
  ],
  ['{{ with .a }}{{ .inside }}{{ $.b }}{{ else }}{{ .outside }}{{ end }}', '.a .b .outside'],
  ['{{ range $i, $each := .list }}{{ .inside }}{{ break }}{{ end }}', '.list'],
  ['{{ define "x" }}{{ .y }}{{ $.z }}{{ end }}{{ template "x" .a }}', '.a'],
  ['{{ index . "with-hyphen" }}{{ (index .a 0).b }}', '.a'],
  ['{{ "a" | b64enc }}{{ `raw` }}{{ 0x1F }}{{ true }}', ''],
])('%s is read, and what it asks for is known', (template, asked) => {
  expect(read(template)).toBe(asked);
});

test.each([
  ['{{ .my-key }}', "bad character U+002D '-'"],
  ['{{ .a | base64 }}', 'function "base64" not defined'],
  ['{{ $x }}', 'undefined variable "$x"'],
  ['{{ if .a }}{{ $x := .b }}{{ end }}{{ $x }}', 'undefined variable "$x"'],
  ['{{ .a', 'unclosed action'],
  ['{{ (.a }}', 'unclosed left paren'],
  ['{{ .a) }}', 'unexpected right paren'],
  ['{{ }}', 'missing value for command'],
  ['{{ .a | "b" }}', 'non executable command in pipeline stage 2'],
  ['{{ if .a }}', 'unexpected EOF: {{if}} has no {{end}}'],
  ['{{ end }}', 'unexpected {{end}}'],
  ['{{ break }}', '{{break}} outside {{range}}'],
  ['{{ "open }}', 'unterminated quoted string'],
  ['{{ .a ! }}', "unrecognized character in action: U+0021 '!'"],
  ['{{/* open', 'unclosed comment'],
  ['{{ template "x" . }}', 'template "x" not defined'],
  ['{{ 1 | b64enc 2x }}', 'bad number syntax: "2x }}"'],
])('%s is refused, as Go refuses it', (template, message) => {
  expect(read(template)).toBe(message);
});

test('no template makes the reader fail in any other way, and its work grows with the length alone', () => {
  const part = fc.constantFrom(
    '{{',
    '}}',
    ' ',
    '(',
    ')',
    '.a',
    '$x',
    ':=',
    '|',
    '"',
    '`',
    'if ',
    'end',
    '-',
    '/*',
    '1',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      read(parts.join(''));
    }),
    { numRuns: times(500, 20_000) },
  );
  expect(read(`{{ ${'('.repeat(5000)} }}`)).toBe('unclosed left paren');
  expect(read('{{'.repeat(20_000))).toMatch(/./);
  expect(read(`{{ ${' '.repeat(200_000)} }}`)).toBe('missing value for command');
});
