/** Clauses that many rules are made of. Fields are those of `self`. */

/** When `field` is `value`, then `then` holds. */
export function when(field: string, value: string, then: string): string {
  return `!has(self.${field}) || self.${field} != '${value}' || ${then}`;
}

/** When `field` is there, `then` holds. */
export function whenGiven(field: string, then: string): string {
  return `!has(self.${field}) || (${then})`;
}

/** At most one of the fields is there. */
export function atMostOne(...names: readonly string[]): string {
  return `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(given, given).size() <= 1`;
}

/** Exactly one of the fields is there. */
export function exactlyOne(...names: readonly string[]): string {
  const [one, other, ...more] = names;
  // The API server reckons a list as dear as lists can be, and refuses the rule where many items are judged by it.
  if (one !== undefined && other !== undefined && more.length === 0)
    return `has(self.${one}) != has(self.${other})`;
  return `[${names.map((name) => `has(self.${name})`).join(', ')}].filter(given, given).size() == 1`;
}

/** Not both. */
export function notBoth(one: string, other: string): string {
  return `!(has(self.${one}) && has(self.${other}))`;
}

/** The object's group and kind are one of these pairs. */
export function groupKind(...pairs: readonly (readonly [group: string, kind: string])[]): string {
  return `self.group + '/' + self.kind in [${pairs.map(([group, kind]) => `'${group}/${kind}'`).join(', ')}]`;
}

/** In a group, only these kinds. */
export function onlyKinds(group: string, ...kinds: readonly string[]): string {
  return `self.group != '${group}' || self.kind in [${kinds.map((kind) => `'${kind}'`).join(', ')}]`;
}
