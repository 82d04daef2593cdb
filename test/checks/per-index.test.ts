import { once, perIndex } from '../../checks/per-index';
import { buildIndex } from '../../references/reference-index';

describe('what follows from a set of objects', () => {
  test('is worked out once for a set that is asked about again and again, and anew for another', () => {
    const [empty, one] = [
      buildIndex([]),
      buildIndex([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }]),
    ];
    let times = 0;
    const size = perIndex(({ objects }) => {
      times += 1;
      return objects.length;
    });
    expect([size(empty), size(empty), size(one), size(one), size(one)]).toEqual([0, 0, 1, 1, 1]);
    expect(times).toBe(2);
    expect(size(empty)).toBe(0);
  });
});

test('what follows from a value that never changes is kept as long as the value is', () => {
  const [a, b] = [{ of: 'a' }, { of: 'b' }];
  const made = once(({ of }: { of: string }) => ({ of }));
  expect(made(a)).toEqual({ of: 'a' });
  expect(made(b)).toEqual({ of: 'b' });
  expect(made(a)).toBe(made(a));
});
