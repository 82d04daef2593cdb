import { type LabelSelector, type Labels, matches } from './labels';

const anyPair = '*';

/** Things with labels, found by selector: a posting list per label, so that a search looks at few candidates. */
export class LabelPostings<T> {
  private readonly lists = new Map<string, T[]>();

  constructor(private readonly labelsOf: (item: T) => Labels) {}

  add(item: T): void {
    push(this.lists, anyPair, item);
    for (const [key, value] of Object.entries(this.labelsOf(item))) push(this.lists, `${key}=${value}`, item);
  }

  /** The items that the selector selects, in the order they were added. */
  find(selector: LabelSelector): readonly T[] {
    let shortest = this.lists.get(anyPair) ?? [];
    for (const [key, value] of Object.entries(selector.matchLabels)) {
      const list = this.lists.get(`${key}=${value}`) ?? [];
      if (list.length < shortest.length) shortest = list;
    }
    return shortest.filter((item) => matches(selector, this.labelsOf(item)));
  }
}

/** Selectors, found by the labels that they select: the inverse of `LabelPostings`. */
export class SelectorPostings<T> {
  private readonly lists = new Map<string, { readonly selector: LabelSelector; readonly item: T }[]>();

  add(selector: LabelSelector, item: T): void {
    const first = Object.entries(selector.matchLabels)[0];
    push(this.lists, first === undefined ? anyPair : `${first[0]}=${first[1]}`, { selector, item });
  }

  /** The items whose selector selects these labels. */
  find(labels: Labels): readonly T[] {
    const pairs = [anyPair, ...Object.entries(labels).map(([key, value]) => `${key}=${value}`)];
    return pairs.flatMap((pair) =>
      (this.lists.get(pair) ?? [])
        .filter(({ selector }) => matches(selector, labels))
        .map(({ item }) => item),
    );
  }
}

/** Adds to the list under a key, which it starts when there is none. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
