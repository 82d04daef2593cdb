import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { schemaEntry, schemaFor } from '../../references/schemas';
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

/**
 * All that the schema of an object's kind has against it, as the API server's strict field validation would: structure
 * first, and the kind's CEL rules where the structure holds. Nothing for a kind without a schema.
 */
export function schemaFindings(object: Manifest): readonly Violation[] {
  const kind = compiledKind(object.apiVersion, object.kind);
  if (kind === undefined) return none;
  const violations: Violation[] = [];
  kind.check(object, undefined, violations);
  if (kind.cel !== undefined && violations.length === 0) celViolations(kind.cel, object, violations);
  return object.kind === 'Secret' ? violations.map(concealed) : violations;
}

/** The findings of one of the rules that the schemas feed. */
export function findingsOf(rule: SchemaRuleId, index: ReferenceIndex): readonly Draft[] {
  return draftsByRule(index).get(rule) ?? [];
}

const draftsByRule = perIndex(({ objects }) => {
  const drafts = new Map<SchemaRuleId, Draft[]>();
  for (const object of objects)
    for (const { rule, ...draft } of schemaFindings(object)) push(drafts, rule, { ...draft, object });
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
