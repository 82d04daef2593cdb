import type { Manifest } from '../../references/manifest';
import { schemaEntry, schemaFor } from '../../references/schemas';
import type { Draft } from '../finding';
import { type CelCheck, celViolations, compileCel } from './cel';
import type { SchemaRuleId, Violation } from './violation';
import { type Check, compileSchema } from './walk';

interface CompiledKind {
  readonly check: Check;
  readonly cel: CelCheck | undefined;
}

const kinds = new Map<string, CompiledKind | undefined>();

/** The kind's schema, compiled when its first object is met. */
function compiledKind(apiVersion: string, kind: string): CompiledKind | undefined {
  const key = `${apiVersion} ${kind}`;
  if (kinds.has(key)) return kinds.get(key);
  const schema = schemaFor(apiVersion, kind);
  const made =
    schema === undefined
      ? undefined
      : {
          check: compileSchema(schema, schemaEntry(apiVersion, kind)?.module !== ownModule),
          cel: compileCel(schema),
        };
  kinds.set(key, made);
  return made;
}

/** The module whose kinds are the API server's own; every other kind comes from a CRD. */
const ownModule = 'k8s.io/kubernetes';

const none: readonly Violation[] = [];
const noDrafts: readonly Draft[] = [];
/** The object judged last: the rules of this family ask one after the other, object by object. */
let last: { readonly object: Manifest; readonly found: readonly Violation[] } | undefined;

/**
 * All that the schema of an object's kind has against it, as the API server's strict field validation would: structure
 * first, and the kind's CEL rules where the structure holds. Nothing for a kind without a schema. The last
 * object is remembered.
 */
export function schemaFindings(object: Manifest): readonly Violation[] {
  if (last?.object === object) return last.found;
  const kind = compiledKind(object.apiVersion, object.kind);
  let found: readonly Violation[] = none;
  if (kind !== undefined) {
    const violations: Violation[] = [];
    kind.check(object, undefined, violations);
    if (kind.cel !== undefined && violations.length === 0) celViolations(kind.cel, object, violations);
    if (violations.length > 0) found = object.kind === 'Secret' ? violations.map(concealed) : violations;
  }
  last = { object, found };
  return found;
}

/** The findings of one of the rules that the schemas feed. */
export function findingsOf(rule: SchemaRuleId, object: Manifest): readonly Draft[] {
  const all = schemaFindings(object);
  if (all.length === 0) return noDrafts;
  return all
    .filter((violation) => violation.rule === rule)
    .map(({ rule: _rule, ...draft }) => ({ ...draft, object }));
}

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
