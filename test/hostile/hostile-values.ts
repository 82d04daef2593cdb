import type { Random } from '../cluster/generated/random';

/** Keys that JavaScript, YAML or a JSON pointer give a meaning of their own, and some that only look odd. */
export const hostileKeys: readonly string[] = [
  ...[
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'prototype',
    'length',
    'then',
    'toJSON',
  ],
  ...[
    '',
    ' ',
    '~',
    '/',
    '~1',
    '<<',
    '0',
    '-1',
    '-',
    '.',
    '..',
    '*',
    'null',
    'true',
    'a.b/c',
    'a\nb',
    '\u001b[31m',
  ],
];

const texts: readonly string[] = [
  ...[
    '',
    ' ',
    '\n',
    'a\nb',
    '::error::x',
    '\u001b[2J',
    '\u0007',
    '\u202eabc',
    '\u200b',
    '\u2028',
    '\u0000',
    '\ufeff',
    '😀',
    '\ud83d',
  ],
  ...[
    'constructor',
    '__proto__',
    '-1',
    '0',
    '1e999',
    '0x10',
    'NaN',
    'null',
    '~',
    'true',
    '2001-01-01',
    '../../etc/passwd',
    '/',
    '//',
    '..',
  ],
  ...[
    '*',
    '**',
    '[a-z',
    '(',
    '\\',
    `$${'{a}'}`,
    '{{ .Values.a }}',
    '{{',
    '$(id)',
    '`id`',
    '<script>',
    '%',
    '%00',
    'a'.repeat(300),
    '١٢٣',
  ],
  ...[
    'arn:aws:iam::123456789012:role/a',
    'https://user@host:99999/',
    'http://[::1',
    'a.b.c.svc',
    'Secret prod/a',
    'null/a',
    '1h',
    '-5m',
  ],
];

/** A value that nobody meant: of any type, small or odd, seldom deep. */
export function hostileValue(random: Random, depth = 0): unknown {
  switch (random.whole(0, depth > 2 ? 6 : 9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, -1, 1, 1.5, 65536, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 100]);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
    case 6:
      return random.pick(texts);
    case 7:
      return Array.from({ length: random.whole(1, 3) }, () => hostileValue(random, depth + 1));
    default:
      return hostileMap(random, depth);
  }
}

function hostileMap(random: Random, depth: number): unknown {
  const map: Record<string, unknown> = {};
  for (let left = random.whole(1, 3); left > 0; left--)
    set(
      map,
      random.pick([...hostileKeys, 'name', 'kind', 'metadata', 'spec', 'items']) ?? '',
      hostileValue(random, depth + 1),
    );
  return map;
}

/** Sets a key whatever it is called; an assignment to `__proto__` would change what the map inherits from. */
export function set(map: object, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}
