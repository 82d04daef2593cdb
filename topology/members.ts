/**
 * Names that stand for the same thing, joined step by step; each set is found by any of its names. A name that was never joined
 * stands for itself.
 */
export class Members {
  private readonly parents = new Map<string, string>();

  /** The name by which a set is known until it is joined to another one. */
  of(name: string): string {
    let root = name;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    let each = name;
    while (each !== root) {
      const next = this.parents.get(each) ?? root;
      this.parents.set(each, root);
      each = next;
    }
    return root;
  }

  join(one: string, other: string): void {
    const [root, joined] = [this.of(one), this.of(other)];
    if (root !== joined) this.parents.set(joined, root);
  }
}
