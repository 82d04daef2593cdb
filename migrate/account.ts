import { pointer } from '../references/fields';
import { groupOf } from '../references/manifest';
import type { InputDocument } from './document';
import type { FieldEntry, LeaveFinding, Verdict } from './result';

/** What became of a field, before it is known which. */
export type Fate = Pick<FieldEntry, 'to' | 'reason' | 'upstream'> & { readonly verdict: Verdict };

/** Whether an object is App Mesh's. */
export function isOfAppMesh({ manifest }: InputDocument): boolean {
  return groupOf(manifest.apiVersion) === 'appmesh.k8s.aws';
}

/** `namespace/name`, or the name alone. */
export function nameOf({ manifest: { metadata } }: Pick<InputDocument, 'manifest'>): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

/** Leaves of a value: what is neither a map nor a list, or an empty one. */
export function* leavesOf(value: unknown, at = ''): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield at;
    return;
  }
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  if (entries.length === 0) yield at;
  for (const [key, each] of entries) yield* leavesOf(each, `${at}${pointer(key)}`);
}

/**
 * The account of every field of every App Mesh object. Each leaf is entered once: what is said first stands, so a special
 * case is told before the general one, and what nobody speaks of is told as unknown at the end.
 */
export class Account {
  private readonly fates = new Map<InputDocument, Map<string, Fate | undefined>>();
  private readonly found: LeaveFinding[] = [];

  constructor(documents: readonly InputDocument[]) {
    for (const document of documents.filter(isOfAppMesh)) {
      const fates = new Map<string, Fate | undefined>();
      for (const leaf of leavesOf(document.manifest)) fates.set(leaf, undefined);
      this.fates.set(document, fates);
    }
  }

  /** Enters all leaves at and below a field that nothing was said of. */
  enter(document: InputDocument, field: string, fate: Fate): void {
    const fates = this.fates.get(document);
    if (fates === undefined) return;
    for (const [leaf, said] of fates)
      if (said === undefined && (leaf === field || leaf.startsWith(`${field}/`))) fates.set(leaf, fate);
  }

  kept(document: InputDocument, field: string, object: string, at?: string): void {
    this.enter(document, field, {
      verdict: 'kept',
      to: at === undefined ? { object } : { object, field: at },
    });
  }

  changed(document: InputDocument, field: string, reason: string, object?: string, at?: string): void {
    const to = object === undefined ? {} : { to: at === undefined ? { object } : { object, field: at } };
    this.enter(document, field, { verdict: 'changed', reason, ...to });
  }

  lost(document: InputDocument, field: string, reason: string, upstream: string): void {
    this.enter(document, field, { verdict: 'lost', reason, upstream });
  }

  ignored(document: InputDocument, field: string, reason: string): void {
    this.enter(document, field, { verdict: 'ignored', reason });
  }

  /** Enters why nothing can be written. */
  finding(
    document: InputDocument,
    field: string,
    finding: Pick<LeaveFinding, 'message' | 'found' | 'expected' | 'mend'>,
  ): void {
    this.found.push({
      object: `${document.manifest.kind} ${nameOf(document)}`,
      field,
      file: document.file,
      line: document.lineOf(field),
      ...finding,
    });
  }

  get findings(): readonly LeaveFinding[] {
    return this.found;
  }

  /** All leaves, in the order of the input. */
  entries(): readonly FieldEntry[] {
    return [...this.fates].flatMap(([document, fates]) =>
      [...fates].map(([field, fate]): FieldEntry => {
        return {
          kind: document.manifest.kind,
          object: nameOf(document),
          field,
          file: document.file,
          // Looked up when it is asked for: it takes a second look at the file's text.
          get line() {
            return document.lineOf(field);
          },
          ...(fate ?? unknown),
        };
      }),
    );
  }
}

const unknown: Fate = {
  verdict: 'ignored',
  reason: 'App Mesh has no such field: its API server drops it, and nothing reads it',
  upstream: 'aws-app-mesh-controller-for-k8s config/crd/bases',
};
