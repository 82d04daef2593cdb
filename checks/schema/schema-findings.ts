import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { otherFlavours, type SchemaEntry, schemaEntry, schemaOf } from '../../references/schemas';
import { push } from '../../references/selector-postings';
import type { Draft } from '../finding';
import { perIndex } from '../per-index';
import { type CelCheck, celViolations, compileCel } from './cel';
import type { SchemaRuleId, Violation } from './violation';
import { type Check, compileSchema } from './walk';

interface CompiledKind {
  readonly check: Check;
  readonly cel: CelCheck | undefined;
}

const kinds = new Map<SchemaEntry, CompiledKind>();

/** A kind's schema, compiled when its first object is met. */
function compiledKind(entry: SchemaEntry): CompiledKind {
  const known = kinds.get(entry);
  if (known !== undefined) return known;
  const schema = schemaOf(entry);
  const made = {
    check: compileSchema(schema, entry.module !== ownModule, entry.module === rewriting),
    cel: compileCel(schema),
  };
  kinds.set(entry, made);
  return made;
}

/** The module whose kinds are the API server's own; every other kind comes from a CRD. */
const ownModule = 'k8s.io/kubernetes';

/** The module whose webhook takes the place of what was sent: what it writes has no nulls (seen with kuma-cp 2.14.3). */
const rewriting = 'github.com/kumahq/kuma/v2';

const none: readonly Violation[] = [];

/**
 * All that the schema of an object's kind has against it, as the API server's strict field validation would: structure
 * first, and the kind's CEL rules where the structure holds. Nothing for a kind without a schema.
 *
 * Where two controllers bring CRDs of the same kind, an object that one of them takes is fine, unless it is known whose are
 * installed.
 *
 * @param flavour whose CRDs are installed, where that is known
 */
export function schemaFindings(object: Manifest, flavour?: string): readonly Violation[] {
  const entry = schemaEntry(object.apiVersion, object.kind);
  if (entry === undefined) return none;
  const others = otherFlavours(object.apiVersion, object.kind);
  const installed = others.find((other) => other.flavour === flavour);
  if (installed !== undefined) return violationsOf(object, installed);
  const violations = violationsOf(object, entry);
  if (violations.length === 0) return none;
  return others.some((other) => violationsOf(object, other).length === 0) ? none : violations;
}

function violationsOf(object: Manifest, entry: SchemaEntry): readonly Violation[] {
  const kind = compiledKind(entry);
  const violations: Violation[] = [];
  kind.check(object, undefined, violations);
  if (kind.cel !== undefined && violations.length === 0) celViolations(kind.cel, object, violations);
  return object.kind === 'Secret' ? violations.map(concealed) : violations;
}

/** Whose CRDs are installed, as far as the objects show: only Kong Operator has kinds of these groups. */
function installedFlavour(objects: readonly Manifest[]): string | undefined {
  return objects.some(({ apiVersion }) => /^(gateway-operator|konnect)\.konghq\.com\//.test(apiVersion))
    ? 'kong-operator'
    : undefined;
}

/** The findings of one of the rules that the schemas feed. */
export function findingsOf(rule: SchemaRuleId, index: ReferenceIndex): readonly Draft[] {
  return draftsByRule(index).get(rule) ?? [];
}

/** Objects that nothing is known against, by whose CRDs are installed: the same are in set after set where little changes. */
const clean = new Map<string | undefined, WeakSet<Manifest>>();

const draftsByRule = perIndex(({ objects }) => {
  const drafts = new Map<SchemaRuleId, Draft[]>();
  const flavour = installedFlavour(objects);
  const known = clean.get(flavour) ?? new WeakSet();
  clean.set(flavour, known);
  for (const object of objects) {
    if (known.has(object)) continue;
    const violations = schemaFindings(object, flavour);
    if (violations.length === 0) known.add(object);
    for (const { rule, ...draft } of violations) push(drafts, rule, { ...draft, object });
  }
  return drafts;
});

/** The same without the text of a Secret's value. */
function concealed(violation: Violation): Violation {
  if (!/^\/(data|stringData)\//.test(violation.path)) return violation;
  const { nearest: _nearest, ...rest } = violation;
  return {
    ...rest,
    found: violation.found === 'null' ? 'null' : 'a value that is not shown',
    mend: 'correct the value',
    hidden: true,
  };
}
