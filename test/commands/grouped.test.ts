import { grouped } from '../../commands/grouped';

test('digits are grouped as in English', () => {
  for (const count of [0, 7, 999, 1000, 7200, 123456, 1234567, 1e9])
    expect(grouped(count)).toBe(count.toLocaleString('en'));
});
