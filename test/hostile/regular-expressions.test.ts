import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from '@swc/core';
import { superLinear } from './super-linear';

const root = resolve(__dirname, '../..');
/** Whatever meets text from outside; the tools and benchmarks read what we choose. */
const rooms = [
  'charts',
  'checks',
  'commands',
  'config',
  'credentials',
  'diff',
  'kong-plugins',
  'konnect',
  'output',
  'plan',
  'references',
  'topology',
];
/** Files that make an expression of a text, and why it is no search in what somebody else wrote. */
const makesExpressions: Readonly<Record<string, string>> = {
  'checks/rules/kong/route-match.ts': 'asks only whether the text is an expression',
  'checks/rules/kong/path-match.ts': 'asks only whether the text is an expression',
  'config/graph/validate-routes.ts': 'asks only whether the text is an expression',
  'charts/mesh/validate-routes.ts': 'asks only whether the text is an expression',
  'checks/rules/app-mesh/malformed-arn.ts':
    'a word of our own in an expression bound at both ends, of parts that exclude what divides them',
  'kong-plugins/forms.ts': 'asks only whether the text is an expression',
  'output/yaml-strings.ts': 'a literal in parts, without repetition of repetition, bound at both ends',
  'references/printable.ts': 'one of its own literals with other flags',
  'konnect/iam-policy.ts': 'the policies of our own stand-in',
  'credentials/scan-forms.ts': 'its own literals, joined',
  'credentials/command-passwords.ts': 'its own literals, joined',
  'checks/app-mesh/lost-fields.ts': 'its own literals, joined',
  'credentials/assignments.ts': 'one quotation mark or a line break',
};

const files = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|js|mjs)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => join(room, file)),
);

interface Used {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Every expression that a file writes out, and whether it makes others of texts. */
function expressionsIn(file: string): { readonly used: readonly Used[]; readonly makes: boolean } {
  const text = readFileSync(join(root, file), 'utf8');
  const used: Used[] = [];
  let makes = false;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type === 'RegExpLiteral' && 'pattern' in node && 'flags' in node)
      used.push({ file, source: String(node.pattern), flags: String(node.flags) });
    if (
      'type' in node &&
      'callee' in node &&
      /^(?:New|Call)Expression$/.test(String(node.type)) &&
      isRegExp(node.callee)
    )
      makes = true;
    for (const each of Object.values(node)) visit(each);
  };
  visit(parseSync(text, { syntax: file.endsWith('.ts') ? 'typescript' : 'ecmascript', target: 'es2024' }));
  return { used, makes };
}

function isRegExp(callee: unknown): boolean {
  return typeof callee === 'object' && callee !== null && 'value' in callee && callee.value === 'RegExp';
}

const all = files.map((file) => ({ file, ...expressionsIn(file) }));

test('no regular expression takes time that grows faster than the text', () => {
  const used = all.flatMap((each) => each.used);
  expect(used.length).toBeGreaterThan(300);
  const known = new Map<string, string | undefined>();
  const wrong = used.flatMap(({ file, source, flags }) => {
    const key = `/${source}/${flags}`;
    if (!known.has(key)) known.set(key, superLinear(source, flags));
    const why = known.get(key);
    return why === undefined ? [] : [`${file}: ${key}: ${why}`];
  });
  expect(wrong).toEqual([]);
});

test('no file makes an expression of a text that somebody else wrote', () => {
  const makers = all.filter(({ makes }) => makes).map(({ file }) => file);
  expect(makers.filter((file) => !Object.hasOwn(makesExpressions, file))).toEqual([]);
});

test.each([
  ['(a+)+$', ''],
  ['(?:a|a)*b', ''],
  ['^(a+)+b', ''],
  ['a+b+c', ''],
  ['\\s+$', ''],
  ['-+$', ''],
  ['\\{\\{[^}]*\\}\\}', ''],
  ['eyJ[\\w-]{10,}\\.eyJ', ''],
  ['^\\d+\\.?\\d*$', ''],
  ['x[^\\n]*y', 'm'],
])('/%s/%s is refused', (source, flags) => {
  expect(superLinear(source, flags)).toBeDefined();
});

test.each([
  ['^a+b', ''],
  ['(?<!-)-+$', ''],
  ['\\{\\{[^{}]*\\}\\}', ''],
  ['\\bgh[pousr]_[A-Za-z0-9]{36,}', ''],
  ['^ *a', 'm'],
  ['[a-z]+', 'g'],
  ['a{0,10}b', ''],
])('/%s/%s is fine', (source, flags) => {
  expect(superLinear(source, flags)).toBeUndefined();
});
