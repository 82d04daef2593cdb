import { check } from '../../checks/check';
import type { Finding } from '../../checks/finding';
import { rules } from '../../checks/rules';
import { rankOf, type Stage, stages } from '../../plan/stage';
import { idOf, keyOf } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { Fault } from './fault';
import { indexOf, type ObjectSet } from './object-set';

/** What the rules make of a fault. */
export interface Verdict {
  readonly fault: Fault;
  /** Rules that report it where it is to be reported. */
  readonly caught: readonly string[];
  /** Rules that report something elsewhere only. */
  readonly elsewhere: readonly string[];
}

/** The errors and warnings in a set; a notice accuses nobody. */
export function accusations(set: ObjectSet): readonly Finding[] {
  const { engine, given, roles } = set;
  const ranks = new Map(
    set.files.flatMap(({ objects, path }) => objects.map((object) => [object, stageOf(path)])),
  );
  const context = {
    index: indexOf(set),
    given,
    roles,
    stageOf: (object: Manifest) => ranks.get(object),
    ...(engine === undefined ? {} : { engine }),
  };
  return check(context, rules).findings.filter(({ severity }) => severity !== 'notice');
}

/** The number of the stage that a file is in; undefined for the delivery objects. */
function stageOf(path: string): number | undefined {
  const found: Stage | undefined = stages.find((stage) => path.startsWith(`${stage}/`));
  return found === undefined ? undefined : rankOf(found);
}

/** Puts a fault into its set and asks the rules. */
export function judge(fault: Fault): Verdict {
  const wanted = new Set(fault.reportedAt.map(keyOf));
  const found = accusations(fault.apply());
  const here = found.filter(({ object }) => wanted.has(keyOf(idOf(object))));
  return {
    fault,
    caught: ruleIds(here),
    elsewhere: ruleIds(found.filter((finding) => !here.includes(finding))),
  };
}

function ruleIds(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].toSorted();
}
