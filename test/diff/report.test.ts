import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { type Difference, diffClusters } from '../../diff/diff';
import { jsonReport } from '../../diff/report/json';
import { code, markdownReport } from '../../diff/report/markdown';
import { textReport } from '../../diff/report/text';
import type { Manifest } from '../../references/manifest';
import { times } from '../long';
import { cluster, edited } from './edit';

function one(before: readonly Manifest[], after: readonly Manifest[], name = 'one'): Difference {
  return diffClusters(new Map([[name, before]]), new Map([[name, after]]));
}

const objects = cluster('us-west-2-kong-mesh');
const canary = one(
  objects,
  edited(objects, 'kuma.io/MeshHTTPRoute prod/jazz', {
    '/spec/to/0/rules/0/default/backendRefs/0/weight': 50,
    '/spec/to/0/rules/0/default/backendRefs/1/weight': 50,
  }),
);

test('the text tells a canary’s move in its first line, and the whole of it on one screen', () => {
  expect(textReport(canary, { colour: false })).toMatchInlineSnapshot(`
   "medium  prod/jazz: 5 % -> 50 % of calls go to jazz-v2 (95/5 to 50/50)
           in 1 of 1 cluster: one [canary-moved]

   1 object changed, in 1 of 1 cluster
     changed kuma.io/MeshHTTPRoute prod/jazz
             spec.to[jazz].rules[0].default.backendRefs[jazz-v1].weight  95 -> 50
             spec.to[jazz].rules[0].default.backendRefs[jazz-v2].weight  5 -> 50
   "
  `);
});

test('the comment tells a canary’s move first, and folds the fields', () => {
  expect(markdownReport(canary)).toMatchInlineSnapshot(`
   "<!-- meshwright diff -->
   - 🟡 **medium** \`prod/jazz\`: 5 % -> 50 % of calls go to \`jazz-v2\` (95/5 to 50/50) (\`canary-moved\`)

   1 object changed, in 1 of 1 cluster.

   <details><summary>Objects and fields</summary>

   changed \`kuma.io/MeshHTTPRoute prod/jazz\`

   \`\`\`diff
   - spec.to[jazz].rules[0].default.backendRefs[jazz-v1].weight: 95
   + spec.to[jazz].rules[0].default.backendRefs[jazz-v1].weight: 50
   - spec.to[jazz].rules[0].default.backendRefs[jazz-v2].weight: 5
   + spec.to[jazz].rules[0].default.backendRefs[jazz-v2].weight: 50
   \`\`\`

   </details>
   "
  `);
});

test('colour changes nothing but the colour', () => {
  const coloured = textReport(canary, { colour: true });
  expect(coloured).toContain('\u001b[33mmedium\u001b[0m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(textReport(canary, { colour: false }));
});

test('without a difference every format says so', () => {
  const none = one(objects, structuredClone(objects));
  expect(textReport(none, { colour: false })).toBe('no difference\n');
  expect(markdownReport(none)).toContain('No difference in `dist/`.');
  expect(JSON.parse(jsonReport(none))).toMatchObject({
    risks: [],
    changes: [],
  });
});

/** So many Deployments, each with fields of any length. */
function many(count: number, replicas: number): readonly Manifest[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `service-${index}`, namespace: 'prod' },
    spec: {
      replicas,
      text: `${replicas}${'`'.repeat(index % 50)}${'x'.repeat(200)}`,
    },
  }));
}

