import { credentialsInObject } from '../credentials/in-object';
import { withoutCredentials } from '../credentials/shown';
import { oneLine } from '../references/printable';
import { overrides } from './application/cluster';
import { mergedApplication } from './application/judge';
import { layeredCluster } from './cluster-layers';
import { type InputFile, type Library, treeFile } from './library';
import { mapOf } from './merge';
import { type Problem, positionOf, type Span } from './problem';
import { asScalar } from './scalar-text';
import { type MapEntry, placeOf, plainValue, type TreeNode } from './yaml-tree';

/** A cluster's file as it is meant, or what keeps it from being read. */
export type Explained = { readonly text: string } | { readonly problems: readonly Problem[] };

/**
 * A cluster's file merged with its bases, and each application of it with what is changed of it, as YAML with the file and
 * line that each value comes from, and without credentials, which synth refuses and this does not.
 *
 * @param path the part that is asked for, such as `['applications', 'dj']`; empty for all of it
 */
export function explainCluster(file: InputFile, library: Library, path: readonly string[]): Explained {
  const own = treeFile(file);
  if ('problems' in own) return own;
  const { layers, root, problems } = layeredCluster(own, library);
  const wrong: Problem[] = [...problems];
  const applications = overrides(layers.map((layer) => placeOf(layer.root, ['applications']).node));
  const entries = [...applications].flatMap(([name, changes]): MapEntry[] => {
    const source = library.application(name);
    const [first] = changes;
    if (source === undefined || first === undefined) return [];
    if ('problems' in source) {
      wrong.push(...source.problems);
      return [];
    }
    const layersOf = changes.map(({ value }) => value);
    return [{ key: name, keySpan: first.keySpan, value: mergedApplication(source.root, layersOf) }];
  });
  if (wrong.length > 0) return { problems: wrong };
  const whole =
    root.kind === 'map'
      ? mapOf(
          root,
          [...root.entries.values()].map((entry) =>
            entry.key === 'applications' ? { ...entry, value: mapOf(entry.value, entries) } : entry,
          ),
        )
      : root;
  const { node } = placeOf(
    whole,
    path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  );
  if (node === undefined) return { text: '' };
  const known = credentialsInObject(plainValue(whole)).flatMap(({ text, start, end }) => [
    text,
    text.slice(start, end),
  ]);
  const lines = linesOf(node, '').map(({ text, origin }) => ({
    text: oneLine(withoutCredentials(text, known)),
    origin: oneLine(origin),
  }));
  return { text: aligned(lines) };
}

interface Line {
  readonly text: string;
  /** `clusters/dev.yaml:7`, or nothing for a line that only holds others. */
  readonly origin: string;
}

function linesOf(node: TreeNode, indent: string): readonly Line[] {
  if (node.kind === 'map') {
    return [...node.entries.values()].flatMap(({ key, keySpan, value }) =>
      under(`${indent}${asScalar(key)}:`, value, keySpan, `${indent}  `),
    );
  }
  if (node.kind === 'list')
    return node.items.flatMap((item) => under(`${indent}-`, item, item, `${indent}  `));
  return [{ text: `${indent}${shown(node)}`, origin: originOf(node) }];
}

function under(head: string, value: TreeNode, place: Span, indent: string): readonly Line[] {
  const isEmpty =
    value.kind === 'map' ? value.entries.size === 0 : value.kind === 'list' && value.items.length === 0;
  if (value.kind === 'scalar' || isEmpty) {
    return [{ text: `${head} ${shown(value)}`, origin: originOf(value.start === value.end ? place : value) }];
  }
  return [{ text: head, origin: originOf(place) }, ...linesOf(value, indent)];
}

function shown(node: TreeNode): string {
  if (node.kind === 'map') return '{}';
  if (node.kind === 'list') return '[]';
  return typeof node.value === 'string' ? JSON.stringify(node.value) : String(node.value);
}

function originOf({ origin, start }: Span): string {
  return origin === undefined ? '' : `${origin.source.file}:${positionOf(origin.source, start).line}`;
}

/** The lines with their origins as comments, one below the other. */
function aligned(lines: readonly Line[]): string {
  const width = Math.min(60, Math.max(0, ...lines.map(({ text }) => text.length)));
  return lines
    .map(({ text, origin }) => (origin === '' ? text : `${text.padEnd(width)}  # ${origin}`))
    .map((line) => `${line}\n`)
    .join('');
}
