import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { positionOf } from '../../config/problem';
import type { InputDocument } from '../../migrate/document';
import { pointer } from '../../references/fields';
import { describe } from '../../references/manifest';
import type { Inputs } from '../manifests/inputs';
import type { ReadObject } from '../manifests/objects';

/** The objects that were read, each once, and what is to be said of those that stand there twice. */
export interface ReadDocuments {
  readonly documents: readonly InputDocument[];
  readonly notices: readonly string[];
}

/**
 * All objects of all sets as one: the stages of a pipeline are one mesh after the other, so the last object of a name is
 * the one that counts.
 */
export function documentsOf({ sets }: Inputs): ReadDocuments {
  const byName = new Map<string, { readonly read: ReadObject; readonly document: InputDocument }>();
  const notices: string[] = [];
  for (const { objects, namespace } of sets)
    for (const read of objects) {
      const key = `${describe(read.manifest)} ${namespace ?? ''}`;
      const found = byName.get(key);
      if (found?.read.manifest === read.manifest) continue;
      const document = documentOf(read);
      if (found !== undefined && JSON.stringify(found.read.manifest) !== JSON.stringify(read.manifest))
        notices.push(
          `${describe(read.manifest)} stands in ${place(found.document)} and in ${place(document)}: the last one counts`,
        );
      // The last one counts at its own place.
      byName.delete(key);
      byName.set(key, { read, document });
    }
  return { documents: [...byName.values()].map(({ document }) => document), notices };
}

function place(document: InputDocument): string {
  return `${document.file}:${document.lineOf('/kind')}`;
}

function documentOf(read: ReadObject): InputDocument {
  let lines: ReadonlyMap<string, number> | undefined;
  return {
    manifest: read.manifest,
    file: read.source.file,
    lineOf: (at) => {
      lines ??= linesOf(read);
      for (let path = at; ; path = path.slice(0, path.lastIndexOf('/'))) {
        const line = lines.get(path);
        if (line !== undefined) return line;
        if (path === '') return positionOf(read.source, read.start).line;
      }
    },
  };
}

/** The line of every field of an object. */
function linesOf({ source, start, end, within }: ReadObject): ReadonlyMap<string, number> {
  const document = parseDocument(source.text.slice(start, end), {
    schema: 'failsafe',
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const lines = new Map<string, number>();
  const enter = (path: string, node: unknown) => {
    if (!(isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) || !node.range) return;
    const own = path.startsWith(within) ? path.slice(within.length) : undefined;
    if (own === undefined || (own !== '' && !own.startsWith('/'))) return;
    lines.set(own, positionOf(source, start + node.range[0]).line);
  };
  const walk = (node: unknown, path: string): void => {
    const value = isAlias(node) ? node.resolve(document) : node;
    if (isMap(value))
      for (const { key, value: each } of value.items) {
        if (!isScalar(key)) continue;
        const at = `${path}${pointer(key.source ?? String(key.value))}`;
        enter(at, isScalar(each) || isAlias(each) ? each : key);
        walk(each, at);
      }
    if (isSeq(value))
      for (const [i, each] of value.items.entries()) {
        enter(`${path}/${i}`, each);
        walk(each, `${path}/${i}`);
      }
  };
  enter('', document.contents);
  walk(document.contents, '');
  return lines;
}
