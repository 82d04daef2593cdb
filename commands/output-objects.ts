import { type Document, parseAllDocuments, visit } from 'yaml';
import { maxTextLength } from '../config/limits';
import { documentGroup } from '../diff/risks/iam';
import { dig, fields, items, text } from '../references/fields';
import { type Manifest, readable } from '../references/manifest';
import { agreedScalar } from './manifests/agreed-scalars';
import { plainDocuments } from './manifests/plain-documents';
import { type OutputTexts, UnreadableOutput } from './output-texts';

/** The files of each cluster of an output; a folder that is one cluster's own has the name `''`. */
export function clustersOf(texts: OutputTexts): ReadonlyMap<string, OutputTexts> {
  const folders = [...texts.keys()].flatMap(
    (path) => /^([^/]+)\/meshwright\.lock\.json$/.exec(path)?.[1] ?? [],
  );
  if (folders.length === 0) return texts.size === 0 ? new Map() : new Map([['', texts]]);
  return new Map(
    folders.map((folder) => [
      folder,
      new Map(
        [...texts]
          .filter(([path]) => path.startsWith(`${folder}/`))
          .map(([path, each]) => [path.slice(folder.length + 1), each]),
      ),
    ]),
  );
}

/**
 * The objects of a cluster's files: Kubernetes objects, the Mesh of Konnect's global control plane, and each role document as an
 * object. What is none of these is kept as a document that the path of its file names.
 *
 * @param where what the paths are below, for errors
 * @throws UnreadableOutput for a file that is not YAML or JSON
 */
export function objectsOf(files: OutputTexts, where: string): readonly Manifest[] {
  return [...files].flatMap(([path, content]) => {
    if (path.endsWith('meshwright.lock.json')) return [];
    return valuesIn(content, `${where}/${path}`).flatMap((value, index) =>
      manifests(value, index === 0 ? path : `${path} (${index + 1})`),
    );
  });
}

/** So deep may aliases of a document refer to each other; generated files have none. */
const mostAliases = 100;

function valuesIn(content: string, where: string): readonly unknown[] {
  return plainDocuments(content, agreedScalar)?.map(({ value }) => value) ?? slowlyIn(content, where);
}

function slowlyIn(content: string, where: string): readonly unknown[] {
  const mend = 'mend the file, or compare what was before it broke';
  try {
    const values: unknown[] = [];
    for (const document of parseAllDocuments(content, { logLevel: 'error' })) {
      const [error] = document.errors;
      if (error !== undefined)
        throw new UnreadableOutput(where, error.message.split('\n')[0] ?? 'not YAML', mend);
      if (content.length > maxTextLength) refuseLongText(document, content, where);
      const value: unknown = readable(document.toJS({ maxAliasCount: mostAliases }));
      if (value !== null && value !== undefined) values.push(value);
    }
    return values;
  } catch (error) {
    if (error instanceof UnreadableOutput) throw error;
    throw new UnreadableOutput(where, error instanceof Error ? error.message : 'not YAML', mend);
  }
}

/** As `check` refuses it. @throws UnreadableOutput for a text that no API server stores */
function refuseLongText(document: Document.Parsed, content: string, where: string): void {
  visit(document, {
    Scalar: (_key, { value, range }) => {
      if (typeof value !== 'string' || value.length <= maxTextLength) return;
      const line = content.slice(0, range?.[0] ?? 0).split('\n').length;
      throw new UnreadableOutput(
        `${where}:${line}`,
        `a text of ${value.length} characters`,
        `shorten it: no API server stores an object of more than ${maxTextLength} bytes`,
      );
    },
  });
}

function manifests(value: unknown, path: string): readonly Manifest[] {
  const list = text(dig(value, 'kind'));
  if (list?.endsWith('List') && Array.isArray(dig(value, 'items'))) {
    const typed =
      list === 'List' ? {} : { apiVersion: dig(value, 'apiVersion'), kind: list.slice(0, -'List'.length) };
    return items(dig(value, 'items')).flatMap((item, index) =>
      manifests({ ...typed, ...fields(item) }, `${path}, item ${index + 1}`),
    );
  }
  if (isManifest(value)) return [value];
  const role = /^iam\/([^/]+)\.(permissions|trust)\.json$/.exec(path);
  if (role !== null) {
    const [, name = '', part] = role;
    const kind = part === 'trust' ? 'RoleTrust' : 'RolePermissions';
    return [{ apiVersion: `${documentGroup}/v1`, kind, metadata: { name }, document: value }];
  }
  const { type, name, ...spec } = fields(value);
  if (typeof type === 'string' && typeof name === 'string') {
    return [{ apiVersion: 'kuma.io/v1alpha1', kind: type, metadata: { name }, spec }];
  }
  return [{ apiVersion: 'meshwright.dev/v1', kind: 'Document', metadata: { name: path }, content: value }];
}

function isManifest(value: unknown): value is Manifest {
  const metadata = dig(value, 'metadata');
  const namespace = dig(metadata, 'namespace');
  return (
    text(dig(value, 'apiVersion')) !== undefined &&
    text(dig(value, 'kind')) !== undefined &&
    text(dig(metadata, 'name')) !== undefined &&
    (namespace === undefined || text(namespace) !== undefined) &&
    ['labels', 'annotations'].every((field) => isTextMap(dig(metadata, field)))
  );
}

function isTextMap(value: unknown): boolean {
  if (value === undefined) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}
