import { check } from '../../checks/check';
import type { Finding, Severity } from '../../checks/finding';
import type { DuplicateKey, Rule } from '../../checks/rule';
import { familyOf } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { schemaFindings } from '../../checks/schema/schema-findings';
import { rankOfPath } from '../../plan/stage';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
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

function checkAll(objects: readonly Manifest[], set: InputSet, chosen: readonly Rule[]) {
  const { given, engine, roles } = set;
  const duplicates = new Map<Manifest, readonly DuplicateKey[]>();
  const files = new Map<Manifest, string>();
  for (const { manifest, duplicates: own, source } of set.objects) {
    if (own.length > 0) duplicates.set(manifest, own);
    files.set(manifest, source.file);
  }
  return check(
    {
      index: buildIndex(objects, { given }),
      given,
      duplicateKeys: (object) => duplicates.get(object) ?? [],
      // Only the folder of a cluster says what delivers it; its stages are the folders inside.
      ...(engine === undefined ? {} : { engine, stageOf: (object) => rankOfPath(files.get(object) ?? '') }),
      ...(roles === undefined ? {} : { roles }),
    },
    chosen,
  );
}

/** How many findings there are of each severity, worst first. */
export function counts(findings: readonly { readonly severity: Severity }[]): readonly [Severity, number][] {
  return (['error', 'warning', 'notice'] as const).map((severity) => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]);
}
