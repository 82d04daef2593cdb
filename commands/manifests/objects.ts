import { once } from '../../checks/per-index';
import type { DuplicateKey } from '../../checks/rule';
import { locate, type Problem, type SourceText } from '../../config/problem';
import { fields, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { push } from '../../references/selector-postings';
import { placeIn } from '../yaml-place';
import { documentsOf, type TextDocument } from './documents';
import { plainDocuments } from './plain-documents';

/** An object that was read, and where it stands. */
export interface ReadObject {
  readonly manifest: Manifest;
  readonly source: SourceText;
  /** Where its document starts and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** JSON pointer of the object in its document: empty unless it is an item of a list. */
  readonly within: string;
  readonly duplicates: readonly DuplicateKey[];
}

/** How strictly a text is read. */
export interface ReadOptions {
  /** Whether a document that is no Kubernetes object is only a notice, as in a folder of all kinds of files. */
  readonly lenient: boolean;
}

/** Kinds that are read by a tool on the user's machine, and never reach a cluster. */
const forTools =
  /^(kustomize\.config\.k8s\.io|skaffold|kind\.x-k8s\.io|kubeadm\.k8s\.io|client\.authentication\.k8s\.io|config\.kubernetes\.io)\//;

/** The objects of a text: one for each document, and the items of every `List`. */
export function* objectsOf(source: SourceText, options: ReadOptions): Generator<ReadObject | Problem> {
  for (const document of plainDocuments(source.text) ?? documentsOf(source)) {
    if ('severity' in document) yield document;
    else yield* unpack(document.value, '', document, source, options);
  }
}

function* unpack(
  value: unknown,
  within: string,
  document: TextDocument,
  source: SourceText,
  options: ReadOptions,
): Generator<ReadObject | Problem> {
  const map = fields(value);
  const list = map.items;
  if (typeof map.kind === 'string' && map.kind.endsWith('List') && Array.isArray(list)) {
    const kind = map.kind.slice(0, -'List'.length);
    for (const [index, item] of items(list).entries()) {
      // The items of a typed list, such as a ConfigMapList, need not say what they are.
      const typed = kind === '' ? item : { apiVersion: map.apiVersion, kind, ...fields(item) };
      yield* unpack(typed, `${within}/items/${index}`, document, source, options);
    }
    return;
  }
  const manifest = asManifest(value);
  if (typeof manifest === 'string') {
    if (options.lenient || !forTools.test(String(map.apiVersion)))
      yield notAnObject(manifest, value, within, document, source, options);
    return;
  }
  const { start, end } = document;
  const own = within === '' ? document.duplicates : (duplicatesByItem(document).get(within) ?? []);
  const duplicates = own.map(({ path, key }) => ({ path: path.slice(within.length), key }));
  yield { manifest, source, start, end, within, duplicates };
}

/** A map with a field; an empty one where the field is null. */
function given(key: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === null || value === undefined ? {} : { [key]: value };
}

/** Keys that a document has twice, by each item of a list that they are in: `/items/3`, `/items/3/items/0`. */
const duplicatesByItem = once((document: TextDocument): ReadonlyMap<string, readonly DuplicateKey[]> => {
  const found = new Map<string, DuplicateKey[]>();
  for (const duplicate of document.duplicates) {
    const parts = duplicate.path.split('/');
    for (let end = 3; end < parts.length && parts[end - 2] === 'items'; end += 2)
      push(found, parts.slice(0, end).join('/'), duplicate);
  }
  return found;
});

/** The value as an object with a kind and a name, or what it lacks. */
function asManifest(value: unknown): Manifest | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'a map with apiVersion, kind and metadata';
  const { apiVersion, kind, metadata, ...rest } = fields(value);
  if (typeof apiVersion !== 'string' || apiVersion === '') return 'apiVersion, such as v1';
  if (typeof kind !== 'string' || kind === '') return 'kind, such as Service';
  const { name, namespace, labels, annotations, ...others } = fields(metadata);
  // Written as null they are as good as not there, for the API server too.
  const more = { ...others, ...given('labels', labels), ...given('annotations', annotations) };
  if (typeof name !== 'string' || name === '') return 'metadata.name';
  if (namespace === undefined || namespace === null)
    return { apiVersion, kind, metadata: { name, ...more }, ...rest };
  if (typeof namespace !== 'string') return 'a metadata.namespace that is text';
  return { apiVersion, kind, metadata: { name, namespace, ...more }, ...rest };
}

function notAnObject(
  missing: string,
  value: unknown,
  within: string,
  document: TextDocument,
  source: SourceText,
  { lenient }: ReadOptions,
): Problem {
  const { apiVersion, kind } = fields(value);
  const forTool = forTools.test(String(apiVersion));
  const { start, length } = placeIn(
    { source, start: document.start, end: document.end },
    within === '' ? '/kind' : within,
  );
  const keys = Object.keys(fields(value)).slice(0, 6).join(', ');
  return locate(
    source,
    { start, end: start + length },
    {
      severity: lenient || forTool ? 'notice' : 'error',
      path: within,
      message: 'not a Kubernetes object',
      found:
        typeof kind === 'string'
          ? `a ${kind} without ${missing}`
          : keys === ''
            ? 'a value'
            : `a map with ${keys}`,
      expected: missing,
      mend: forTool
        ? 'check what the tool makes of it instead: `kustomize build . | meshwright check -`'
        : 'add it, or leave the file out; it was not checked',
    },
  );
}
