import type { Manifest } from '../references/manifest';
import { type HealthRule, healthRuleOf, healthRules } from './health';

/** Three CEL expressions on the fields of an object, as Flux evaluates them: in progress, failed, current. */
export interface HealthCheckExpression {
  readonly apiVersion: string;
  readonly kind: string;
  readonly current: string;
  readonly failed?: string;
}

/**
 * The expressions that the kinds among these objects need. `exists` is used rather than the `filter(...).all(...)` of
 * Flux's own examples, which holds for an object without any condition, too.
 */
export function healthCheckExpressions(objects: readonly Manifest[]): readonly HealthCheckExpression[] {
  const present = new Set(objects.map(healthRuleOf));
  return healthRules.filter((rule) => present.has(rule)).map(expressionOf);
}

function expressionOf(rule: HealthRule): HealthCheckExpression {
  const apiVersion = `${rule.group}/${rule.version}`;
  const { failed } = rule;
  const check = { apiVersion, kind: rule.kind };
  const current = rule.idle === true ? 'true' : has(rule.condition, 'True');
  if (failed === undefined) return { ...check, current };
  return { ...check, current, failed: has(failed.condition, failed.status, failed.reason) };
}

function has(type: string, status: string, reason?: string): string {
  const because = reason === undefined ? '' : ` && e.reason == '${reason}'`;
  return `has(status.conditions) && status.conditions.exists(e, e.type == '${type}' && e.status == '${status}'${because})`;
}
