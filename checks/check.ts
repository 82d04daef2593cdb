import { groupOf, type Manifest } from '../references/manifest';
import { discreet } from './discreet';
import type { Draft, Finding } from './finding';
import { ignoredRules, ignoresWithoutReason } from './ignore';
import { inOpenSet } from './open-set';
import { once } from './per-index';
import type { CheckContext, ObjectRule, Rule, SetRule } from './rule';

/** All findings, and how many an annotation silenced. */
export interface Checked {
  /** In the order of the objects, then of their paths, then of the rules. */
  readonly findings: readonly Finding[];
  readonly ignored: number;
  /** Ids of the rules that found something, ignored or not. */
  readonly reporting: ReadonlySet<string>;
}

/**
 * Judges every object and every reference by the given rules. Pure, and linear in the objects for rules that look at
 * one object at a time.
 */
export function check(context: CheckContext, rules: readonly Rule[]): Checked {
  const { objects } = context.index;
  const { setRules, rulesFor, clean } = dispatch(rules);
  const found: Finding[] = [];
  const wanted = ({ profile }: Rule) => profile === undefined || context.profiles?.includes(profile) === true;
  for (const rule of setRules) if (wanted(rule)) add(found, rule, rule.checkSet(context));
  const profiles = (context.profiles ?? []).length > 0;
  for (const object of objects) {
    const { alone, among } = rulesFor(object);
    for (const rule of among) if (wanted(rule)) add(found, rule, rule.checkObject(object, context));
    if (!profiles && clean.has(object)) continue;
    const before = found.length;
    for (const rule of alone) if (wanted(rule)) add(found, rule, rule.checkObject(object, context));
    for (const finding of ignoresWithoutReason(object)) found.push(discreet(finding));
    if (!profiles && found.length === before) clean.add(object);
  }
  const kept = found.filter(({ object, rule }) => !ignoredRules(object).has(rule));
  const reporting = new Set(found.map(({ rule }) => rule));
  const judged = context.open === true ? inOpenSet(kept, context).map(discreet) : kept;
  return { findings: inOrder(judged, objects), ignored: found.length - kept.length, reporting };
}

function add(found: Finding[], rule: Rule, drafts: Iterable<Draft>): void {
  // Most rules find nothing, and many say so with an empty list.
  if (Array.isArray(drafts) && drafts.length === 0) return;
  for (const draft of drafts) found.push(complete(rule, draft));
}

function complete(rule: Rule, draft: Draft): Finding {
  const { message, found, expected } = draft;
  return discreet({
    ...draft,
    message: shortened(message),
    found: shortened(found),
    expected: shortened(expected),
    rule: rule.id,
    severity: draft.severity ?? rule.severity,
    source: draft.source ?? rule.source,
  });
}

/** A name or value may have megabytes, and twenty thousand findings may name it: so much of a text is shown. */
const LONGEST = 2_000;

function shortened(given: string): string {
  // An annotation is text to a rule, and a number or a list in the YAML of somebody who forgot the quotes.
  const text = String(given);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}... (${text.length} characters)`;
}

interface Dispatch {
  readonly setRules: readonly SetRule[];
  /** The rules that look at objects of this one's kind. */
  readonly rulesFor: (object: Manifest) => RulesOfKind;
  /** Objects that the rules which ask for nothing else have nothing against: other sets have the same ones. */
  readonly clean: WeakSet<Manifest>;
}

/** The rules of a kind: those that take an object alone, and those that take it among the others. */
interface RulesOfKind {
  readonly alone: readonly ObjectRule[];
  readonly among: readonly ObjectRule[];
}

/** Which rules look at what. Worked out once for a list of rules. */
const dispatch = once((rules: readonly Rule[]): Dispatch => {
  const objectRules = rules.filter((rule) => 'checkObject' in rule);
  const known = new Map<string, Map<string, RulesOfKind>>();
  const rulesFor = ({ apiVersion, kind }: Manifest) => {
    const kinds = known.get(apiVersion) ?? new Map<string, RulesOfKind>();
    known.set(apiVersion, kinds);
    const before = kinds.get(kind);
    if (before !== undefined) return before;
    const name = `${groupOf(apiVersion)}/${kind}`;
    const all = objectRules.filter((rule) => rule.kinds.includes(name));
    const own = { alone: all.filter(takesObjectAlone), among: all.filter((rule) => !takesObjectAlone(rule)) };
    kinds.set(kind, own);
    return own;
  };
  return { setRules: rules.filter((rule) => 'checkSet' in rule), rulesFor, clean: new WeakSet() };
});

/** Whether a rule's function has no parameter but the object. */
function takesObjectAlone({ checkObject }: ObjectRule): boolean {
  return checkObject.length === 1;
}

function inOrder(findings: readonly Finding[], objects: readonly Manifest[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const position = new Map(objects.map((object, index) => [object, index]));
  const at = (finding: Finding) => position.get(finding.object) ?? objects.length;
  return findings.toSorted((a, b) => at(a) - at(b) || compare(a.path, b.path) || compare(a.rule, b.rule));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
