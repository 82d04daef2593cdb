import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyTree } from '../../config/library';
import { plainTree } from '../../config/plain-tree';
import { sourceText } from '../../config/problem';
import type { TreeNode } from '../../config/yaml-tree';
import { times } from '../long';
import { repository } from '../repository';

function yamlBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return yamlBelow(path);
    return /\.ya?ml$/.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const texts = ['test', 'applications', 'clusters'].flatMap((folder) => yamlBelow(join(repository, folder)));

/** A tree as JSON. */
function shown(node: TreeNode): unknown {
  const { start, end, origin, size } = node;
  const common = { start, end, path: origin?.path, aliased: origin?.aliased, size };
  if (node.kind === 'scalar') return { ...node, ...common, origin: undefined };
  if (node.kind === 'list') return { kind: node.kind, ...common, items: node.items.map(shown) };
  return {
    kind: node.kind,
    ...common,
    entries: [...node.entries].map(([name, { key, keySpan, value }]) => [
      name,
      key,
      { ...keySpan, origin: keySpan.origin?.path },
      shown(value),
    ]),
  };
}

/** What the slow reader makes of a text: its tree, or that it has something to say. */
function slowly(text: string): unknown {
  const read = anyTree(sourceText('one.yaml', text));
  return 'problems' in read ? read.problems.map(({ message }) => message) : shown(read.root);
}

function quickly(text: string): unknown {
  const root = plainTree(sourceText('one.yaml', text));
  return root === undefined ? undefined : shown(root);
}

test('files that say nothing unusual are read quickly, and others are left to the slow reader', () => {
  const quick = texts.filter((text) => quickly(text) !== undefined);
  expect(quick.length).toBeGreaterThan(texts.length / 2);
  for (const text of quick) expect(quickly(text)).toEqual(slowly(text));
});

const pieces = [
  ...' \n\t:,-[]{}#&*!|>?@`%"\'\\~.+0179eExa=<',
  ...": |- |# | #|\n- |\n  |\n\n|--- |...\n|null|True|0x1f|1e3|3.10|012|-1|.5|<<: |? |\"\\ud800\"|é|\u2028|\ufeff|\r\n|a: b\n|[a, b]|{a: b}|'it''s'".split(
    '|',
  ),
];

/** A text with some places changed: a piece put in, characters taken out, a line said twice. */
const changed = fc
  .tuple(
    fc.constantFrom(...texts.map((text) => text.slice(0, 1500).replace(/[^\n]*$/, ''))),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...pieces), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, piece, gone]) => {
      const place = at % (now.length + 1);
      return `${now.slice(0, place)}${piece}${now.slice(place + gone)}`;
    }, text),
  );

test('whatever is read quickly is what the slow reader reads, and nothing that it has something to say of', () => {
  const runs = times(600, 50_000);
  let read = 0;
  fc.assert(
    fc.property(changed, (text) => {
      const quick = quickly(text);
      if (quick === undefined) return;
      read++;
      expect(quick).toEqual(slowly(text));
    }),
    { numRuns: runs },
  );
  expect(read).toBeGreaterThan(runs / 10);
});
