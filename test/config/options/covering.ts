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
  const open = new Set(possiblePairs(bases, factors));
  const rows: Row[] = [];
  while (open.size > 0) {
    const [first = ''] = open;
    const row = bestRow(bases, factors, open, first);
    for (const pair of pairsOf(row)) open.delete(pair);
    if (open.has(first)) throw new Error(`no row has ${first}`);
    rows.push(row);
  }
  return rows;
}

const key = (factor: string, level: number) => `${factor}=${level}`;

function pairsOf(row: Row): readonly string[] {
  const chosen = [...row].map(([factor, level]) => key(factor, level));
  return chosen.flatMap((one, at) => chosen.slice(at + 1).map((other) => `${one} ${other}`));
}

/** The pairs that some base has a place for. */
export function possiblePairs(bases: readonly Row[], factors: readonly Factor[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const base of bases) {
    const there = factors.map((factor) => levelsOf(factor, base).map((level) => key(factor.name, level)));
    const all = [...[...base].map(([factor, level]) => [key(factor, level)]), ...there];
    for (const [at, ones] of all.entries())
      for (const others of all.slice(at + 1))
        for (const one of ones) for (const other of others) pairs.add(`${one} ${other}`);
  }
  return pairs;
}

export function levelsOf({ levels, fits }: Factor, base: Row): readonly number[] {
  return Array.from({ length: levels }, (_, level) => level).filter((level) => fits(base, level));
}

function bestRow(
  bases: readonly Row[],
  factors: readonly Factor[],
  open: ReadonlySet<string>,
  wanted: string,
): Row {
  const asked = new Map(
    wanted.split(' ').map((each) => {
      const at = each.lastIndexOf('=');
      return [each.slice(0, at), Number(each.slice(at + 1))] as const;
    }),
  );
  const base = bases.find(
    (each) =>
      [...each].every(([factor, level]) => (asked.get(factor) ?? level) === level) &&
      factors.every((factor) => {
        const level = asked.get(factor.name);
        return level === undefined || factor.fits(each, level);
      }),
  );
  if (base === undefined) throw new Error(`no base for ${wanted}`);
  const row = new Map(base);
  for (const factor of factors) {
    const forced = asked.get(factor.name);
    const gain = (level: number) =>
      [...row].filter(([name, other]) => open.has(`${key(name, other)} ${key(factor.name, level)}`)).length;
    const levels = forced === undefined ? levelsOf(factor, base) : [forced];
    const [best] = levels.toSorted((one, other) => gain(other) - gain(one));
    if (best !== undefined) row.set(factor.name, best);
  }
  return row;
}
