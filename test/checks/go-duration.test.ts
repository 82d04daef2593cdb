import { goDuration, meantDuration } from '../../checks/go-duration';

test.each([
  ['0', 0],
  ['1h30m', 5400],
  ['1.5h', 5400],
  ['.5s', 0.5],
  ['-2ms', -0.002],
  ['+1us', 1e-6],
  ['1µs', 1e-6],
  ['1μs', 1e-6],
  ['0s', 0],
])('Go reads %s', (text, seconds) => {
  expect(goDuration(text)).toBeCloseTo(seconds, 9);
});

test.each(['', '1', '1d', '2w', 'soon', '1 h', '1h 30m', 'h', '.s', '1e3s', '9999999h', '1H'])(
  'Go cannot read %p',
  (text) => {
    expect(goDuration(text)).toBeUndefined();
  },
);

test.each([
  ['1d', '24h'],
  ['2 weeks', '336h'],
  ['30', '30s'],
  ['5min', '5m'],
  ['soon', undefined],
])('what is meant by %s is %s', (text, meant) => {
  expect(meantDuration(text)).toBe(meant);
});
