/** What is chosen for each factor: the number of its level; absent where the factor has no place. */
export type Row = ReadonlyMap<string, number>;

/** Something that is chosen: one of so many levels, where it has a place beside what else is chosen. */
export interface Factor {
  readonly name: string;
  readonly levels: number;
  /** Whether the factor has a place. @param base the levels of the base factors, which come first */
  readonly fits: (base: Row, level: number) => boolean;
}

/**
 * Rows in which every two levels of two factors, that can be together at all, are together at least once: a pairwise covering
 * array, made greedily. What a program does with two settings is seen with far fewer rows than there are pairs.
 *
 * @param bases all combinations of what everything else depends on
 */
export function coveringRows(bases: readonly Row[], factors: readonly Factor[]): readonly Row[] {
  const choices = new Choices(bases, factors);
  const open = possiblePairs(bases, factors, choices);
  const rows: Row[] = [];
  while (open.size > 0) {
    const [first = 0] = open;
    const row = bestRow(bases, factors, open, first, choices);
    const chosen = [...row].map(([factor, level]) => choices.number(factor, level));
    for (const [at, one] of chosen.entries())
      for (const other of chosen.slice(at + 1)) open.delete(choices.pair(one, other));
    if (open.has(first)) throw new Error(`no row has ${choices.told(first)}`);
    rows.push(row);
  }
  return rows;
}

/** A number for each level of each factor, and one for each two of them: there are a million of those, too many to write out. */
class Choices {
  private readonly first = new Map<string, number>();
  private readonly named: (readonly [factor: string, level: number])[] = [];

  constructor(bases: readonly Row[], factors: readonly Factor[]) {
    const ofBases = [...(bases[0]?.keys() ?? [])].map((name) => ({
      name,
      levels: 1 + Math.max(...bases.map((base) => base.get(name) ?? 0)),
    }));
    for (const { name, levels } of [...ofBases, ...factors]) {
      this.first.set(name, this.named.length);
      for (let level = 0; level < levels; level++) this.named.push([name, level]);
    }
  }

  number(factor: string, level: number): number {
    return (this.first.get(factor) ?? 0) + level;
  }

  pair(one: number, other: number): number {
    return one * this.named.length + other;
  }

  /** What a pair is of. */
  of(pair: number): readonly (readonly [factor: string, level: number])[] {
    const other = pair % this.named.length;
    return [(pair - other) / this.named.length, other].map((number) => this.named[number] ?? ['', 0]);
  }

  told(pair: number): string {
    return this.of(pair)
      .map(([factor, level]) => `${factor}=${level}`)
      .join(' ');
  }
}

/** The pairs that some base has a place for. */
function possiblePairs(bases: readonly Row[], factors: readonly Factor[], choices: Choices): Set<number> {
  const pairs = new Set<number>();
  for (const base of bases) {
    const there = factors.map((factor) =>
      levelsOf(factor, base).map((level) => choices.number(factor.name, level)),
    );
    const all = [...[...base].map(([factor, level]) => [choices.number(factor, level)]), ...there];
    for (const [at, ones] of all.entries())
      for (const others of all.slice(at + 1))
        for (const one of ones) for (const other of others) pairs.add(choices.pair(one, other));
  }
  return pairs;
}

export function levelsOf({ levels, fits }: Factor, base: Row): readonly number[] {
  return Array.from({ length: levels }, (_, level) => level).filter((level) => fits(base, level));
}

function bestRow(
  bases: readonly Row[],
  factors: readonly Factor[],
  open: ReadonlySet<number>,
  wanted: number,
  choices: Choices,
): Row {
  const asked = new Map(choices.of(wanted));
  const base = bases.find(
    (each) =>
      [...each].every(([factor, level]) => (asked.get(factor) ?? level) === level) &&
      factors.every((factor) => {
        const level = asked.get(factor.name);
        return level === undefined || factor.fits(each, level);
      }),
  );
  if (base === undefined) throw new Error(`no base for ${choices.told(wanted)}`);
  const row = new Map(base);
  const chosen = [...base].map(([factor, level]) => choices.number(factor, level));
  for (const factor of factors) {
    const forced = asked.get(factor.name);
    const gain = (level: number) => {
      const number = choices.number(factor.name, level);
      return chosen.filter((one) => open.has(choices.pair(one, number))).length;
    };
    const levels = forced === undefined ? levelsOf(factor, base) : [forced];
    const [best] = levels.toSorted((one, other) => gain(other) - gain(one));
    if (best === undefined) continue;
    row.set(factor.name, best);
    chosen.push(choices.number(factor.name, best));
  }
  return row;
}
