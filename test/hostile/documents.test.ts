import { Random } from '../cluster/generated/random';
import { hostileText } from './documents';
import { checked, compared, pictured } from './said';
import { forEachInput, long } from './seed';
import { expectPrintable } from './unprintable';

const count = long ? 5_000 : 25;

test(`check says something printable of ${count} texts that nobody should write, in every format`, () => {
  forEachInput(count, (number) => expectPrintable(checked(hostileText(new Random(number)))));
}, 3_600_000);

test(`diff says something printable of ${count} pairs of such texts, in every format`, () => {
  forEachInput(count, (number) => {
    const random = new Random(number);
    expectPrintable(compared(hostileText(random), hostileText(random)) ?? {});
  });
}, 3_600_000);

test(`topology draws ${count} such texts`, () => {
  forEachInput(count, (number) => expectPrintable(pictured(hostileText(new Random(number))) ?? {}));
}, 3_600_000);
