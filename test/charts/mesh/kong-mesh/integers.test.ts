import { RE2JS } from '@bufbuild/re2';
import fc from 'fast-check';
import { integersBetween } from '../../../../charts/mesh/kong-mesh/integers';
import { times } from '../../../long';

const most = BigInt(Number.MAX_SAFE_INTEGER);
const bound = fc.oneof(fc.bigInt(-150n, 150n), fc.bigInt(-most, most));

test('the expression of a range takes the numbers in it, however they are written, and no others', () => {
  fc.assert(
    fc.property(bound, bound, fc.nat(2), fc.boolean(), bound, (start, end, zeros, plus, other) => {
      const expression = integersBetween(start, end);
      if (expression === undefined) return expect(start >= end).toBe(true);
      const compiled = RE2JS.compile(expression);
      const near = [start, end, 0n].flatMap((each) => [each - 1n, each, each + 1n]);
      for (const number of [...near, other]) {
        const digits = `${'0'.repeat(zeros)}${String(number < 0n ? -number : number)}`;
        const written = `${number < 0n ? '-' : plus ? '+' : ''}${digits}`;
        expect([written, compiled.testExact(written)]).toEqual([written, number >= start && number < end]);
        for (const wrong of [`${written}a`, `a${written}`, `-+${digits}`, `${written}.0`])
          expect(compiled.testExact(wrong)).toBe(false);
      }
    }),
    { numRuns: times(50, 5_000) },
  );
});

test('a range is written digit by digit', () => {
  expect(integersBetween(10n, 20n)).toBe('(?:\\+?0*(?:1[0-9]))');
  expect(integersBetween(8n, 124n)).toBe('(?:\\+?0*(?:[8-9]|[1-9][0-9]|1[0-1][0-9]|12[0-3]))');
});
