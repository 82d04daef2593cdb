import { check } from '../../checks/check';
import type { Finding, FindingPlace, Severity } from '../../checks/finding';
import type { DuplicateKey, Rule } from '../../checks/rule';
import { familyOf } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { schemaFindings } from '../../checks/schema/schema-findings';
import { rankOfPath } from '../../plan/stage';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { declaredScopes, placed, scopeOf } from '../../references/scope';
import type { TextOf } from '../finding-diagnostics';
import type { InputSet } from '../manifests/inputs';

/** What the rules found in all sets. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly objects: number;
  /** Findings that an annotation silenced. */
  readonly ignored: number;
  readonly textOf: TextOf;
}

/** Judges each set by itself. */
export function judge(sets: readonly InputSet[]): Judgement {
  const judged = sets.map(judgeSet);
  const texts = new Map(
    sets.flatMap(({ objects }) => objects.map((object) => [object.manifest, object] as const)),
  );
  return {
    findings: judged.flatMap(({ findings }) => findings),
    objects: texts.size,
    ignored: judged.reduce((sum, { ignored }) => sum + ignored, 0),
    textOf: (object) => texts.get(object),
  };
}

const schemaRules = rules.filter((rule) => familyOf(rule) === 'schema');

function judgeSet(set: InputSet) {
  const manifests = set.objects.map(({ manifest }) => manifest);
  try {
    return checkAll(manifests, set, rules);
  } catch (thrown) {
    const sound = manifests.filter((manifest) => !isMalformed(manifest));
    if (sound.length === manifests.length) throw thrown;
    // A rule may trip over a value of the wrong type, of which the schema has more to say than it would.
    const rest = checkAll(sound, set, rules);
    const malformed = checkAll(manifests.filter(isMalformed), set, schemaRules);
    return { findings: [...malformed.findings, ...rest.findings], ignored: malformed.ignored + rest.ignored };
  }
}

function isMalformed(manifest: Manifest): boolean {
  return schemaFindings(manifest).length > 0;
}

function checkAll(written: readonly Manifest[], set: InputSet, chosen: readonly Rule[]) {
  const { given, engine, roles, open = false } = set;
  const scopes = declaredScopes(written);
  const originals = new Map<Manifest, Manifest>();
  const objects = written.map((object) => {
    const scope = scopeOf(object.apiVersion, object.kind, scopes);
    const stored = placed(object, scope, set.namespace ?? 'default');
    originals.set(stored, object);
    return stored;
  });
  const asWritten = (object: Manifest) => originals.get(object) ?? object;
  const duplicates = new Map<Manifest, readonly DuplicateKey[]>();
  const files = new Map<Manifest, string>();
  for (const { manifest, duplicates: own, source } of set.objects) {
    if (own.length > 0) duplicates.set(manifest, own);
    files.set(manifest, source.file);
  }
  const { findings, ...rest } = check(
    {
      index: buildIndex(objects, { given }),
      given,
      open,
      written: asWritten,
      duplicateKeys: (object) => duplicates.get(asWritten(object)) ?? [],
      // Only the folder of a cluster says what delivers it; its stages are the folders inside.
      ...(engine === undefined
        ? {}
        : { engine, stageOf: (object) => rankOfPath(files.get(asWritten(object)) ?? '') }),
      ...(roles === undefined ? {} : { roles }),
    },
    chosen,
  );
  const placeAsWritten = <T extends FindingPlace>(place: T): T => ({
    ...place,
    object: asWritten(place.object),
  });
  const shown = findings.map((finding): Finding => {
    const { also, ...own } = placeAsWritten(finding);
    return also === undefined ? own : { ...own, also: also.map(placeAsWritten) };
  });
  return { ...rest, findings: shown };
}

/** How many findings there are of each severity, worst first. */
export function counts(findings: readonly { readonly severity: Severity }[]): readonly [Severity, number][] {
  return (['error', 'warning', 'notice'] as const).map((severity) => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
}
