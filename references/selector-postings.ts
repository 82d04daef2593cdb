import { getOrMake } from './by-identity';
import { type LabelSelector, type Labels, matches } from './labels';

/** Lists by label: by its key, then by its value. */
class ByLabel<T> {
  private readonly keys = new Map<string, Map<string, T[]>>();

  add(key: string, value: string, item: T): void {
    push(
      getOrMake(this.keys, key, () => new Map<string, T[]>()),
      value,
      item,
    );
  }

  get(key: string, value: string): readonly T[] | undefined {
    return this.keys.get(key)?.get(value);
  }
}

/** Things with labels, found by selector: a posting list per label, so that a search looks at few candidates. */
export class LabelPostings<T> {
  private readonly all: T[] = [];
  private readonly lists = new ByLabel<T>();

  constructor(private readonly labelsOf: (item: T) => Labels) {}

  add(item: T): void {
    this.all.push(item);
    for (const [key, value] of Object.entries(this.labelsOf(item))) this.lists.add(key, value, item);
  }

  /** The items that the selector selects, in the order they were added. */
  find(selector: LabelSelector): readonly T[] {
    // Everything is one list, which a question from each of many objects need not go through.
    if (selector.matchExpressions.length === 0 && Object.keys(selector.matchLabels).length === 0)
      return this.all;
    let shortest: readonly T[] = this.all;
    for (const [key, value] of Object.entries(selector.matchLabels)) {
      const list = this.lists.get(key, value) ?? [];
      if (list.length < shortest.length) shortest = list;
    }
    return shortest.filter((item) => matches(selector, this.labelsOf(item)));
  }
}

/** Selectors, found by the labels that they select: the inverse of `LabelPostings`. */
export class SelectorPostings<T> {
  private readonly ofAnyLabel: Posting<T>[] = [];
  private readonly lists = new ByLabel<Posting<T>>();

  add(selector: LabelSelector, item: T): void {
    const first = Object.entries(selector.matchLabels)[0];
    if (first === undefined) this.ofAnyLabel.push({ selector, item });
    else this.lists.add(...first, { selector, item });
  }

  /** The items whose selector selects these labels. */
  find(labels: Labels): readonly T[] {
    const found: T[] = [];
    const gather = (postings: readonly Posting<T>[] | undefined) => {
      for (const { selector, item } of postings ?? []) if (matches(selector, labels)) found.push(item);
    };
    gather(this.ofAnyLabel);
    for (const [key, value] of Object.entries(labels)) gather(this.lists.get(key, value));
    return found;
  }
}

interface Posting<T> {
  readonly selector: LabelSelector;
  readonly item: T;
}

/** Adds to the list under a key, which it starts when there is none. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
