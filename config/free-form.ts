import { type Finding, locate, type Problem, pathText, type SourceText } from './problem';
import { describeScalar, lost, switchOf } from './scalar-text';
import { placeOf, type ScalarNode, type TreeNode } from './yaml-tree';

type Path = readonly PropertyKey[];

/**
 * Judges the values that no schema knows: those of Helm charts and JSON patches. Helm reads YAML 1.1, a cluster file is
 * YAML 1.2; a number or a switch that the two read differently, or that loses its text, would change silently.
 */
export function freeFormProblems(source: SourceText, root: TreeNode): Problem[] {
  return [...freeForm(root)].flatMap(({ node, path }) =>
    [...scalars(node, path)].flatMap(({ scalar, path: at }) => {
      const finding = judge(scalar, scalar.origin?.path ?? at);
      return finding === undefined ? [] : [locate(source, scalar, finding)];
    }),
  );
}

function judge(scalar: ScalarNode, path: Path): Finding | undefined {
  if (!scalar.plain) return undefined;
  if (lost(scalar) !== undefined) {
    return {
      path: pathText(path),
      message: 'a number that loses its text',
      found: describeScalar(scalar),
      expected: 'text in quotes, or a number as it is read',
      mend: Number.isSafeInteger(Math.trunc(Number(scalar.value)))
        ? `write ${JSON.stringify(scalar.source)} if it is text, or ${scalar.value} if it is a number`
        : `write ${JSON.stringify(scalar.source)}`,
    };
  }
  const meant = typeof scalar.value === 'string' ? switchOf(scalar.value) : undefined;
  if (meant === undefined) return undefined;
  return {
    path: pathText(path),
    message: 'a switch that is text',
    found: describeScalar(scalar),
    expected: 'true or false, or text in quotes',
    mend: `write ${meant} if it is a switch, or ${JSON.stringify(scalar.source)} if it is text`,
  };
}

function* freeForm(root: TreeNode): Generator<{ node: TreeNode; path: Path }> {
  const helm = placeOf(root, ['helm']).node;
  for (const chart of helm?.kind === 'map' ? helm.entries.keys() : []) {
    const path = ['helm', chart, 'values'];
    const { node } = placeOf(root, path);
    if (node !== undefined) yield { node, path };
  }
  const patches = placeOf(root, ['patches']).node;
  for (const [index, patch] of (patches?.kind === 'list' ? patches.items : []).entries()) {
    const operations = placeOf(patch, ['operations']).node;
    for (const [at, operation] of (operations?.kind === 'list' ? operations.items : []).entries()) {
      const { node } = placeOf(operation, ['value']);
      if (node !== undefined) yield { node, path: ['patches', index, 'operations', at, 'value'] };
    }
  }
}

function* scalars(node: TreeNode, path: Path): Generator<{ scalar: ScalarNode; path: Path }> {
  if (node.kind === 'scalar') yield { scalar: node, path };
  else if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) yield* scalars(item, [...path, index]);
  } else {
    for (const entry of node.entries.values()) yield* scalars(entry.value, [...path, entry.key]);
  }
}
