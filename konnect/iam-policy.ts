import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** An IAM policy as far as it is evaluated here: conditions, principals and `Not...` elements are left out. */
export const policyShape = z.object({
  Statement: z.array(
    z.looseObject({ Effect: z.enum(['Allow', 'Deny']), Action: oneOrMore, Resource: oneOrMore }),
  ),
});
export type Policy = z.infer<typeof policyShape>;

/** `*` stands for any number of characters, `?` for one; actions are compared without regard to case. */
function matches(pattern: string, text: string, flags = ''): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, flags).test(text);
}

/**
 * Whether policies allow an action on a resource: one statement has to allow it and none may deny it.
 *
 * Source: IAM User Guide, policy evaluation logic; wildcards of the Action and Resource elements.
 */
export function allows(policies: readonly Policy[], action: string, resource: string): boolean {
  const applying = policies
    .flatMap(({ Statement }) => Statement)
    .filter(
      ({ Action, Resource }) =>
        Action.some((pattern) => matches(pattern, action, 'i')) &&
        Resource.some((pattern) => matches(pattern, resource)),
    );
  return (
    applying.some(({ Effect }) => Effect === 'Allow') && applying.every(({ Effect }) => Effect !== 'Deny')
  );
}
