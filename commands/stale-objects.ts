import { isDeepStrictEqual } from 'node:util';
import { type Document, parseAllDocuments } from 'yaml';
import type { StaleFile } from '../output/publish-types';

/** How an object of a file differs between two versions of the file. */
export interface ObjectChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** `Kind namespace/name`, or a number where an object has no name. */
  readonly object: string;
}

/**
 * The objects that differ between the two texts of a file, in the order of the new text and then of the old; none for a
 * file that is not YAML, or if the objects are the same and only written differently.
 */
export function staleObjects({
  path,
  before,
  after,
}: Pick<StaleFile, 'path' | 'before' | 'after'>): ObjectChange[] {
  if (!path.endsWith('.yaml')) return [];
  const old = objectsIn(before);
  const changes: ObjectChange[] = [];
  for (const [object, value] of objectsIn(after)) {
    if (!old.has(object)) changes.push({ change: 'added', object });
    else if (!isDeepStrictEqual(old.get(object), value)) changes.push({ change: 'changed', object });
    old.delete(object);
  }
  for (const object of old.keys()) changes.push({ change: 'removed', object });
  return changes;
}

function objectsIn(text: string | undefined): Map<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const [index, document] of parseAllDocuments(text ?? '', { logLevel: 'error' }).entries()) {
    const value = valueIn(document);
    if (value !== null && value !== undefined) objects.set(nameOf(value) ?? `document ${index + 1}`, value);
  }
  return objects;
}

/** A document's value; what a person made of the file need not be one, nor a small one. */
function valueIn(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return String(error);
  }
}

function nameOf(value: unknown): string | undefined {
  const kind = textAt(value, 'kind');
  const metadata = fieldOf(value, 'metadata');
  const name = textAt(metadata, 'name') ?? textAt(value, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const group = textAt(value, 'apiVersion')?.split('/').slice(0, -1).join('/') ?? '';
  const namespace = textAt(metadata, 'namespace');
  return `${group === '' ? '' : `${group}/`}${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === field)?.[1];
}

function textAt(value: unknown, field: string): string | undefined {
  const text = fieldOf(value, field);
  return typeof text === 'string' ? text : undefined;
}
