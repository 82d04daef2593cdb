import { type Document, isMap, isScalar, parseDocument, type ToStringOptions } from 'yaml';
import { Failure } from './failure';

/** One change of a cluster file: a dotted path, what was there (undefined: nothing) and what is there now. */
export interface ClusterFileChange {
  readonly path: string;
  readonly from: string | undefined;
  readonly to: string;
}

/** Top-level fields in the order in which cluster files have them. */
const order = ['aws', 'delivery', 'mesh', 'gateway', 'given', 'helm', 'patches', 'applications'];

const styles: readonly ToStringOptions[] = [true, false].flatMap((flowCollectionPadding) =>
  [2, 4].flatMap((indent) =>
    [true, false].map((indentSeq) => ({ lineWidth: 0, flowCollectionPadding, indent, indentSeq })),
  ),
);

/**
 * A cluster file that is edited in place: comments, order and the way it is written stay. What it does not say is read from its
 * bases, and what is new is written into the file itself.
 */
export class ClusterFile {
  readonly #document: Document;
  readonly changes: ClusterFileChange[] = [];

  /**
   * @param bases what the bases of the file say together
   * @throws Failure when the text is no YAML mapping
   */
  constructor(
    readonly path: string,
    private readonly original: string,
    private readonly bases: unknown = {},
  ) {
    this.#document = parseDocument(original);
    const [error] = this.#document.errors;
    if (error !== undefined) throw new Failure(`${path} is no YAML: ${error.message}`);
    if (!isMap(this.#document.contents))
      throw new Failure(`${path} is not a mapping of fields: expected aws:, mesh:, ...`);
  }

  /** A field as text; undefined when it is absent or empty, in the file and in its bases. */
  text(...path: string[]): string | undefined {
    const value = this.data(...path);
    if (typeof value === 'object' || value === undefined || value === '') return undefined;
    return String(value);
  }

  /** A field as plain data. */
  data(...path: string[]): unknown {
    const merged = mergePatch(this.bases, this.#document.toJS());
    return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), merged);
  }

  /**
   * Sets a field to a text, and makes the mappings around it where they are missing.
   *
   * @throws Failure when a field around it is a text or a list
   */
  set(path: readonly string[], value: string): void {
    const before = this.text(...path);
    if (before === value) return;
    this.#dropEmpty(path);
    const node = this.#document.getIn(path, true);
    if (isScalar(node)) node.value = value;
    else {
      this.#makeRoom(path[0] ?? '');
      try {
        this.#document.setIn(path, value);
      } catch {
        throw new Failure(
          `${this.path}: cannot write ${path.join('.')}: a field around it holds no mapping.`,
        );
      }
    }
    this.changes.push({ path: path.join('.'), from: before, to: value });
  }

  /** The same changes on the text that the file has now, when somebody else wrote it meanwhile. */
  onto(text: string): ClusterFile {
    const file = new ClusterFile(this.path, text, this.bases);
    for (const { path, to } of this.changes) file.set(path.split('.'), to);
    return file;
  }

  /** The file's text after the changes; the original text, byte for byte, when there were none. */
  toString(): string {
    return this.changes.length === 0 ? this.original : this.#document.toString(styleOf(this.original));
  }

  /** Takes away fields around the path that are there without a value (`mesh:`), so that a mapping can be made. */
  #dropEmpty(path: readonly string[]): void {
    for (let length = 1; length < path.length; length += 1) {
      const around = path.slice(0, length);
      const node = this.#document.getIn(around, true);
      if (isScalar(node) && node.value === null) this.#document.deleteIn(around);
    }
  }

  /** Puts a missing top-level field where cluster files have it, rather than at the end. */
  #makeRoom(field: string): void {
    const { contents } = this.#document;
    if (!isMap(contents) || contents.has(field)) return;
    const later = order.slice(order.indexOf(field) + 1);
    const at = contents.items.findIndex(({ key }) =>
      later.includes(isScalar(key) ? String(key.value) : String(key)),
    );
    contents.items.splice(at < 0 ? contents.items.length : at, 0, this.#document.createPair(field, {}));
  }
}

/** The way of writing that leaves most lines of a text as they are. */
function styleOf(text: string): ToStringOptions {
  const document = parseDocument(text);
  const lines = new Set(text.split('\n'));
  const kept = styles.map((style) => {
    const written = document.toString(style).split('\n');
    return { style, count: written.filter((line) => lines.has(line)).length };
  });
  return kept.reduce((best, each) => (each.count > best.count ? each : best)).style;
}

/** A value changed by another as RFC 7396 has it. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
