import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../../commands/explain';
import { refusedArgument } from '../../commands/process-world';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { explainCluster } from '../../config/explain';
import { libraryOf } from '../../config/library';
import { parseClusters } from '../../config/parse';
import { oneLine, printableJson, printableText, printableWords } from '../../references/printable';
import { edge } from '../config/bad-files';
import { checked, compared, pictured } from './said';
import { expectPrintable, steering } from './unprintable';

const commands = [
  '::error::forged',
  '  ::set-output name=a::b',
  '##[error]forged',
  '##vso[task.setvariable]a',
  '##teamcity[a]',
];
/** What no test may end with: a text that was refused, of which nothing is shown then. */
const refused = { refused: '::error::refused' };
const hostile = [...steering, ...commands.map((command) => `\n${command}`), ...commands];

/** Objects whose every name and value holds a text. */
function objects(text: string): string {
  const odd = (prefix: string) => JSON.stringify(`${prefix}${text}${prefix}`);
  return [
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${odd('a')}, namespace: ${odd('n')}, labels: {${odd('k')}: ${odd('v')}}}, data: {${odd('b')}: ${odd('c')}}}`,
    `{apiVersion: v1, kind: Service, metadata: {name: ${odd('s')}, namespace: p}, spec: {${odd('unknown')}: 1, type: ${odd('t')}, selector: {a: ${odd('x')}}, ports: [{port: ${odd('9')}}]}}`,
    `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, annotations: {konghq.com/plugins: ${odd('p')}, ${odd('konghq.com/')}: a}}, spec: {ingressClassName: kong, rules: [{host: ${odd('h')}, http: {paths: [{path: ${odd('/')}, pathType: Prefix, backend: {service: {name: ${odd('s')}, port: {number: 80}}}}]}}]}}`,
    `{apiVersion: v1, kind: ${odd('Kind')}, metadata: {name: a}}`,
    `{kind: ${odd('NoObject')}, ${odd('key')}: 1}`,
    `{a: !${'tag'} ${odd('tagged')}, b: *${'nobody'}}`,
  ].join('\n---\n');
}

test.each(hostile)('%j in names and values reaches no terminal, runner or page as it is', (text) => {
  const file = `${text}.yaml`;
  const plain = objects('');
  expectPrintable(checked(objects(text), file));
  // What is refused as a whole says little: the objects alone are judged too.
  expectPrintable(checked(objects(text).split('\n---\n').slice(0, 4).join('\n---\n'), file));
  const four = (all: string) => all.split('\n---\n').slice(0, 4).join('\n---\n');
  expectPrintable(compared(four(plain), four(objects(text))) ?? refused);
  expectPrintable(pictured(four(objects(text))) ?? refused);
});

test.each(hostile)('%j in a cluster file is said as an escape', (text) => {
  const odd = JSON.stringify(`a${text}`);
  const files = [
    `${edge}${odd}: 1\n`,
    edge.replace('region: us-west-2', `region: ${odd}`),
    `${edge}helm: {kong: {values: {a: !!bad ${odd}}}}\n`,
    `${edge}patches: [{target: {kind: Service, name: ${odd}}, operations: [{op: remove, path: ${odd}}]}]\n`,
    `${edge}mesh: {${odd}: *${'a'}}\n`,
    `${edge}\n  ${text}: x: y`,
  ];
  for (const each of files) {
    const parsed = parseClusters([{ name: `clusters/${text}.yaml`, text: each }]);
    const said = render(problemDiagnostics('problems' in parsed ? parsed.problems : parsed.notices), {
      colour: false,
    });
    expectPrintable({ said });
  }
});

test('an escape shows which sign it was, and a line end is no question mark', () => {
  expect(oneLine('a\nb\u001b[31m\u202e\u200b\u{e0041}\t|')).toBe(
    'a\\nb\\u001b[31m\\u202e\\u200b\\u{e0041} |',
  );
  expect(oneLine('::error::a')).toBe('\\u003a:error::a');
  expect(oneLine('fe80::1 and ::ffff:10.0.0.1')).toBe('fe80::1 and ::ffff:10.0.0.1');
  expect(oneLine('::ffff:10.0.0.1')).toBe('::ffff:10.0.0.1');
  expect(oneLine('ümläut 漢字 😀 ## [x]')).toBe('ümläut 漢字 😀 ## [x]');
});

test('JSON with escapes says the same as without', () => {
  const value = { a: hostile.join(''), [hostile.join('.')]: [1, null, { b: '##[x]' }] };
  expect(JSON.parse(printableJson(value))).toEqual(value);
  expectPrintable({ json: printableJson(value) });
});

test('the last net lets line ends, tabs and our own colours through, and nothing else', () => {
  expect(printableText('a\n\tb \u001b[31mred\u001b[0m \u001b[2K\u0007')).toBe(
    'a\n\tb \u001b[31mred\u001b[0m \u001b[2K\\u0007',
  );
  expect(printableText('\u001b[2J\u202e')).toBe('\\u001b[2J\\u202e');
});

test('the last net leaves no line that a runner takes for a command, but those of a report for GitHub', () => {
  for (const command of commands) expectPrintable({ said: printableWords(`a\n${command}\nb`) });
  expect(printableText('::error file=a.yaml::b')).toBe('::error file=a.yaml::b');
  expect(printableText('::error file=a.yaml::##[error]b')).toBe('::error file=a.yaml::\\u0023#[error]b');
});

test.each(hostile)('%j in an argument is refused in one printable line, or is printable', (text) => {
  const refused = refusedArgument(['check', `--given=a${text}`]);
  if (refused === undefined) expectPrintable({ said: printableWords(`${text}: unknown`) });
  else {
    expectPrintable({ refused });
    expect(refused).not.toContain('\n');
  }
});

test('an argument as people write them is taken', () => {
  expect(refusedArgument(['check', 'ümläut 漢字 😀', '-H', 'a: ##[x] ::b::', 'C:\\n'])).toBeUndefined();
});

test('a message of several lines has line ends, and marks stand below what they mean', () => {
  const said = render(
    [
      {
        severity: 'error',
        title: 'a circle',
        more: ['a before b', '::error::b before a'],
        location: 'a.yaml:1:8',
        excerpt: { line: 1, text: 'a: \u202e"b\u0007c"', start: 4, length: 4 },
        notes: [['found', 'one\ntwo']],
      },
    ],
    { colour: false },
  );
  expect(said).toBe(`error: a circle
  a before b
  \\u003a:error::b before a
 --> a.yaml:1:8
  |
1 | a: \\u202e"b\\u0007c"
  |          ^^^^^^^^^
  = found: one\\ntwo
`);
});

test.each(hostile)('%j is explained in a cluster file as text that stands there', (text) => {
  const name = `clusters/a${text.replaceAll('/', '')}.yaml`;
  const key = JSON.stringify(text);
  const base = { name: 'clusters/_base.yaml', text: `{${key}: {a: [${key}]}}` };
  const file = { name, text: `{extends: [_base], ${JSON.stringify(`${text}b`)}: ${key}}` };
  const explained = explainCluster(file, libraryOf([base], []), []);
  expectPrintable('text' in explained ? { explained: explained.text } : refused);
});

test('names of files are told of as one line where a cluster to explain is not there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'explained-'));
  try {
    writeFileSync(join(folder, 'one\n::error::two.yaml'), '{}');
    let said = '';
    const stream = { write: (part: string) => (said += part) };
    const world = { environment: {}, stdout: stream, stderr: stream };
    explain({ clusters: folder, applications: folder }, { cluster: 'nothing-like-it', path: '' }, world);
    expectPrintable({ said });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
