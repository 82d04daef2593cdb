import { clustersOf, objectsOf } from '../../commands/output-objects';
import { readFolder } from '../../commands/output-texts';
import { diffClusters } from '../../diff/diff';
import { plain } from '../../diff/sentence';
import { describe, type Manifest } from '../../references/manifest';
import { manifests } from '../fixtures/load';
import { referenceOutput } from '../reference/reference';

const output = clustersOf(readFolder(referenceOutput));
const read = new Map<string, readonly Manifest[]>();

/** The objects of a reference cluster, read once. */
export function cluster(name: string): readonly Manifest[] {
  const known = read.get(name);
  if (known !== undefined) return known;
  const files = output.get(name);
  if (files === undefined) throw new Error(`no cluster ${name}`);
  const objects = objectsOf(files, name);
  read.set(name, objects);
  return objects;
}

/** What becomes of an object: new values by JSON pointer, `undefined` to remove; `gone` for the whole of it. */
export type Edits = 'gone' | Readonly<Record<string, unknown>>;

/** The objects with one of them edited, `group/Kind namespace/name`. */
export function edited(objects: readonly Manifest[], object: string, edits: Edits): readonly Manifest[] {
  if (!objects.some((each) => describe(each) === object)) throw new Error(`no object ${object}`);
  return objects.flatMap((each) => {
    if (describe(each) !== object) return [each];
    if (edits === 'gone') return [];
    const copy = structuredClone(each);
    for (const [pointer, value] of Object.entries(edits)) set(copy, pointer, value);
    return [copy];
  });
}

function set(object: object, pointer: string, value: unknown): void {
  const parts = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = parts.pop() ?? '';
  let inner: object = object;
  for (const part of parts) {
    const next: unknown = Reflect.get(inner, part);
    if (typeof next !== 'object' || next === null) throw new Error(`nothing at ${part} of ${pointer}`);
    inner = next;
  }
  if (Array.isArray(inner) && value === undefined) inner.splice(Number(last), 1);
  else if (Array.isArray(inner) && last === '-') inner.push(value);
  else if (value === undefined) Reflect.deleteProperty(inner, last);
  else Reflect.set(inner, last, value);
}

/** A case of the table of risks. */
export interface RiskCase {
  /** What is done, in words. */
  readonly change: string;
  /** A reference cluster's name, or YAML. */
  readonly before: string;
  /** The object that is edited, `group/Kind namespace/name`. */
  readonly object: string;
  readonly edits: Edits;
  /** YAML of objects that come with the change. @default none */
  readonly added?: string;
  /** Every risk, `level sentence [rule]`. */
  readonly risks: readonly string[];
}

/** The risks of a case, as its table writes them. */
export function risksOf({ before, object, edits, added = '' }: Omit<RiskCase, 'risks'>): readonly string[] {
  const objects = before.includes('\n') ? manifests(before) : cluster(before);
  const after = [...edited(objects, object, edits), ...manifests(added)];
  const { risks } = diffClusters(new Map([['one', objects]]), new Map([['one', after]]));
  return risks.map(({ level, sentence, rule }) => `${level} ${plain(sentence)} [${rule}]`);
}