test.each([10, 300, 5_000])(
  'a comment on %d objects is shorter than 65,536 bytes, and counts what it leaves out',
  (count) => {
    const page = markdownReport(one(many(count, 2), many(count, 1)));
    expect(Buffer.byteLength(page)).toBeLessThan(65_536);
    const risks = page.match(/^- 🟡/gm)?.length ?? 0;
    const shown = page.match(/^changed `/gm)?.length ?? 0;
    const cut = (what: string) => Number(new RegExp(`(\\d+) more ${what}`).exec(page)?.[1] ?? 0);
    expect(risks + cut('risks')).toBe(count);
    expect(shown + cut('objects')).toBe(count);
    expect(page.match(/^`{3,}diff$/gm)?.length ?? 0).toBe(shown);
    expect(page.match(/^`{3,}$/gm)?.length ?? 0).toBe(shown);
  },
);

test('the text leaves out, and counts, what no screen holds, unless all is asked for', () => {
  const difference = one(many(50, 2), many(50, 1));
  expect(textReport(difference, { colour: false })).toContain('... and 30 more objects (--all shows them)');
  expect(
    textReport(difference, { colour: false, all: true }).match(/changed apps\/Deployment/g),
  ).toHaveLength(50);
});

const markdown = new MarkdownIt({ html: true, linkify: true });

/** What a page is made of, without its text: so a name that became markup would show. */
function structure(page: string): readonly string[] {
  return markdown
    .parse(page, {})
    .flatMap((token) => [token, ...(token.children ?? [])])
    .map(({ type, tag, content }) =>
      type === 'html_block' || type === 'html_inline' ? `${type} ${content}` : `${type} ${tag}`,
    );
}

const hostile = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({
    unit: fc.constantFrom(
      '`',
      '*',
      '_',
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '\n',
      '|',
      '#',
      '!',
      '\\',
      ' ',
      '@',
      'a',
      '-',
      '&',
      ';',
      ':',
      '/',
    ),
    minLength: 1,
  }),
  fc.constantFrom(
    '</details><script>alert(1)</script>',
    '``` \n# big',
    '@everyone',
    '![x](http://example.com/x.png)',
    '<!-- -->',
    'https://example.com',
    'a|b',
    '[a](javascript:b)',
    '\u202eabc',
    '\u0000',
    '`',
  ),
);

test('names and values cannot become markup of the comment, whatever they are', () => {
  const page = (name: string, text: string) => {
    const object = (image: string, replicas: number): Manifest => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'prod' },
      spec: {
        replicas,
        template: {
          spec: { containers: [{ name: 'a', image: `x:${image}` }] },
        },
      },
    });
    return structure(markdownReport(one([object('a', 2)], [object(text, 0)], name)));
  };
  const tame = page('tame', 'text');
  fc.assert(
    fc.property(hostile, hostile, (name, text) => {
      expect(page(name, text === 'a' ? 'b' : text)).toEqual(tame);
    }),
    { numRuns: times(20, 1_000) },
  );
});

test('names and values cannot steer the terminal, nor make lines of their own', () => {
  const lines = (name: string) => {
    const object = (replicas: number): Manifest => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'prod' },
      spec: { replicas, [name]: `${name}${replicas}` },
    });
    return textReport(one([object(2)], [object(0)], name), { colour: false });
  };
  const tame = lines('tame').split('\n').length;
  const steering = fc.string({
    unit: fc.constantFrom('\u001b', '[', '2', 'J', '\n', '\r', '\u0007', '\u202e', 'a', '\t'),
    minLength: 1,
  });
  fc.assert(
    fc.property(steering, (name) => {
      const text = lines(name);
      expect(text.split('\n')).toHaveLength(tame);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    }),
  );
});

test('any text is one piece of code on one line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [paragraph] = markdown
        .parse(`before ${code(text)} after`, {})
        .filter(({ type }) => type === 'inline');
      expect(paragraph?.children?.map(({ type }) => type)).toEqual(['text', 'code_inline', 'text']);
    }),
    { numRuns: times(30, 2_000) },
  );
});

test('no report shows what a Secret or a plugin’s secret setting holds', () => {
  const secret = ['hid', 'den'].join('-');
  const set = (value: string): readonly Manifest[] => [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'n' },
      stringData: { key: value },
    },
    {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name: 'p', namespace: 'n' },
      plugin: 'openid-connect',
      config: { client_secret: [value], redis: { password: value } },
    },
  ];
  const difference = one(set('a'), set(secret));
  expect(difference.changes).toHaveLength(2);
  for (const report of [
    textReport(difference, { colour: false }),
    markdownReport(difference),
    jsonReport(difference),
  ]) {
    expect(report).not.toContain(secret);
    expect(report).toContain('hidden');
  }
});

test('JSON names the risks, the fields and a patch of each object', () => {
  expect(JSON.parse(jsonReport(canary))).toMatchObject({
    version: 1,
    risks: [{ level: 'medium', rule: 'canary-moved', clusters: ['one'] }],
    changes: [
      {
        change: 'changed',
        object: {
          group: 'kuma.io',
          kind: 'MeshHTTPRoute',
          namespace: 'prod',
          name: 'jazz',
        },
        fields: [
          { before: 95, after: 50 },
          { before: 5, after: 50 },
        ],
        patch: [
          { op: 'replace', value: 50 },
          { op: 'replace', value: 50 },
        ],
        clusters: ['one'],
      },
    ],
  });
});
