import { mapOf, mergeTrees } from '../merge';
import { locate, type Problem, pathText, positionOf, type SourceText } from '../problem';
import { describeScalar } from '../scalar-text';
import { judgeBySchema } from '../schema-problems';
import { withValues } from '../values';
import { type MapEntry, type MapNode, plainValue, spanOf, type TreeNode } from '../yaml-tree';
import { withCanary } from './canary';
import { type ExternalHost, externalHost } from './external';
import { judgedService } from './judged-service';
import { entriesOf, inside } from './resolve';
import type { Part, Running } from './running';
import { headSchema } from './schema';

/** An application as a cluster names it: its file, and what bases and the cluster say otherwise, in this order. */
export interface NamedApplication {
  readonly name: string;
  readonly source: SourceText;
  readonly root: TreeNode;
  readonly layers: readonly TreeNode[];
  readonly cluster: SourceText;
  /** What `${name}` stands for in its texts. */
  readonly values: ReadonlyMap<string, string>;
}

/** An application merged and validated, and all that is wrong with it alone. */
export interface JudgedApplication {
  /** Absent where it is not even a map. */
  readonly running?: Running;
  readonly problems: readonly Problem[];
}

/** Merges an application with what a cluster says otherwise, and validates it. Pure; never throws. */
export function judgeApplication(named: NamedApplication): JudgedApplication {
  const { name, source, cluster } = named;
  const problems: Problem[] = [];
  const merged = mergedApplication(named.root, named.layers);
  const filled = withValues(merged, named.values, ({ node, name: unknown }) => {
    problems.push(valueProblem(named, node.origin?.path ?? [], spanOf(node), unknown, describeScalar(node)));
  });
  if (filled.kind !== 'map') {
    return { problems: [...problems, ...problemsOf(judge(headSchema, source, filled))] };
  }
  const unknown = [...problems];
  const root = withCanary(filled, source, problems);
  const head = judgeBySchema(headSchema, { source, root, value: plainValue(headOf(root)), merged: true });
  problems.push(...problemsOf(head));
  const services = partsOf(inside(root, 'services'), (node, name) => {
    const { part, problems: found } = judgedService(source, root, name, node);
    problems.push(...found);
    return part;
  });
  const external = partsOf(inside(root, 'external'), (node): Part<ExternalHost> => {
    const judged = judge(externalHost, source, node);
    problems.push(...problemsOf(judged));
    return { node, ...('data' in judged ? { config: judged.data } : {}) };
  });
  return {
    running: {
      name,
      source,
      cluster,
      root,
      ...('data' in head ? { head: head.data } : {}),
      services,
      external,
    },
    // A text with a value that nothing has is one mistake, whatever else it is not.
    problems:
      unknown.length === 0
        ? problems
        : [
            ...unknown,
            ...problems.filter((problem) => !unknown.some((other) => isAtOnePlace(problem, other))),
          ],
  };
}

function isAtOnePlace(one: Problem, other: Problem): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column;
}

/** An application but for what its services say: they are judged one by one. */
function headOf(root: MapNode): MapNode {
  const entries = entriesOf(root).filter(({ key }) => key !== 'defaults');
  return mapOf(
    root,
    entries.map((entry) =>
      entry.key === 'services' && entry.value.kind === 'map'
        ? { ...entry, value: mapOf(entry.value, entriesOf(entry.value).map(withoutInside)) }
        : entry,
    ),
  );
}

function withoutInside(entry: MapEntry): MapEntry {
  return entry.value.kind === 'map' ? { ...entry, value: mapOf(entry.value, []) } : entry;
}

/** An application's file merged with what bases and a cluster say otherwise, in this order. */
export function mergedApplication(root: TreeNode, layers: readonly TreeNode[]): TreeNode {
  return layers.reduce((tree, layer) => mergeTrees(tree, layer, { keepsNull }), root);
}

/** A service or version that says `null` where its defaults say something has none of it; its own `null` is one for good. */
function keepsNull(path: readonly string[]): boolean {
  const [section, , ...inside] = path;
  return section === 'services' && inside.length > 0;
}

function judge<Type>(schema: Parameters<typeof judgeBySchema<Type>>[0], source: SourceText, root: TreeNode) {
  return judgeBySchema(schema, { source, root, value: plainValue(root), merged: true });
}

function problemsOf(judged: object): readonly Problem[] {
  return 'problems' in judged && Array.isArray(judged.problems) ? judged.problems : [];
}

function partsOf<Read>(
  node: TreeNode | undefined,
  read: (node: MapNode, name: string) => Read,
): ReadonlyMap<string, Read> {
  return new Map(
    entriesOf(node).flatMap(({ key, value }) =>
      value.kind === 'map' ? [[key, read(value, key)] as const] : [],
    ),
  );
}

function valueProblem(
  { source, cluster, values }: NamedApplication,
  path: readonly PropertyKey[],
  span: Parameters<typeof locate>[1],
  name: string | undefined,
  found: string,
): Problem {
  const known = [...values.keys()];
  const { line } = positionOf(cluster, Math.max(0, cluster.text.search(/^values:/m)));
  return locate(source, span, {
    path: pathText(path),
    message: name === undefined ? `a \${ without an end` : 'a value that nothing has',
    found,
    expected: name === undefined ? `\${name}, or $\${ for the text itself` : `one of ${known.join(', ')}`,
    mend:
      name === undefined
        ? `close it with }, or write $\${`
        : `add ${name} under values of ${cluster.file}:${line}, or write $\${ for the text itself`,
  });
}
