import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** A caller that a MeshTrafficPermission names. */
export interface NamedCaller {
  readonly list: 'allow' | 'deny' | 'allowWithShadowDeny';
  readonly type: string;
  /** The SPIFFE id, or the start of one. */
  readonly value: string;
  /** Where the id is, as the parts of a JSON pointer. */
  readonly at: readonly (string | number)[];
}

const lists = ['allow', 'deny', 'allowWithShadowDeny'] as const;

/** The callers that a MeshTrafficPermission names, in its rules. */
export function namedCallers(permission: Manifest): readonly NamedCaller[] {
  return items(dig(permission, 'spec', 'rules')).flatMap((rule, i) =>
    lists.flatMap((list) =>
      items(dig(rule, 'default', list)).flatMap((entry, j) => {
        const value = text(dig(entry, 'spiffeID', 'value'));
        const type = text(dig(entry, 'spiffeID', 'type')) ?? '';
        const at = ['spec', 'rules', i, 'default', list, j, 'spiffeID', 'value'];
        return value === undefined ? [] : [{ list, type, value, at }];
      }),
    ),
  );
}
