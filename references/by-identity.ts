import type { ObjectId } from './identity';

/** Lists of things by an object's id. No id becomes a text: an index asks some hundred times a cluster. */
export class ById<T> {
  /** By namespace and name; the kinds that share both are few. */
  private readonly namespaces = new Map<string, Map<string, KindList<T>[]>>();
  private readonly all: T[][] = [];

  add(id: ObjectId, item: T): void {
    const names = getOrMake(this.namespaces, id.namespace ?? '', () => new Map<string, KindList<T>[]>());
    const lists = getOrMake(names, id.name, () => []);
    const known = listOf(lists, id);
    if (known !== undefined) {
      known.push(item);
      return;
    }
    const list = [item];
    lists.push({ group: id.group, kind: id.kind, list });
    this.all.push(list);
  }

  /** What was added with this id, or with the same and another name; undefined for nothing. */
  get(id: ObjectId, name = id.name): readonly T[] | undefined {
    const lists = this.namespaces.get(id.namespace ?? '')?.get(name);
    return lists === undefined ? undefined : listOf(lists, id);
  }

  /** Every list, in the order in which the ids came. */
  lists(): readonly (readonly T[])[] {
    return this.all;
  }
}

interface KindList<T> {
  readonly group: string;
  readonly kind: string;
  readonly list: T[];
}

function listOf<T>(lists: readonly KindList<T>[], { group, kind }: ObjectId): T[] | undefined {
  return lists.find((one) => one.kind === kind && one.group === group)?.list;
}

/** Things by group and kind. */
export class ByKind<T> {
  private readonly groups = new Map<string, Map<string, T>>();

  get(group: string, kind: string): T | undefined {
    return this.groups.get(group)?.get(kind);
  }

  /** The thing of a kind, which is made when there is none. */
  getOrMake(group: string, kind: string, make: () => T): T {
    return getOrMake(
      getOrMake(this.groups, group, () => new Map<string, T>()),
      kind,
      make,
    );
  }
}

/** What a map holds under a key, which is made when there is nothing. */
export function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
