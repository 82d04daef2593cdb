import type { Finding } from '../checks/finding';
import { locate, type Problem, type SourceText, sourceText } from '../config/problem';
import { describe, type Manifest } from '../references/manifest';
import type { Diagnostic } from './render';
import { placeIn } from './yaml-place';

/** The text that an object stands in. */
export interface ObjectText {
  readonly source: SourceText;
  /** Where its document starts and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** JSON pointer of the object in its document, where it is an item of a list. */
  readonly within?: string;
}

/** Finds the text of an object; undefined for one that comes from no text. */
export type TextOf = (object: Manifest) => ObjectText | undefined;

/** Findings as diagnostics that `render` prints, each with its line; texts are read only where there is a finding. */
export function findingDiagnostics(findings: readonly Finding[], textOf: TextOf): Diagnostic[] {
  return findings.map((finding) => {
    const { severity, rule, message, object, path, found, expected, nearest, mend, source } = finding;
    const problem = placeOfFinding(finding, textOf);
    return {
      severity,
      code: rule,
      title: message,
      location:
        problem === undefined ? describe(object) : `${problem.file}:${problem.line}:${problem.column}`,
      // Any line of a Secret may hold its values.
      ...(problem === undefined || problem.excerpt.text === '' || object.kind === 'Secret'
        ? {}
        : { excerpt: { line: problem.line, ...problem.excerpt } }),
      notes: [
        ['object', describe(object)],
        ...(path === '' ? [] : [['path', path] as const]),
        ['found', found],
        ['expected', expected],
        ...(nearest === undefined ? [] : [['nearest', nearest] as const]),
        ['mend', mend],
        ['source', source],
      ],
    };
  });
}

/** Rules that are about a key, whatever its value is. */
const aboutKeys: ReadonlySet<string> = new Set(['schema/unknown-field', 'schema/duplicate-key']);

/** The place of a finding in its object's text: file, line, column and an excerpt. */
export function placeOfFinding({ rule, path, hidden, object }: Finding, textOf: TextOf): Problem | undefined {
  const text = textOf(object);
  if (text === undefined) return undefined;
  const { within = '' } = text;
  // An item of a list is found by its own name, like an object that is a document.
  const pointer = path === '' && within !== '' ? `${within}/metadata/name` : `${within}${path}`;
  const { start, length } = placeIn(text, pointer, aboutKeys.has(rule) ? 'key' : 'value');
  return locate(
    text.source,
    { start, end: start + length },
    { path, message: '', found: '', expected: '', mend: '', ...(hidden === true ? { hidden } : {}) },
  );
}

/**
 * Where each object will stand, for files whose documents are divided by a line of `---`, in the order of the objects.
 *
 * @param objectsOf the objects of each file, by its path
 * @param texts the text of each file, by its path
 * @param folder what the paths are below, such as `dist/us-west-2-app-mesh`
 */
export function textsOf(
  objectsOf: readonly { readonly path: string; readonly objects: readonly Manifest[] }[],
  texts: ReadonlyMap<string, string>,
  folder: string,
): (object: Manifest) => ObjectText | undefined {
  const places = new Map<Manifest, { path: string; position: number }>();
  for (const { path, objects } of objectsOf)
    for (const [position, object] of objects.entries()) places.set(object, { path, position });
  const read = new Map<string, readonly ObjectText[]>();
  return (object) => {
    const place = places.get(object);
    const text = place === undefined ? undefined : texts.get(place.path);
    if (place === undefined || text === undefined) return undefined;
    const documents = read.get(place.path) ?? documentsOf(sourceText(`${folder}/${place.path}`, text));
    read.set(place.path, documents);
    return documents[place.position];
  };
}

function documentsOf(source: SourceText): readonly ObjectText[] {
  const starts = [0, ...[...source.text.matchAll(/^---\n/gm)].map(({ index }) => index + '---\n'.length)];
  return starts.map((start, position) => {
    const next = starts[position + 1];
    return { source, start, end: next === undefined ? source.text.length : next - '---\n'.length };
  });
}
