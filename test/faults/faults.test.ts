import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as name } from '../../references/manifest';
import { isLong } from '../long';
import { corpus } from './corpus';
import { accusations, judge } from './judge';
import { misses, reasonFor } from './misses';
import { mutators } from './mutators/all';
import { referenceSets } from './reference-sets';
import { missLine, page } from './table';

const sets = referenceSets();

test.each(sets.map((set) => [set.name, set] as const))(
  'nothing is reported in %s without a fault',
  (_, set) => {
    expect(accusations(set).map(({ object, rule }) => `${rule} ${name(object)}`)).toEqual([]);
  },
);

describe(isLong ? 'every fault that there is a place for' : 'the corpus of faults', () => {
  const verdicts = corpus(sets, isLong ? Number.POSITIVE_INFINITY : undefined).map(judge);
  const missed = verdicts.filter(({ caught }) => caught.length === 0);

  it('is reported at the object at fault, at least 98 of 100', () => {
    expect(missed.length / verdicts.length).toBeLessThanOrEqual(0.02);
  });

  it('is missed only where the reason is written down', () => {
    expect(missed.filter((verdict) => reasonFor(verdict) === undefined).map(missLine)).toEqual([]);
  });

  it('is missed wherever a reason says so', () => {
    expect(misses.filter((miss) => !missed.some((verdict) => reasonFor(verdict) === miss.reason))).toEqual(
      [],
    );
  });

  if (!isLong) {
    it('is what docs/faults.md says: npm run faults -- --write', () => {
      expect(readFileSync(join(__dirname, '../../docs/faults.md'), 'utf8')).toBe(page(mutators, verdicts));
    });
  }
});
