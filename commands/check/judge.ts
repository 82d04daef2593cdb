import { check } from '../../checks/check';
import type { Finding, FindingPlace, Severity } from '../../checks/finding';
import type { DuplicateKey, Rule } from '../../checks/rule';
import { familyOf } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { kustomizeGroup } from '../../checks/rules/kong-mesh/existing-workload';
import { schemaFindings } from '../../checks/schema/schema-findings';
import { rankOfPath } from '../../plan/stage';
import { idOf, keyOf } from '../../references/identity';
import { groupOf, type Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { declaredScopes, placed, scopeOf } from '../../references/scope';
import { sharedObjects } from '../../references/shared-objects';
import type { TextOf } from '../finding-diagnostics';
import type { InputSet } from '../manifests/inputs';
import type { ReadObject } from '../manifests/objects';

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

/** Judges each set by itself. What is equal at one place of a text, which several sets share, is found once. */
export function judge(sets: readonly InputSet[], options: JudgeOptions = {}): Judgement {
  const { chosen = rules } = options;
  const needed = new Set<string>();
  const asRead = sets.map((set) => storedSet(set, sets.length > 1));
  // What others' workloads have to carry is asked of every set, and part of none.
  const required = asRead.flatMap(({ objects }) => objects.filter(isRequirement));
  const stored =
    required.length === 0
      ? asRead
      : asRead.map((set) => ({ ...set, objects: set.objects.filter((object) => !isRequirement(object)) }));
  const asked: Asked = { ...options, needed, required };
  const elsewhere = knownElsewhere(stored);
  const texts = new Map(
    sets.flatMap(({ objects }) => objects.map((object) => [object.manifest, object] as const)),
  );
  const seen = new Set<string>();
  const findings: SetFinding[] = [];
  let ignored = 0;
  for (const set of stored) {
    const judged = judgeSet(set, elsewhere, chosen, asked);
    ignored += judged.ignored;
    for (const finding of judged.findings) {
      const text = texts.get(finding.object);
      const place = `${text?.source.file} ${text?.start} ${text?.within} ${finding.object.metadata.name}`;
      const key = `${place} ${finding.rule} ${finding.path} ${finding.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      findings.push({ ...finding, set: set.set.name ?? '' });
    }
  }
  const places = new Set(
    [...texts.values()].map(
      ({ source, start, within, manifest }) => `${source.file} ${start} ${within} ${manifest.metadata.name}`,
    ),
  );
  return { findings, objects: places.size, ignored, textOf: (object) => texts.get(object), needed };
}

/** A set, and its objects as the API server would store them. */
interface StoredSet {
  readonly set: InputSet;
  readonly objects: readonly Manifest[];
  /** What each of them is in the text. */
  readonly read: ReadonlyMap<Manifest, ReadObject>;
}

/** @param shares whether other sets may have the same objects, as the clusters of a fleet do: what is found of one alone is then known */
function storedSet(set: InputSet, shares: boolean): StoredSet {
  const scopes = declaredScopes(set.objects.map(({ manifest }) => manifest));
  const stored = set.objects.map(({ manifest }) =>
    settled(
      placed(manifest, scopeOf(manifest.apiVersion, manifest.kind, scopes), set.namespace ?? 'default'),
    ),
  );
  // A requirement is told at its own place to sets that it is no part of.
  const objects = shares && !stored.some(isRequirement) ? sharedObjects(stored) : stored;
  return {
    set,
    objects,
    read: new Map(set.objects.map((object, at) => [objects[at] ?? object.manifest, object])),
  };
}

/**
 * An object without what is as good as not there: labels and annotations that are null, and the field that SOPS adds, which
 * whoever delivers the object takes away.
 */
function settled(object: Manifest): Manifest {
  const { labels, annotations } = object.metadata;
  const { metadata, sops, data, stringData, ...rest } = object;
  const bare = Object.fromEntries(
    Object.entries(metadata).filter(
      ([key, value]) => value !== null || (key !== 'labels' && key !== 'annotations'),
    ),
  );
  const isEncrypted = typeof sops === 'object' && sops !== null;
  if (!isEncrypted && labels !== null && annotations !== null) return object;
  const own = {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { ...bare, name: metadata.name },
  };
  // Encrypted values are no longer secret, and not yet what they stand for.
  if (isEncrypted) return own;
  return {
    ...own,
    ...(data === undefined ? {} : { data }),
    ...(stringData === undefined ? {} : { stringData }),
  };
}

/** Whether an object is in some set. */
function knownElsewhere(sets: readonly StoredSet[]): ((key: string) => boolean) | undefined {
  if (sets.length < 2) return undefined;
  const keys = new Set(sets.flatMap(({ objects }) => objects.map((object) => keyOf(idOf(object)))));
  return (key) => keys.has(key);
}

const schemaRules = rules.filter((rule) => familyOf(rule) === 'schema');

type Elsewhere = ReturnType<typeof knownElsewhere>;

interface Asked extends JudgeOptions {
  readonly needed: Set<string>;
  readonly required: readonly Manifest[];
}

function isRequirement({ apiVersion, kind }: Manifest): boolean {
  return groupOf(apiVersion) === kustomizeGroup && kind === 'Component';
}

function judgeSet(set: StoredSet, elsewhere: Elsewhere, chosen: readonly Rule[], asked: Asked) {
  const { objects } = set;
  try {
    return checkAll(objects, set, elsewhere, chosen, asked);
  } catch (thrown) {
    const sound = objects.filter((manifest) => !isMalformed(manifest));
    if (sound.length === objects.length) throw thrown;
    // A rule may trip over a value of the wrong type, of which the schema has more to say than it would.
    const rest = checkAll(sound, set, elsewhere, chosen, asked);
    const ofSchema = schemaRules.filter((rule) => chosen.includes(rule));
    const malformed = checkAll(objects.filter(isMalformed), set, elsewhere, ofSchema, asked);
    return { findings: [...malformed.findings, ...rest.findings], ignored: malformed.ignored + rest.ignored };
  }
}

function isMalformed(manifest: Manifest): boolean {
  return schemaFindings(manifest).length > 0;
}

const none: readonly DuplicateKey[] = [];

/** What patches that were not applied may mend. */
const incomplete: ReadonlySet<string> = new Set([
  'delivery/no-remediation',
  'schema/alternative',
  'schema/missing-field',
]);

function checkAll(
  objects: readonly Manifest[],
  { set, read }: StoredSet,
  elsewhere: Elsewhere,
  chosen: readonly Rule[],
  { needed, required, profiles, versions }: Asked,
) {
  const { given, engine, roles, open = false, unpatched = false, variables } = set;
  const fileOf = (object: Manifest) => read.get(object)?.source.file ?? '';
  const asWritten = (object: Manifest) => read.get(object)?.manifest ?? object;
  const { findings, ignored } = check(
    {
      index: buildIndex(objects, { given, needed }),
      given,
      open,
      written: asWritten,
      ...(required.length === 0 ? {} : { required }),
      ...(variables === undefined ? {} : { variables }),
      ...(profiles === undefined ? {} : { profiles }),
      ...(versions === undefined ? {} : { versions }),
      duplicateKeys: (object) => read.get(object)?.duplicates ?? none,
      ...(elsewhere === undefined ? {} : { elsewhere: (id) => elsewhere(keyOf(id)) }),
      // Only the folder of a cluster says what delivers it; its stages are the folders inside.
      ...(engine === undefined ? {} : { engine, stageOf: (object) => rankOfPath(fileOf(object)) }),
      ...(roles === undefined ? {} : { roles }),
    },
    chosen,
  );
  const placeAsWritten = <T extends FindingPlace>(place: T): T => ({
    ...place,
    object: asWritten(place.object),
  });
  const kept = findings.filter(({ rule }) => !unpatched || !incomplete.has(rule));
  const shown = kept.map((finding): Finding => {
    const { also, ...own } = placeAsWritten(finding);
    return also === undefined ? own : { ...own, also: also.map(placeAsWritten) };
  });
  return { findings: shown, ignored };
}

/** How many findings there are of each severity, worst first. */
export function counts(findings: readonly { readonly severity: Severity }[]): readonly [Severity, number][] {
  return (['error', 'warning', 'notice'] as const).map((severity) => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
}
