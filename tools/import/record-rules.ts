import { ackRules } from './record-rules/ack';
import { gatewayOperatorRules } from './record-rules/gateway-operator';
import { kongRules } from './record-rules/kong';
import { kongOperatorRules } from './record-rules/kong-operator';
import { konnectRules } from './record-rules/konnect';
import { secretsRules } from './record-rules/secrets';

/** A CEL rule of a custom resource, as a CustomResourceDefinition holds it. */
export interface RecordedRule {
  readonly message: string;
  readonly rule: string;
}

/**
 * The rules of the records, by upstream's message, written here from what each message says. A rule that speaks of a change,
 * or of what only a controller writes, is null: nothing of it can be judged from one object.
 */
export const recordRules: Readonly<Record<string, string | null>> = {
  ...ackRules,
  ...kongRules,
  ...kongOperatorRules,
  ...gatewayOperatorRules,
  ...konnectRules,
  ...secretsRules,
};

/**
 * The rules of these messages, without those that speak of changes.
 *
 * @throws Error for a message that no rule is written for.
 */
export function rulesFor(messages: readonly string[]): RecordedRule[] {
  return messages.flatMap((message) => {
    const rule = recordRules[message];
    if (rule === undefined) throw new Error(`no rule is written for the message: ${message}`);
    return rule === null ? [] : [{ message, rule }];
  });
}
