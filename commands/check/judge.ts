import type { Finding, Severity } from '../../checks/finding';
import type { Rule } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { idOf, keyOf } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { TextOf } from '../finding-diagnostics';
import type { InputSet } from '../manifests/inputs';
import type { ReadObject } from '../manifests/objects';
import { type Asked, judgeSet } from './judge-set';
import { isRequirement, type StoredSet, storedSet } from './stored-set';

/** A finding, and the set that it was found in. */
export interface SetFinding extends Finding {
  /** Name of the set; empty for what was named file by file. */
  readonly set: string;
}

/** What the rules found in all sets. */
export interface Judgement {
  readonly findings: readonly SetFinding[];
  readonly objects: number;
  /** Findings that an annotation silenced. */
  readonly ignored: number;
  readonly textOf: TextOf;
  /** Words of `given` that some object needed. */
  readonly needed: ReadonlySet<string>;
}

/** How sets are judged. */
export interface JudgeOptions {
  /** The rules that are tried. @default all of them */
  readonly chosen?: readonly Rule[];
  /** Rules that are asked for besides, as `--profile`. @default none */
  readonly profiles?: readonly string[];
  /** What the clusters run, by component. @default what the schemas are of */
  readonly versions?: ReadonlyMap<string, string>;
}

/** What the rules found in one set. */
export interface JudgedSet {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Findings that an annotation silenced. */
  readonly ignored: number;
  /** Where each object is: at one place there is one, however many sets have it. */
  readonly places: readonly string[];
  /** The texts of its objects; those of objects without a finding may be left out. */
  readonly texts: ReadonlyMap<Manifest, ReadObject>;
}

/** Judges each set by itself. What is equal at one place of a text, which several sets share, is found once. */
export function judge(sets: readonly InputSet[], options: JudgeOptions = {}): Judgement {
  const needed = new Set<string>();
  return joined(judgedSets(sets, options, needed).judged, needed);
}

/**
 * Judges each set by itself.
 *
 * @param needed gets the words of `given` that some object needed
 * @param others keys of the objects of further sets, which are judged elsewhere at the same time. @default there is none
 * @returns what was found in each, and the keys of all their objects
 */
export function judgedSets(
  sets: readonly InputSet[],
  options: JudgeOptions,
  needed: Set<string>,
  others?: ReadonlySet<string>,
): { readonly judged: readonly JudgedSet[]; readonly keys: () => ReadonlySet<string> } {
  const { chosen = rules } = options;
  const shares = sets.length > 1 || others !== undefined;
  const asRead = sets.map((set) => storedSet(set, shares));
  // What others' workloads have to carry is asked of every set, and part of none.
  const required = asRead.flatMap(({ objects }) => objects.filter(isRequirement));
  const stored =
    required.length === 0
      ? asRead
      : asRead.map((set) => ({ ...set, objects: set.objects.filter((object) => !isRequirement(object)) }));
  const asked: Asked = { ...options, needed, required };
  const keys = keysOf(stored);
  const elsewhere = (key: string) => others?.has(key) === true || keys().has(key);
  const judged = stored.map((one): JudgedSet => {
    const { name = '', objects } = one.set;
    const texts = new Map(objects.map((object) => [object.manifest, object]));
    const found = judgeSet(one, shares ? elsewhere : undefined, chosen, asked);
    return { name, ...found, places: objects.map(placeOf), texts };
  });
  return { judged, keys };
}

/** All sets as one judgement. */
export function joined(judged: readonly JudgedSet[], needed: ReadonlySet<string>): Judgement {
  const texts = new Map(judged.flatMap((set) => [...set.texts]));
  const seen = new Set<string>();
  const findings: SetFinding[] = [];
  for (const { name, findings: found } of judged) {
    for (const finding of found) {
      const text = texts.get(finding.object);
      const place = text === undefined ? finding.object.metadata.name : placeOf(text);
      const key = `${place} ${finding.rule} ${finding.path} ${finding.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      findings.push({ ...finding, set: name });
    }
  }
  return {
    findings,
    objects: new Set(judged.flatMap(({ places }) => places)).size,
    ignored: judged.reduce((sum, { ignored }) => sum + ignored, 0),
    textOf: (object) => texts.get(object),
    needed,
  };
}

/** Where an object is: its file, its place there, and its name. */
function placeOf({ source, start, within, manifest }: ReadObject): string {
  return `${source.file} ${start} ${within} ${manifest.metadata.name}`;
}

/** Keys of all objects, by which objects of one set find those of another: made when the first one is asked for, for few sets do. */
function keysOf(stored: readonly StoredSet[]): () => ReadonlySet<string> {
  let keys: ReadonlySet<string> | undefined;
  return () => {
    keys ??= new Set(stored.flatMap(({ objects }) => objects.map((object) => keyOf(idOf(object)))));
    return keys;
  };
}

/** How many findings there are of each severity, worst first. */
export function counts(findings: readonly { readonly severity: Severity }[]): readonly [Severity, number][] {
  return (['error', 'warning', 'notice'] as const).map((severity) => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
}
