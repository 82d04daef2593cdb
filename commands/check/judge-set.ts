import { check } from '../../checks/check';
import type { Finding, FindingPlace } from '../../checks/finding';
import { once } from '../../checks/per-index';
import type { DuplicateKey, Rule } from '../../checks/rule';
import { familyOf } from '../../checks/rule';
import { rules } from '../../checks/rules';
import { schemaFindings } from '../../checks/schema/schema-findings';
import type { SourceText } from '../../config/problem';
import { rankOfPath } from '../../plan/stage';
import { keyOf } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import type { JudgeOptions } from './judge';
import type { StoredSet } from './stored-set';

const schemaRules = rules.filter((rule) => familyOf(rule) === 'schema');

/** Whether an object is in some set; undefined where there is only one. */
export type Elsewhere = ((key: string) => boolean) | undefined;

/** What is asked of every set. */
export interface Asked extends JudgeOptions {
  readonly needed: Set<string>;
  readonly required: readonly Manifest[];
}

/** What the rules find in one set; its findings are of the objects as they are written. */
export function judgeSet(
  set: StoredSet,
  elsewhere: Elsewhere,
  chosen: readonly Rule[],
  asked: Asked,
): { readonly findings: readonly Finding[]; readonly ignored: number } {
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

/** The stage that a file is delivered in. */
const stageOfFile = once(({ file }: SourceText) => rankOfPath(file));

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
  const stageOf = (object: Manifest) => {
    const source = read.get(object)?.source;
    return source && stageOfFile(source);
  };
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
      ...(engine === undefined ? {} : { engine, stageOf }),
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
